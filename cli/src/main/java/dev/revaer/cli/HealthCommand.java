package dev.revaer.cli;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import dev.revaer.cli.json.Fields;
import dev.revaer.cli.session.Session;
import dev.revaer.cli.view.Paint;
import dev.revaer.cli.view.SafeText;
import dev.revaer.cli.view.Table;
import dev.revaer.cli.view.Table.Cell;
import dev.revaer.cli.view.Table.Column;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;

/// `revaer health`.
@Command(name = "health", header = "Show how the service is; succeeds when all of it is up. Needs no API key.", footerHeading = "%nExamples:%n", footer = {
        "  revaer health",
        "  revaer health -q && echo up    the exit code alone",
        "  revaer health -o json"})
final class HealthCommand implements Callable<Integer> {
    private static final int UNWELL = 6;

    private final Session session;

    HealthCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Fields health = session.client().health();
        if (session.isJson()) {
            session.json(health.json());
        } else if (!session.isQuiet()) {
            print(health);
        }
        return health.text("status", "").equals("up") ? 0 : UNWELL;
    }

    private void print(Fields health) {
        var table = new Table(
                List.of(Column.text("COMPONENT"), Column.text("STATUS"), Column.text("DETAIL")));
        table.row(row("revaer " + health.text("version", ""), health));
        JsonNode components = health.json().path("components");
        if (components.isObject()) {
            for (Map.Entry<String, JsonNode> component : components.properties()) {
                table.row(row(component.getKey(), new Fields(component.getValue())));
            }
        }
        session.console().print(table.drawn(session.console().terminal()));
    }

    private static List<Cell> row(String name, Fields component) {
        String status = component.text("status", "unknown");
        return List.of(
                Cell.of(name.strip()),
                new Cell(SafeText.of(status), Paint.ofStatus(status)),
                Cell.of((component.text("detail", "") + " " + component.text("remedy", "")).strip()));
    }
}
