package dev.revaer.cli.setting;

import java.util.List;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

final class DifferenceTest {
    @Test
    void namesEachValueThatDiffers() {
        var items = Difference.between(
                json("{\"a\": {\"b\": 1, \"c/d\": 2}, \"same\": [1]}"),
                json("{\"a\": {\"b\": 3}, \"new\": true, \"same\": [1]}"))
                .each("items");

        assertThat(items).extracting(item -> item.json().toString())
                .containsExactly(
                        "{\"pointer\":\"/a/b\",\"before\":1,\"after\":3}",
                        "{\"pointer\":\"/a/c~1d\",\"before\":2,\"after\":null}",
                        "{\"pointer\":\"/new\",\"before\":null,\"after\":true}");
    }

    @Test
    void thePatchLeadsFromOneToTheOther() {
        var patch = Difference.patch(
                json("{\"a\": {\"b\": 1, \"c\": 2, \"d\": {\"e\": 1}}, \"same\": 1}"),
                json("{\"a\": {\"b\": 1, \"c\": [3], \"d\": {}}, \"same\": 1}"));

        assertThat(patch).hasToString("{\"a\":{\"c\":[3],\"d\":{\"e\":null}}}");
    }

    @Test
    void defaultsAreThoseOfTheSchemaForWhatIsThere() {
        var schema = json("""
                {"properties": {"a": {"properties": {"b": {"default": null}, "mayBeLeftOut": {"default": 9}}},
                "c": {"default": 7}}}""");

        assertThat(Difference.defaults(schema, json("{\"a\": {\"b\": 1}, \"c\": 8}")))
                .hasToString("{\"a\":{\"b\":null},\"c\":7}");
    }

    @Test
    void whatIsShownCanBeReadAgain() {
        var json = json("{\"a\": {\"b\": [1, \"x\\ny\"]}}");

        assertThat(ConfigCommand.pretty(json).lines().count()).isGreaterThan(3);
        assertThat(json(ConfigCommand.pretty(json))).isEqualTo(json);
    }

    @Test
    void aPlaceHasTwoForms() {
        assertThat(Place.of("limits.uploadBytesPerSecond"))
                .isEqualTo(Place.of("/limits/uploadBytesPerSecond"));
        assertThat(Place.patch(List.of("a.b=1", "/a/c=text", "d=[1]", "e=\"1\"")))
                .hasToString("{\"a\":{\"b\":1,\"c\":\"text\"},\"d\":[1],\"e\":\"1\"}");
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }
}
