package dev.revaer.cli.setting;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import dev.revaer.cli.json.Fields;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// What is set otherwise in one document of settings than in another.
final class Difference {
    private Difference() {}

    /// The values that differ: `items` of `pointer`, `before`, `after`.
    static Fields between(JsonNode before, JsonNode after) {
        var answer = JsonNodeFactory.instance.objectNode();
        var items = answer.putArray("items");
        for (var item : collect("", before, after, new ArrayList<>())) {
            items.add(item);
        }
        return new Fields(answer);
    }

    /// The merge patch (RFC 7396) that leads from one to the other.
    static ObjectNode patch(JsonNode before, JsonNode after) {
        var patch = JsonNodeFactory.instance.objectNode();
        for (var name : names(before, after)) {
            var was = before.path(name);
            var is = after.path(name);
            if (is.isMissingNode()) {
                patch.putNull(name);
            } else if (was.isObject() && is.isObject()) {
                var inner = patch(was, is);
                if (!inner.isEmpty()) {
                    patch.set(name, inner);
                }
            } else if (!was.equals(is)) {
                patch.set(name, is);
            }
        }
        return patch;
    }

    /// The defaults that a schema tells, as a document.
    ///
    /// @param settings those that hold: what may be left out has defaults elsewhere, and stands there only when it is set
    static ObjectNode defaults(JsonNode schema, JsonNode settings) {
        var document = JsonNodeFactory.instance.objectNode();
        for (var property : schema.path("properties").properties()) {
            var name = property.getKey();
            var described = property.getValue();
            if (!settings.has(name)) {
                continue;
            }
            if (described.has("default")) {
                document.set(name, described.get("default"));
            } else if (described.has("properties")) {
                document.set(name, defaults(described, settings.get(name)));
            }
        }
        return document;
    }

    private static List<ObjectNode> collect(
            String path,
            JsonNode before,
            JsonNode after,
            List<ObjectNode> items) {
        if (before.equals(after)) {
            return items;
        }
        if (!before.isObject() || !after.isObject()) {
            var item = JsonNodeFactory.instance.objectNode().put("pointer", path);
            item.set("before", before.isMissingNode() ? null : before);
            item.set("after", after.isMissingNode() ? null : after);
            items.add(item);
            return items;
        }
        for (var name : names(before, after)) {
            collect(
                    path + "/" + name.replace("~", "~0").replace("/", "~1"),
                    before.path(name),
                    after.path(name),
                    items);
        }
        return items;
    }

    private static Set<String> names(JsonNode before, JsonNode after) {
        var names = new TreeSet<>(before.propertyNames());
        names.addAll(after.propertyNames());
        return names;
    }
}
