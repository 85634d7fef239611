package dev.revaer.cli.torrent;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import dev.revaer.cli.http.Torrent;
import dev.revaer.cli.http.TorrentPage;
import dev.revaer.cli.problem.CliError;
import dev.revaer.cli.problem.CliException;
import dev.revaer.cli.session.Session;
import dev.revaer.cli.view.Paint;
import dev.revaer.cli.view.ProgressBar;
import dev.revaer.cli.view.SafeText;
import dev.revaer.cli.view.Table;
import dev.revaer.cli.view.Table.Cell;
import dev.revaer.cli.view.Table.Column;
import dev.revaer.cli.view.Units;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.JsonNodeFactory;

/// `revaer ls`.
@Command(name = "ls", header = "List the torrents.", footerHeading = "%nExamples:%n", footer = {
        "  revaer ls                                    all of them",
        "  revaer ls --state downloading --state stalled",
        "  revaer ls --limit 10 -o json                 the service's JSON",
        "  revaer rm $(revaer ls -q --state completed)  -q prints info hashes alone"})
public final class LsCommand implements Callable<Integer> {
    private static final int BAR = 10;
    private static final int SHORT_HASH = 10;

    private final Session session;

    @Option(names = "--state", paramLabel = "STATE", description = {
            "Only those in this state; may be repeated:",
            "queued, checking, fetching_metadata, downloading, stalled, seeding, completed, paused, moving, failed."})
    private List<String> states = new ArrayList<>();

    @Option(names = "--limit", paramLabel = "N", description = "At most so many.")
    private int limit = Integer.MAX_VALUE;

    /// The verb, for this run.
    public LsCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        if (limit < 1) {
            throw new CliException(new CliError.Invalid("--limit must be 1 or more"));
        }
        TorrentPage page = session.client().torrents(states, limit);
        if (session.isJson()) {
            printJson(page);
        } else if (session.isQuiet()) {
            page.items().forEach(torrent -> session.console().line(SafeText.of(torrent.infoHash())));
        } else {
            printTable(page);
        }
        return 0;
    }

    private void printJson(TorrentPage page) {
        var list = JsonNodeFactory.instance.objectNode();
        var items = list.putArray("items");
        page.items().forEach(torrent -> items.add(torrent.json()));
        list.put("nextCursor", page.nextCursor());
        list.put("total", page.total());
        session.json(list);
    }

    private void printTable(TorrentPage page) {
        if (page.items().isEmpty()) {
            session.console().line("No torrents. Add one: revaer add MAGNET");
            return;
        }
        var table = new Table(
                List.of(
                        Column.text("HASH"),
                        Column.name("NAME"),
                        Column.text("STATE"),
                        Column.number("SIZE"),
                        Column.text("PROGRESS"),
                        Column.number("DOWN"),
                        Column.number("UP"),
                        Column.number("RATIO"),
                        Column.number("ETA")));
        page.items().forEach(torrent -> table.row(row(torrent)));
        session.console().print(table.drawn(session.console().terminal()));
        if (page.total() > page.items().size()) {
            session.notice("%d of %d torrents".formatted(page.items().size(), page.total()));
        }
    }

    private static List<Cell> row(Torrent torrent) {
        String hash = torrent.infoHash();
        return List.of(
                new Cell(hash.substring(0, Math.min(SHORT_HASH, hash.length())), Paint.DIM),
                Cell.of(torrent.name()),
                new Cell(torrent.state(), Paint.ofState(torrent.state())),
                Cell.of(torrent.sizeBytes() > 0 ? Units.size(torrent.sizeBytes()) : "-"),
                Cell.of(
                        "%s %6s".formatted(
                                ProgressBar.of(torrent.progress(), BAR),
                                Units.percent(torrent.progress()))),
                Cell.of(Units.rate(torrent.fields().count("downloadBytesPerSecond"))),
                Cell.of(Units.rate(torrent.fields().count("uploadBytesPerSecond"))),
                Cell.of(Units.ratio(torrent.fields().part("ratio"))),
                Cell.of(Units.duration(torrent.etaSeconds())));
    }
}
