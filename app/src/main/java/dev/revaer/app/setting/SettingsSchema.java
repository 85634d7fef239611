package dev.revaer.app.setting;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.AnnotationKeyword;
import dev.revaer.api.problem.ApiError.Fault;
import dev.revaer.app.document.Documents;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/// What the settings may be, as JSON Schema (draft 2020-12): each member with its description, bounds, default, unit
/// (`x-unit`), least and most for times (`x-least`, `x-most`), the form a text must have (`x-form`) and whether it is `live` or needs a `restart` (`x-applies`).
final class SettingsSchema {
    private static final String FILE = "settings.schema.json";
    private static final int MOST_FAULTS = 100;
    private static final double TWO_TO_THE_63 = 0x1p63;
    private static final JsonNode DOCUMENT = load();
    private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(
            Dialect.builder(Dialects.getDraft202012())
                    .keywords(
                            Stream.of("x-unit", "x-form", "x-applies", "x-least", "x-most")
                                    .map(AnnotationKeyword::new)
                                    .toList())
                    .build())
            .getSchema(DOCUMENT);

    private SettingsSchema() {}

    static JsonNode document() {
        return DOCUMENT;
    }

    /// Everything that is wrong with the settings, a hundred faults at most.
    static List<Fault> faults(JsonNode settings) {
        var beyond = numbersBeyond(settings, JsonPointer.empty()).limit(MOST_FAULTS).toList();
        return beyond.isEmpty()
                ? SCHEMA.validate(settings).stream().limit(MOST_FAULTS).map(SettingsSchema::fault).toList()
                : beyond;
    }

    /// The validator compares with 64 bits, and gives up on a number that has more.
    private static Stream<Fault> numbersBeyond(JsonNode node, JsonPointer at) {
        if (node.isNumber() && Math.abs(node.doubleValue()) >= TWO_TO_THE_63) {
            return Stream.of(new Fault(at.toString(), "must be a number of 64 bits, not " + node));
        }
        var members = node.propertyStream()
                .flatMap(member -> numbersBeyond(member.getValue(), at.appendProperty(member.getKey())));
        var elements = IntStream.range(0, node.isArray() ? node.size() : 0)
                .boxed()
                .flatMap(i -> numbersBeyond(node.path(i), at.appendIndex(i)));
        return Stream.concat(members, elements);
    }

    /// Whether there can be a setting at the pointer, or settings below it.
    ///
    /// @param pattern a JSON Pointer, with `*` for any one member
    static boolean knows(String pattern) {
        var names = pattern.substring(1).split("/", -1);
        return knows(DOCUMENT, List.of(names));
    }

    private static boolean knows(JsonNode schema, List<String> names) {
        if (names.isEmpty()) {
            return true;
        }
        var name = names.getFirst();
        var rest = names.subList(1, names.size());
        var members = schema.path("properties");
        var others = schema.path("additionalProperties");
        if (name.equals("*")
                ? members.valueStream().anyMatch(member -> knows(member, rest))
                : members.has(name) && knows(members.get(name), rest)) {
            return true;
        }
        return others.isObject() && knows(others, rest);
    }

    /// Those of the settings that hold only once Revaer is started again.
    ///
    /// @param pointers to settings
    static List<String> restartRequired(List<String> pointers) {
        return pointers.stream().filter(pointer -> needsRestart(DOCUMENT, pointer)).toList();
    }

    private static boolean needsRestart(JsonNode schema, String pointer) {
        var node = schema;
        for (var name : pointer.substring(1).split("/", -1)) {
            if (node.path("x-applies").asString("").equals("restart")) {
                return true;
            }
            node = node.path("properties").path(name);
        }
        return node.path("x-applies").asString("").equals("restart");
    }

    private static Fault fault(Error error) {
        var pointer = error.getInstanceLocation().toString();
        var rule = DOCUMENT.at(parent(error.getSchemaLocation().getFragment().toString()));
        return switch (error.getKeyword()) {
            case "additionalProperties" -> new Fault(
                    pointer + "/" + error.getProperty(),
                    "unknown; known are " + String.join(", ", rule.path("properties").propertyNames()));
            case "required" -> new Fault(pointer + "/" + error.getProperty(), "must be given");
            case "type" -> new Fault(pointer, "must be " + types(rule.path("type")));
            case "enum" -> new Fault(pointer, "must be one of " + values(rule.path("enum")));
            case "minimum", "maximum" -> new Fault(
                    pointer,
                    "must be from " + rule.path("minimum").asString() + " to "
                            + rule.path("maximum").asString() + ", not " + error.getInstanceNode());
            case "pattern" -> new Fault(
                    pointer,
                    "must be " + rule.path("x-form").asString("like " + rule.path("pattern").asString()));
            default -> new Fault(pointer, error.getMessage());
        };
    }

    private static String types(JsonNode type) {
        return type.isArray() ? values(type) : article(type.asString()) + type.asString();
    }

    private static String article(String noun) {
        return "aio".indexOf(noun.charAt(0)) >= 0 ? "an " : "a ";
    }

    private static String values(JsonNode list) {
        return list.valueStream()
                .map(value -> value.isNull() ? "null" : value.asString())
                .collect(Collectors.joining(" or "));
    }

    private static String parent(String pointer) {
        return pointer.substring(0, Math.max(0, pointer.lastIndexOf('/')));
    }

    private static JsonNode load() {
        try (InputStream file = SettingsSchema.class.getResourceAsStream(FILE)) {
            if (file == null) {
                throw new IllegalStateException("not in the program: " + FILE);
            }
            return Documents.STRICT.readTree(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
