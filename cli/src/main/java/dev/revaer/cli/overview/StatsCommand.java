package dev.revaer.cli.overview;

import java.util.List;
import java.util.concurrent.Callable;

import dev.revaer.cli.json.Fields;
import dev.revaer.cli.output.Column;
import dev.revaer.cli.output.Kind;
import dev.revaer.cli.service.Overview;
import dev.revaer.cli.session.Session;
import picocli.CommandLine.Command;

/// `revaer stats`.
@Command(name = "stats", header = "Show totals: torrents, rates, what was transferred, room on volumes.", footerHeading = "%nExamples:%n", footer = {
        "  revaer stats",
        "  revaer stats -o json"})
public final class StatsCommand implements Callable<Integer> {
    private static final List<Column> FACTS = List.of(
            new Column("version", "Version", Kind.TEXT),
            new Column("uptimeSeconds", "Up for", Kind.SECONDS),
            new Column("torrents.total", "Torrents", Kind.COUNT),
            new Column("torrents.active", "Active", Kind.COUNT),
            new Column("torrents.queued", "Queued", Kind.COUNT),
            new Column("torrents.held", "Held", Kind.COUNT),
            new Column("rates.downloadBytesPerSecond", "Down", Kind.SIZE),
            new Column("rates.uploadBytesPerSecond", "Up", Kind.SIZE),
            new Column("peers.connected", "Peers", Kind.COUNT),
            new Column("peers.seeds", "Seeds", Kind.COUNT),
            new Column("session.receivedBytes", "Received", Kind.SIZE),
            new Column("session.uploadedBytes", "Sent", Kind.SIZE),
            new Column("allTime.receivedBytes", "Ever received", Kind.SIZE),
            new Column("allTime.uploadedBytes", "Ever sent", Kind.SIZE),
            new Column("allTime.ratio", "Ratio", Kind.RATIO));
    private static final List<Column> VOLUMES = List.of(
            new Column("directory", "VOLUME OF", Kind.NAME),
            new Column("freeBytes", "FREE", Kind.SIZE),
            new Column("reservedBytes", "PROMISED", Kind.SIZE),
            new Column("leftBytes", "LEFT", Kind.SIZE));

    private final Session session;

    /// The verb, for this run.
    public StatsCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Fields stats = new Overview(session.client()).stats();
        session.output().object(stats, FACTS, "torrents.total");
        if (session.isTalking() && !stats.each("volumes").isEmpty()) {
            session.console().line("");
            session.output().list(stats, stats.each("volumes"), VOLUMES, "directory", "");
        }
        return 0;
    }
}
