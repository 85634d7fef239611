package dev.revaer.cli.json;

import java.util.List;
import java.util.OptionalLong;

import dev.revaer.cli.problem.CliError;
import dev.revaer.cli.problem.CliException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A JSON object read field by field: absent, null and unexpected values are all "not there", unknown fields no matter.
///
/// Reading the tree by hand instead of binding it to records keeps the start quick and leaves the service free to grow.
public record Fields(JsonNode json) {
    /// Reads a JSON object.
    ///
    /// @throws CliException with [CliError.NotUnderstood] when it is something else
    public static Fields parse(String json) {
        try {
            JsonNode tree = JsonMapper.shared().readTree(json);
            if (tree.isObject()) {
                return new Fields(tree);
            }
            throw new CliException(new CliError.NotUnderstood("the answer is not a JSON object"));
        } catch (JacksonException e) {
            throw new CliException(new CliError.NotUnderstood("the answer is not JSON"), e);
        }
    }

    /// The object at `name`, or an empty one.
    public Fields at(String name) {
        return new Fields(json.path(name));
    }

    /// The objects of the array at `name`; none where there is no array.
    public List<Fields> each(String name) {
        return json.path(name).valueStream().map(Fields::new).toList();
    }

    /// The texts of the array at `name`; none where there is no array.
    public List<String> texts(String name) {
        return json.path(name).valueStream().map(value -> value.asString("")).toList();
    }

    /// What a path such as `limits.connections` leads to; a missing node where it leads nowhere.
    public JsonNode value(String path) {
        JsonNode value = json;
        for (String name : path.split("\\.", -1)) {
            value = value.path(name);
        }
        return value;
    }

    /// Whether `true` stands at `name`.
    public boolean flag(String name) {
        return json.path(name).isBoolean() && json.path(name).booleanValue();
    }

    /// Whether there is an object at `name`.
    public boolean has(String name) {
        return json.path(name).isObject();
    }

    /// The text at `name`.
    public @Nullable String text(String name) {
        JsonNode value = json.path(name);
        return value.isString() ? value.stringValue() : null;
    }

    /// The text at `name`, or `otherwise`.
    public String text(String name, String otherwise) {
        String value = text(name);
        return value == null ? otherwise : value;
    }

    /// The whole number at `name`.
    public OptionalLong number(String name) {
        JsonNode value = json.path(name);
        return value.isIntegralNumber() && value.canConvertToLong()
                ? OptionalLong.of(value.longValue())
                : OptionalLong.empty();
    }

    /// The whole number at `name`, or 0.
    public long count(String name) {
        return number(name).orElse(0);
    }

    /// The number at `name`, or 0.
    public double part(String name) {
        JsonNode value = json.path(name);
        return value.isNumber() ? value.asDouble(0) : 0;
    }
}
