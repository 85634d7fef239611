package dev.revaer.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import dev.revaer.cli.json.Fields;
import dev.revaer.cli.output.Column;
import dev.revaer.cli.output.Kind;
import dev.revaer.cli.problem.CliError;
import dev.revaer.cli.problem.CliException;
import dev.revaer.cli.session.Session;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// `revaer health`.
@Command(name = "health", header = "Show how the service is; succeeds when all of it is up. Needs no API key, but with --full.", footerHeading = "%nExamples:%n", footer = {
        "  revaer health",
        "  revaer health -q && echo up  # the exit code alone",
        "  revaer health --probe ready -q  # for a supervisor: torrents can run, whatever else is wrong",
        "  revaer health --full -o json"})
final class HealthCommand implements Callable<Integer> {
    /// What a supervisor asks.
    private enum Probe {
        LIVE, READY
    }

    private static final int UNWELL = 6;

    private static final List<Column> COLUMNS = List.of(
            new Column("component", "COMPONENT", Kind.TEXT),
            new Column("status", "STATUS", Kind.STATUS),
            new Column("detail", "DETAIL", Kind.NAME),
            new Column("remedy", "REMEDY", Kind.NAME));
    private static final List<Column> FULL = List.of(
            new Column("component", "COMPONENT", Kind.TEXT),
            new Column("status", "STATUS", Kind.STATUS),
            new Column("latencyMillis", "MS", Kind.COUNT),
            new Column("since", "SINCE", Kind.TIME),
            new Column("detail", "DETAIL", Kind.NAME),
            new Column("remedy", "REMEDY", Kind.NAME));

    private final Session session;

    @Option(names = "--full", description = "With build, latencies and since when; needs a key.")
    private boolean full;

    @Option(names = "--probe", paramLabel = "QUESTION", description = "Ask one question only: live, whether it is not stuck (a restart helps if it is), or ready, whether torrents can run. Parts that are degraded are no failure then.")
    private @Nullable Probe probe;

    HealthCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        if (full && probe != null) {
            throw new CliException(new CliError.Invalid("--probe asks one question, --full asks for all"));
        }
        Fields health = session.client().health(path());
        if (!session.isQuiet() || session.isJson()) {
            session.output().list(health, components(health), full ? FULL : COLUMNS, "component", "");
        }
        return health.text("status", "").equals("up") ? 0 : UNWELL;
    }

    private String path() {
        return switch (probe) {
            case LIVE -> "/livez";
            case READY -> "/readyz";
            case null -> full ? "/health/full" : "/health";
        };
    }

    private List<Fields> components(Fields health) {
        var items = new ArrayList<Fields>();
        String version = health.text("version", health.at("build").text("version", ""));
        items.add(item(("revaer " + version).strip(), health.json()));
        for (var component : health.json().path("components").properties()) {
            items.add(item(component.getKey(), component.getValue()));
        }
        return items;
    }

    private static Fields item(String name, JsonNode component) {
        var item = JsonNodeFactory.instance.objectNode().put("component", name);
        for (String field : List.of("status", "detail", "remedy", "latencyMillis", "since")) {
            item.set(field, component.path(field));
        }
        return new Fields(item);
    }
}
