package dev.revaer.cli.overview;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import dev.revaer.cli.argument.OneTorrent;
import dev.revaer.cli.output.Column;
import dev.revaer.cli.output.Kind;
import dev.revaer.cli.problem.CliError;
import dev.revaer.cli.problem.CliException;
import dev.revaer.cli.service.Overview;
import dev.revaer.cli.session.Session;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `revaer history`.
@Command(name = "history", header = "Show what happened to a torrent, the newest first; 'revaer tail' shows what comes.", footerHeading = "%nExamples:%n", footer = {
        "  revaer history debian-13",
        "  revaer history debian-13 --type completed --type failure"})
public final class HistoryCommand implements Callable<Integer> {
    private static final List<Column> COLUMNS = List.of(
            new Column("id", "ID", Kind.COUNT),
            new Column("at", "AT", Kind.TIME),
            new Column("type", "TYPE", Kind.TEXT),
            new Column("severity", "SEVERITY", Kind.STATUS),
            new Column("data", "DATA", Kind.NAME));

    private final Session session;

    @Mixin
    private final OneTorrent torrent = new OneTorrent();

    @Option(names = "--type", paramLabel = "TYPE", description = "Only events of this type; may be repeated.")
    private List<String> types = new ArrayList<>();

    @Option(names = "--limit", paramLabel = "N", defaultValue = "50", description = "At most so many (default: ${DEFAULT-VALUE}).")
    private int limit;

    /// The verb, for this run.
    public HistoryCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        if (limit < 1) {
            throw new CliException(new CliError.Invalid("--limit must be 1 or more"));
        }
        var events = new Overview(session.client()).history(torrent.infoHash(session), types, limit);
        session.output().list(events, COLUMNS, "id", "No events.");
        return 0;
    }
}
