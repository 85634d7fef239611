package dev.revaer.app.setting;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import dev.revaer.api.problem.ApiError.Invalid;
import dev.revaer.api.problem.ApiException;
import dev.revaer.app.document.Documents;
import dev.revaer.engine.BadValueException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The settings as JSON: what was set, laid over the defaults.
final class SettingsDocument {
    /// Stands where a secret is; sent back, it leaves the secret as it is.
    static final String MASK = "********";

    private static final JsonNode DEFAULTS = Documents.STRICT.valueToTree(Settings.USUAL);
    private static final List<String> SECRETS = List.of("/engine/network/proxy/password");

    private SettingsDocument() {}

    /// Applies a merge patch (RFC 7396): null takes a member away.
    static ObjectNode merge(ObjectNode base, JsonNode patch) {
        var merged = base.deepCopy();
        for (var member : patch.properties()) {
            var name = member.getKey();
            var value = member.getValue();
            if (value.isNull()) {
                merged.remove(name);
            } else if (value.isObject()) {
                var inner = merged.get(name) instanceof ObjectNode object
                        ? object
                        : Documents.STRICT.createObjectNode();
                merged.set(name, merge(inner, value));
            } else {
                merged.set(name, value);
            }
        }
        return merged;
    }

    /// What was set, with defaults for all else.
    static ObjectNode whole(ObjectNode set) {
        return merge((ObjectNode) DEFAULTS, set);
    }

    /// Reads what came from outside.
    ///
    /// @throws ApiException with [Invalid]
    static Settings read(ObjectNode set) {
        return read(set, Documents.STRICT);
    }

    /// Reads what was kept, maybe by a newer Revaer.
    ///
    /// @throws ApiException with [Invalid]
    static Settings readKept(ObjectNode set) {
        return read(set, Documents.LENIENT);
    }

    private static Settings read(ObjectNode set, JsonMapper mapper) {
        try {
            return mapper.treeToValue(whole(set), Settings.class);
        } catch (DatabindException e) {
            throw new ApiException(Invalid.at(pointer(e), reason(e)), e);
        } catch (JacksonException e) {
            throw new ApiException(Invalid.at("", String.valueOf(e.getOriginalMessage())), e);
        }
    }

    /// Without its secrets.
    static ObjectNode masked(ObjectNode document) {
        var masked = document.deepCopy();
        for (var secret : SECRETS) {
            var slash = secret.lastIndexOf('/');
            if (masked.at(secret).isString()
                    && masked.at(secret.substring(0, slash)) instanceof ObjectNode parent) {
                parent.put(secret.substring(slash + 1), MASK);
            }
        }
        return masked;
    }

    /// A patch in which masked secrets are not mentioned.
    static ObjectNode unmasked(ObjectNode patch) {
        var unmasked = patch.deepCopy();
        for (var secret : SECRETS) {
            var slash = secret.lastIndexOf('/');
            if (unmasked.at(secret).asString("").equals(MASK)
                    && unmasked.at(secret.substring(0, slash)) instanceof ObjectNode parent) {
                parent.remove(secret.substring(slash + 1));
            }
        }
        return unmasked;
    }

    /// JSON Pointers to the values that differ.
    static List<String> changed(JsonNode before, JsonNode after) {
        var pointers = new ArrayList<String>();
        collect("", before, after, pointers);
        return pointers;
    }

    private static void collect(String path, JsonNode before, JsonNode after, List<String> pointers) {
        if (before.equals(after)) {
            return;
        }
        if (!before.isObject() || !after.isObject()) {
            pointers.add(path);
            return;
        }
        Set<String> names = new TreeSet<>(before.propertyNames());
        names.addAll(after.propertyNames());
        for (var name : names) {
            collect(path + "/" + name, before.path(name), after.path(name), pointers);
        }
    }

    private static String pointer(DatabindException e) {
        var pointer = new StringBuilder();
        for (var step : e.getPath()) {
            pointer.append('/')
                    .append(step.getPropertyName() == null ? step.getIndex() : step.getPropertyName());
        }
        if (cause(e) instanceof BadValueException bad) {
            pointer.append('/').append(bad.field());
        }
        return pointer.toString();
    }

    private static String reason(DatabindException e) {
        return switch (cause(e)) {
            case BadValueException bad -> bad.reason();
            case UnrecognizedPropertyException unknown -> "unknown; known are "
                    + String.join(", ", known(unknown));
            default -> "not a value that is taken here";
        };
    }

    private static List<String> known(UnrecognizedPropertyException unknown) {
        var ids = unknown.getKnownPropertyIds();
        return ids == null ? List.of() : ids.stream().map(String::valueOf).sorted().toList();
    }

    private static Throwable cause(DatabindException e) {
        return e.getCause() instanceof BadValueException bad ? bad : e;
    }
}
