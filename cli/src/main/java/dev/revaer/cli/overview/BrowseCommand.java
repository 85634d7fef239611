package dev.revaer.cli.overview;

import java.util.List;
import java.util.concurrent.Callable;

import dev.revaer.cli.output.Column;
import dev.revaer.cli.output.Kind;
import dev.revaer.cli.service.Overview;
import dev.revaer.cli.session.Session;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `revaer browse`.
@Command(name = "browse", header = "Show what is in the service's directories.", footerHeading = "%nExamples:%n", footer = {
        "  revaer browse  # the directories that it works in",
        "  revaer browse /srv/downloads"})
public final class BrowseCommand implements Callable<Integer> {
    private static final List<Column> COLUMNS = List.of(
            new Column("kind", "KIND", Kind.TEXT),
            new Column("sizeBytes", "SIZE", Kind.SIZE),
            new Column("modifiedAt", "CHANGED", Kind.TIME),
            new Column("path", "PATH", Kind.NAME));

    private final Session session;

    @Parameters(arity = "0..1", paramLabel = "DIR", description = "A directory of the service, absolute; its roots if absent.")
    private @Nullable String path;

    /// The verb, for this run.
    public BrowseCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        session.output()
                .list(new Overview(session.client()).browse(path), COLUMNS, "path", "Nothing is in it.");
        return 0;
    }
}
