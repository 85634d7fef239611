package dev.revaer.app.setting;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/// Keeps `docs/configuration.md` what the schema says. `mvn test -Ddocs.write` writes it anew.
class ConfigurationGuideTest {
    private static final Path GUIDE = Path.of("../docs/configuration.md");
    private static final String BEGIN = "<!-- made from the schema of the settings; what is below is not written by hand -->\n";

    @Test
    void describesEverySetting() throws IOException {
        var guide = Files.readString(GUIDE);
        var byHand = guide.substring(0, guide.indexOf(BEGIN) + BEGIN.length());
        var text = new StringBuilder(byHand);
        for (var section : SettingsSchema.document().path("properties").properties()) {
            text.append("\n## `").append(section.getKey()).append("`\n\n");
            text.append(section.getValue().path("description").asString()).append('\n');
            table(text, section.getKey(), section.getValue());
        }
        if (System.getProperty("docs.write") != null) {
            Files.writeString(GUIDE, text);
        }

        assertThat(Files.readString(GUIDE))
                .as("docs/configuration.md has drifted; mvn test -Ddocs.write writes it")
                .isEqualTo(text.toString());
    }

    private static void table(StringBuilder text, String path, JsonNode schema) {
        var leaves = schema.path("properties")
                .properties()
                .stream()
                .filter(member -> !member.getValue().has("properties"))
                .toList();
        if (!leaves.isEmpty()) {
            text.append("\n| setting | default | takes | applies |\n|---|---|---|---|\n");
            leaves.forEach(leaf -> row(text, path + "." + leaf.getKey(), leaf.getValue()));
        }
        for (var member : schema.path("properties").properties()) {
            var child = member.getValue();
            if (child.has("properties")) {
                var name = path + "." + member.getKey();
                text.append("\n### `").append(name).append("`\n\n");
                text.append(child.path("description").asString()).append('\n');
                table(text, name, child);
            }
        }
    }

    private static void row(StringBuilder text, String name, JsonNode leaf) {
        text.append("| `").append(name).append("`<br>").append(leaf.path("description").asString());
        text.append(" | ").append(leaf.has("default") ? "`" + leaf.get("default") + "`" : "");
        text.append(" | ").append(values(leaf));
        text.append(" | ").append(leaf.path("x-applies").asString()).append(" |\n");
    }

    private static String values(JsonNode leaf) {
        if (leaf.has("enum")) {
            return leaf.path("enum")
                    .valueStream()
                    .map(value -> "`" + value.asString("null") + "`")
                    .collect(Collectors.joining(", "));
        }
        var type = leaf.path("type").isArray()
                ? leaf.path("type").valueStream().map(JsonNode::asString).collect(Collectors.joining(" or "))
                : leaf.path("type").asString();
        var text = new StringBuilder(leaf.has("x-form") ? leaf.path("x-form").asString() : type);
        if (leaf.has("minimum")) {
            text.append(", ").append(leaf.get("minimum")).append(" to ").append(leaf.get("maximum"));
        }
        if (leaf.has("x-least")) {
            text.append(", ").append(leaf.path("x-least").asString());
            text.append(" to ").append(leaf.path("x-most").asString());
        }
        if (leaf.has("maxItems")) {
            text.append(" of at most ").append(leaf.get("maxItems"));
            text.append(
                    leaf.path("items").has("x-form") ? ", each " + leaf.at("/items/x-form").asString() : "");
        }
        return leaf.has("x-unit") ? text + " (" + leaf.path("x-unit").asString() + ")" : text.toString();
    }
}
