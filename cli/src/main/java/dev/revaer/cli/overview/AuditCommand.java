package dev.revaer.cli.overview;

import java.util.List;
import java.util.concurrent.Callable;

import dev.revaer.cli.output.Column;
import dev.revaer.cli.output.Kind;
import dev.revaer.cli.problem.CliError;
import dev.revaer.cli.problem.CliException;
import dev.revaer.cli.service.Overview;
import dev.revaer.cli.session.Session;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `revaer audit`.
@Command(name = "audit", header = "Show who changed what, and who was refused; the newest first.", footerHeading = "%nExamples:%n", footer = {
        "  revaer audit",
        "  revaer audit --limit 1000 -o csv"})
public final class AuditCommand implements Callable<Integer> {
    private static final List<Column> COLUMNS = List.of(
            new Column("at", "AT", Kind.TIME),
            new Column("actor", "WHO", Kind.TEXT),
            new Column("action", "WHAT", Kind.TEXT),
            new Column("subject", "OF", Kind.NAME),
            new Column("detail", "DETAIL", Kind.NAME));

    private final Session session;

    @Option(names = "--limit", paramLabel = "N", defaultValue = "50", description = "At most so many (default: ${DEFAULT-VALUE}).")
    private int limit;

    /// The verb, for this run.
    public AuditCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        if (limit < 1) {
            throw new CliException(new CliError.Invalid("--limit must be 1 or more"));
        }
        session.output().list(new Overview(session.client()).audit(limit), COLUMNS, "id", "No entries.");
        return 0;
    }
}
