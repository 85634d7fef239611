package dev.revaer.cli.event;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.Callable;

import dev.revaer.cli.http.EventFilter;
import dev.revaer.cli.http.TorrentFinder;
import dev.revaer.cli.problem.CliError;
import dev.revaer.cli.problem.CliException;
import dev.revaer.cli.session.Session;
import dev.revaer.cli.sse.ServerEvent;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `revaer tail`.
@Command(name = "tail", header = "Print what happens, a line for each event, until you stop it.", description = {
        "",
        "Comes back by itself when the connection breaks, goes on after the last event it printed, and prints none twice."}, footerHeading = "%nExamples:%n", footer = {
                "  revaer tail                                   everything from now on",
                "  revaer tail --since 0                         everything the service remembers, then what comes",
                "  revaer tail --type completed --type failure   only these",
                "  revaer tail --torrent 3f9c --until fsops_completed",
                "                                                wait for one torrent",
                "  revaer tail --resume-file ~/.revaer-tail -o json | process-events",
                "                                                miss nothing from run to run"})
public final class TailCommand implements Callable<Integer>, EventListener {
    private final Session session;

    @Option(names = "--since", paramLabel = "ID", description = "Begin after this event; 0 for all that is remembered.")
    private @Nullable Long since;

    @Option(names = "--type", paramLabel = "TYPE", description = "Print only events of this type; may be repeated.")
    private List<String> types = new ArrayList<>();

    @Option(names = "--torrent", paramLabel = "HASH", description = "Only of this torrent: info hash, its beginning, or name.")
    private @Nullable String torrent;

    @Option(names = "--resume-file", paramLabel = "FILE", description = "Keep the last event's id in this file; when it exists, go on after it (it beats --since).")
    private @Nullable Path resumeFile;

    @Option(names = "--until", paramLabel = "TYPE", description = "End after the first event of this type.")
    private @Nullable String until;

    @Option(names = "--retry-for", paramLabel = "SECONDS", defaultValue = "600", description = "How long to wait for a service that has gone away (default: ${DEFAULT-VALUE}).")
    private int retryFor;

    private @Nullable ResumeFile resume;

    /// The verb, for this run.
    public TailCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        if ((since != null && since < 0) || retryFor < 0) {
            throw new CliException(new CliError.Invalid("--since and --retry-for can't be negative"));
        }
        var feed = new EventFeed(session.client(), filter(), Duration.ofSeconds(retryFor), session::notice);
        feed.follow(start(), this);
        return 0;
    }

    @Override
    public boolean connected() {
        return false;
    }

    @Override
    public boolean received(ServerEvent event) {
        if (session.isJson()) {
            session.json(event.fields().json());
        } else {
            session.console().line(EventLine.of(event, session.console()));
        }
        if (resume != null && event.id().isPresent()) {
            resume.write(event.id().getAsLong());
        }
        return event.type().equals(until);
    }

    private OptionalLong start() {
        OptionalLong given = since == null ? OptionalLong.empty() : OptionalLong.of(since);
        if (resumeFile == null) {
            return given;
        }
        resume = new ResumeFile(resumeFile);
        OptionalLong kept = resume.read();
        return kept.isPresent() ? kept : given;
    }

    private EventFilter filter() {
        var wanted = new ArrayList<>(types);
        if (until != null && !wanted.isEmpty() && !wanted.contains(until)) {
            wanted.add(until);
        }
        return new EventFilter(torrent == null ? null : infoHash(torrent), wanted);
    }

    /// A whole info hash may be of a torrent that is gone: its events are still remembered.
    private String infoHash(String given) {
        return TorrentFinder.isWholeHash(given)
                ? given.toLowerCase(Locale.ROOT)
                : session.finder().find(given).infoHash();
    }
}
