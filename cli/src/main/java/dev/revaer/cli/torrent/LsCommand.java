package dev.revaer.cli.torrent;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import dev.revaer.cli.http.Query;
import dev.revaer.cli.output.Column;
import dev.revaer.cli.problem.CliError;
import dev.revaer.cli.problem.CliException;
import dev.revaer.cli.service.TorrentPage;
import dev.revaer.cli.session.Poll;
import dev.revaer.cli.session.Session;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `revaer ls`.
@Command(name = "ls", header = "List the torrents.", description = {"",
        "Filters combine: each that is given must fit, and of one that is repeated one value."}, footerHeading = "%nExamples:%n", footer = {
                "  revaer ls",
                "  revaer ls debian --state downloading --state stalled",
                "  revaer ls --sort size --reverse --limit 10  # the ten largest",
                "  revaer ls --columns name,state,category,tags,added",
                "  revaer ls -o csv --columns name,size > torrents.csv  # for a spreadsheet, sizes in bytes",
                "  revaer ls -q --state completed  # info hashes alone, for scripts",
                "  revaer ls --follow | head -n 3  # anew each second, until you stop it"})
public final class LsCommand implements Callable<Integer> {
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Session session;

    @Parameters(arity = "0..*", paramLabel = "TEXT", description = "Only those whose name holds this, in any case.")
    private List<String> names = new ArrayList<>();

    @Option(names = "--state", split = ",", paramLabel = "STATE", description = {
            "Only those in this state; may be repeated:",
            "queued, checking, fetching_metadata, downloading, stalled, seeding, completed, paused, moving, failed."})
    private List<String> states = new ArrayList<>();

    @Option(names = "--category", paramLabel = "NAME", description = "Only of this category; '' for those of none.")
    private List<String> categories = new ArrayList<>();

    @Option(names = "--tag", paramLabel = "NAME", description = "Only with this tag; may be repeated.")
    private List<String> tags = new ArrayList<>();

    @Option(names = "--tracker", paramLabel = "HOST", description = "Only those that announce to this host.")
    private List<String> trackers = new ArrayList<>();

    @Option(names = "--extension", paramLabel = "EXT", description = "Only with a file of this extension, such as mkv.")
    private List<String> extensions = new ArrayList<>();

    @Option(names = "--sort", paramLabel = "BY", description = "added, name, size, progress, downloadRate, uploadRate, ratio or state.")
    private @Nullable String sort;

    @Option(names = {"-r", "--reverse"}, description = "The most first.")
    private boolean reverse;

    @Option(names = "--limit", paramLabel = "N", description = "At most so many.")
    private int limit = Integer.MAX_VALUE;

    @Option(names = "--columns", split = ",", paramLabel = "NAME", description = {
            "Which columns, in this order: hash, name, state, size, progress, down, up, ratio, eta, reason, category, tags,",
            "seeds, peers, availability, downloaded, uploaded, added, completed, queue, directory, content, fsops, library, modes."})
    private List<String> columns = new ArrayList<>();

    @Option(names = {"-f", "--follow"}, description = "Show it anew each second until you stop it.")
    private boolean follow;

    /// The verb, for this run.
    public LsCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        if (limit < 1) {
            throw new CliException(new CliError.Invalid("--limit must be 1 or more"));
        }
        List<Column> shown = TorrentColumns.named(columns);
        if (follow) {
            return follow(shown);
        }
        TorrentPage page = list();
        session.output().list(page.whole(), shown, "infoHash", "No torrents. Add one: revaer add MAGNET");
        if (session.isTalking() && page.total() > page.items().size()) {
            session.notice("%d of %d torrents".formatted(page.items().size(), page.total()));
        }
        return 0;
    }

    /// Ends only with an exception, such as an output that was closed.
    private Integer follow(List<Column> shown) {
        var poll = new Poll(session, Duration.ofMinutes(10));
        boolean live = session.isTalking() && session.console().terminal().interactive();
        while (true) {
            TorrentPage page = poll.ask(this::list);
            if (live) {
                session.console().screen(session.output().drawn(page.whole().each("items"), shown));
            } else {
                session.output().list(page.whole(), shown, "infoHash", "No torrents.");
            }
            poll.pause(PAUSE);
        }
    }

    private TorrentPage list() {
        return session.torrents()
                .list(
                        new Query().withEach("name", names)
                                .withEach("state", states)
                                .withEach("category", categories)
                                .withEach("tag", tags)
                                .withEach("tracker", trackers)
                                .withEach("extension", extensions)
                                .with("sort", sort)
                                .with("order", reverse ? "desc" : null),
                        limit);
    }
}
