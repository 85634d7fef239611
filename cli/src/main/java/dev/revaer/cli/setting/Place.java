package dev.revaer.cli.setting;

import java.util.List;

import dev.revaer.cli.problem.CliError;
import dev.revaer.cli.problem.CliException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/// Where a setting stands: `/limits/uploadBytesPerSecond`, or `limits.uploadBytesPerSecond`.
///
/// @param pointer RFC 6901; the empty one means all
record Place(JsonPointer pointer) {
    /// Reads either form.
    static Place of(String text) {
        try {
            var slashed = text.isEmpty() || text.startsWith("/") ? text : "/" + text.replace('.', '/');
            return new Place(JsonPointer.compile(slashed));
        } catch (IllegalArgumentException e) {
            throw new CliException(new CliError.Invalid("'" + text + "' is no place of a setting"), e);
        }
    }

    /// Puts a value into a patch.
    void put(ObjectNode patch, JsonNode value) {
        var path = pointer;
        if (path.matches()) {
            throw new CliException(
                    new CliError.Invalid("name one setting, such as limits.uploadBytesPerSecond"));
        }
        var node = patch;
        while (!path.tail().matches()) {
            node = node.get(path.getMatchingProperty()) instanceof ObjectNode there
                    ? there
                    : node.putObject(path.getMatchingProperty());
            path = path.tail();
        }
        node.set(path.getMatchingProperty(), value);
    }

    /// A value as people give it: JSON, else the text itself.
    static JsonNode value(String text) {
        try {
            var json = JsonMapper.shared().readTree(text);
            return json.isMissingNode() ? StringNode.valueOf(text) : json;
        } catch (JacksonException _) {
            return StringNode.valueOf(text);
        }
    }

    /// The patch of `PLACE=VALUE` texts.
    static ObjectNode patch(List<String> assignments) {
        var patch = JsonNodeFactory.instance.objectNode();
        for (var assignment : assignments) {
            var equals = assignment.indexOf('=');
            if (equals <= 0) {
                throw new CliException(
                        new CliError.Invalid("'" + assignment + "': give a place and a value, PLACE=VALUE"));
            }
            of(assignment.substring(0, equals)).put(patch, value(assignment.substring(equals + 1)));
        }
        return patch;
    }
}
