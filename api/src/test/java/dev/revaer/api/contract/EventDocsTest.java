package dev.revaer.api.contract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;

import dev.revaer.api.event.EventFrames;
import dev.revaer.engine.TorrentState;
import dev.revaer.engine.event.EventData;
import dev.revaer.engine.event.EventType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/// What `docs/events.md` and `openapi.json` say of the events, against the records.
class EventDocsTest {
    private static final Path DOCS = Path.of("../docs/events.md");
    private static final Path CONTRACT = Path.of("../openapi.json");
    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .enable(
                    DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                    DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
                    DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private final EventFrames frames = new EventFrames(JsonMapper.builder().build());

    @ParameterizedTest
    @EnumSource
    void showsAnExampleOfEachTypeAsItIsSent(EventType type) throws IOException {
        var example = example(type);

        var data = STRICT.readValue(example, type.payload());

        assertThat(STRICT.readTree(frames.data(data))).isEqualTo(STRICT.readTree(example));
        assertThat(data.type()).isEqualTo(type);
    }

    @ParameterizedTest
    @EnumSource
    void describesEachTypeByASchema(EventType type) throws IOException {
        var schema = schema(type);

        assertThat(schema.at("/properties/type/enum")).extracting(JsonNode::asString)
                .containsExactly(type.label());
        var data = schema.at("/properties/data");
        var members = Arrays.stream(type.payload().getRecordComponents())
                .map(component -> component.getName())
                .toList();
        assertThat(data.path("properties").propertyNames()).containsExactlyInAnyOrderElementsOf(members);
        STRICT.readTree(example(type))
                .forEachEntry(
                        (name, value) -> assertThat(data.at("/properties/" + name + "/type").toString())
                                .as(name)
                                .contains(kind(value)));
    }

    @Test
    void namesTheStatesAsTheyAreSent() throws IOException {
        assertThat(schema(EventType.PROGRESS).at("/properties/data/properties/state/enum"))
                .extracting(JsonNode::asString)
                .containsExactlyElementsOf(
                        Arrays.stream(TorrentState.values()).map(TorrentState::label).toList());
    }

    @Test
    void knowsAllRecords() {
        assertThat(Arrays.stream(EventType.values()).map(EventType::payload))
                .containsExactlyInAnyOrder(permitted());
    }

    @SuppressWarnings("unchecked") // a sealed interface permits its own kind
    private static Class<? extends EventData>[] permitted() {
        return (Class<? extends EventData>[]) EventData.class.getPermittedSubclasses();
    }

    private static String kind(JsonNode value) {
        return switch (value.getNodeType()) {
            case NULL -> "null";
            case STRING -> "string";
            case BOOLEAN -> "boolean";
            case ARRAY -> "array";
            case NUMBER -> value.isIntegralNumber() ? "integer" : "number";
            default -> "object";
        };
    }

    private static JsonNode schema(EventType type) throws IOException {
        return STRICT.readTree(Files.readString(CONTRACT))
                .path("components")
                .path("schemas")
                .path(type.payload().getSimpleName() + "Event");
    }

    private static String example(EventType type) throws IOException {
        var section = Pattern.compile("### `" + type.label() + "`\n\n.+\n\n    (.+)\n")
                .matcher(Files.readString(DOCS));
        assertThat(section.find()).as("%s has a section with an example", type.label()).isTrue();
        return section.group(1);
    }
}
