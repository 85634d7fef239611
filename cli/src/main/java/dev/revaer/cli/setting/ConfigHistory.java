package dev.revaer.cli.setting;

import java.util.List;
import java.util.concurrent.Callable;

import dev.revaer.cli.json.Fields;
import dev.revaer.cli.output.Column;
import dev.revaer.cli.output.Kind;
import dev.revaer.cli.service.Settings;
import dev.revaer.cli.session.Session;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.JsonNodeFactory;

/// `revaer config history`.
@Command(name = "history", header = "Show who changed which settings, the newest first, or what one revision changed.", footerHeading = "%nExamples:%n", footer = {
        "  revaer config history",
        "  revaer config history --limit 5 -o json",
        "  revaer config history 1  # what revision 1 changed"})
final class ConfigHistory implements Callable<Integer> {
    private static final List<Column> REVISIONS = List.of(
            new Column("revision", "REVISION", Kind.COUNT),
            new Column("at", "AT", Kind.TIME),
            new Column("actor", "BY", Kind.NAME),
            new Column("restoredFrom", "RESTORES", Kind.COUNT),
            new Column("pointers", "CHANGED", Kind.LIST),
            new Column("reason", "REASON", Kind.NAME));
    static final List<Column> CHANGES = List.of(
            new Column("pointer", "SETTING", Kind.TEXT),
            new Column("before", "BEFORE", Kind.NAME),
            new Column("after", "AFTER", Kind.NAME));

    private final Session session;

    @Parameters(arity = "0..1", paramLabel = "REVISION", description = "Show what this one changed.")
    private @Nullable Long revision;

    @Option(names = "--limit", paramLabel = "N", description = "The most revisions that are shown; 50 unless said.")
    private int limit = 50;

    ConfigHistory(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        var settings = new Settings(session.client());
        if (revision == null) {
            var answer = settings.revisions(Math.max(1, limit));
            session.output()
                    .list(answer, withPointers(answer), REVISIONS, "revision", "Nothing was ever set.");
        } else {
            var answer = settings.revision(revision);
            session.output()
                    .list(
                            answer,
                            answer.at("revision").each("changes"),
                            CHANGES,
                            "pointer",
                            "It changed nothing.");
        }
        return 0;
    }

    /// What changed, told by places alone.
    private static List<Fields> withPointers(Fields answer) {
        return answer.each("items").stream().map(item -> {
            var row = JsonNodeFactory.instance.objectNode();
            item.json().properties().forEach(member -> row.set(member.getKey(), member.getValue()));
            var pointers = row.putArray("pointers");
            item.each("changes").forEach(change -> pointers.add(change.text("pointer", "")));
            return new Fields(row);
        }).toList();
    }
}
