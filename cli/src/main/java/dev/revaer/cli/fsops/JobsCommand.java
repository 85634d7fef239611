package dev.revaer.cli.fsops;

import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;

import dev.revaer.cli.argument.Waiting;
import dev.revaer.cli.event.EventFeed;
import dev.revaer.cli.http.EventFilter;
import dev.revaer.cli.output.Column;
import dev.revaer.cli.output.Kind;
import dev.revaer.cli.problem.CliError;
import dev.revaer.cli.problem.CliException;
import dev.revaer.cli.service.Fsops;
import dev.revaer.cli.session.Session;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `revaer fsops ls`.
@Command(name = "ls", header = "Show what is, was and will be post-processed.", description = {"",
        "With --follow it shows stage, bytes and percent as they change, until nothing is queued or running."}, footerHeading = "%nExamples:%n", footer = {
                "  revaer fsops ls",
                "  revaer fsops ls --state failed -q",
                "  revaer fsops ls --follow"})
final class JobsCommand implements Callable<Integer> {
    static final List<Column> COLUMNS = List.of(
            new Column("infoHash", "TORRENT", Kind.HASH),
            new Column("name", "NAME", Kind.NAME),
            new Column("state", "STATE", Kind.STATE),
            new Column("stage", "STAGE", Kind.TEXT),
            new Column("percent", "%", Kind.COUNT),
            new Column("bytesDone", "DONE", Kind.SIZE),
            new Column("bytesTotal", "OF", Kind.SIZE),
            new Column("libraryPath", "LIBRARY", Kind.NAME),
            new Column("detail", "DETAIL", Kind.NAME));
    private static final List<String> TYPES = List
            .of("fsops_started", "fsops_progress", "fsops_completed", "fsops_failed");

    private final Session session;

    @Option(names = "--state", paramLabel = "STATE", description = "Only those in this state: queued, running, completed, failed or cancelled.")
    private @Nullable String state;

    @Option(names = "--limit", paramLabel = "N", description = "At most so many.")
    private int limit = Integer.MAX_VALUE;

    @Mixin
    private final Waiting waiting = new Waiting();

    JobsCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        if (limit < 1) {
            throw new CliException(new CliError.Invalid("--limit must be 1 or more"));
        }
        var fsops = new Fsops(session.client());
        if (!waiting.isWanted()) {
            session.output().list(fsops.jobs(state, limit), COLUMNS, "infoHash", "No post-processing.");
            return 0;
        }
        new EventFeed(session.client(), new EventFilter(null, TYPES), waiting.patience(), session::notice)
                .follow(OptionalLong.empty(), new JobsWatch(session, () -> fsops.jobs(state, limit)));
        return 0;
    }
}
