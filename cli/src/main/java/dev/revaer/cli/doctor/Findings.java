package dev.revaer.cli.doctor;

import java.util.List;

import dev.revaer.cli.json.Fields;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// What was looked at, in order: `items` of `check`, `status` (`up`, `degraded`, `down`), `detail` and `remedy`.
final class Findings {
    private static final List<String> STATUSES = List.of("up", "degraded", "down");

    private final ObjectNode answer = JsonNodeFactory.instance.objectNode();
    private final ArrayNode items = answer.putArray("items");
    private int worst;

    void good(String check, String detail) {
        add(check, 0, detail, "");
    }

    void degraded(String check, String detail, String remedy) {
        add(check, 1, detail, remedy);
    }

    void down(String check, String detail, String remedy) {
        add(check, 2, detail, remedy);
    }

    /// What the service says of one of its parts.
    void component(String name, Fields component) {
        int status = Math.max(0, STATUSES.indexOf(component.text("status", "down")));
        add(name, status, component.text("detail", ""), component.text("remedy", ""));
    }

    boolean isWell() {
        return worst == 0;
    }

    Fields answer() {
        answer.put("status", STATUSES.get(worst));
        return new Fields(answer);
    }

    private void add(String check, int status, String detail, String remedy) {
        worst = Math.max(worst, status);
        items.addObject()
                .put("check", check)
                .put("status", STATUSES.get(status))
                .put("detail", detail)
                .put("remedy", remedy);
    }
}
