package dev.revaer.cli.event;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.Callable;

import dev.revaer.cli.argument.Span;
import dev.revaer.cli.http.EventFilter;
import dev.revaer.cli.problem.CliError;
import dev.revaer.cli.problem.CliException;
import dev.revaer.cli.service.TorrentFinder;
import dev.revaer.cli.session.Session;
import dev.revaer.cli.sse.ServerEvent;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `revaer tail`.
@Command(name = "tail", header = "Print what happens, a line for each event, until you stop it.", description = {
        "",
        "Comes back by itself when the connection breaks, goes on after the last event it printed, and prints none twice."}, footerHeading = "%nExamples:%n", footer = {
                "  revaer tail --since 0 --until completed  # everything remembered, until a torrent is complete",
                "  revaer tail --type completed --type failure  # only these",
                "  revaer tail --torrent debian-13 --until fsops_completed  # wait for one torrent",
                "  revaer tail --since 0 --until completed --type completed --exec sh -- -c 'echo $REVAER_EVENT_TYPE'  # a program for each",
                "  revaer tail --resume-file tail.id -o json | process-events  # miss nothing from run to run"})
public final class TailCommand implements Callable<Integer>, EventListener {
    private static final int SOME_FAILED = 6;

    private final Session session;

    @Option(names = "--since", paramLabel = "ID", description = "Begin after this event; 0 for all that is remembered.")
    private @Nullable Long since;

    @Option(names = "--type", paramLabel = "TYPE", description = "Print only events of this type; may be repeated.")
    private List<String> types = new ArrayList<>();

    @Option(names = "--torrent", paramLabel = "HASH", description = "Only of this torrent: info hash, its beginning, or name; may be repeated.")
    private List<String> torrents = new ArrayList<>();

    @Option(names = "--state", paramLabel = "STATE", description = "Only of torrents in this state then; may be repeated.")
    private List<String> states = new ArrayList<>();

    @Option(names = "--category", paramLabel = "NAME", description = "Only of torrents in this category then, '' for none; may be repeated.")
    private List<String> categories = new ArrayList<>();

    @Option(names = "--tag", paramLabel = "NAME", description = "Only of torrents that had this tag then; may be repeated.")
    private List<String> tags = new ArrayList<>();

    @Option(names = "--exec", paramLabel = "PROGRAM", description = "Run this for each event, one after the other, instead of printing it: the event as JSON on its input, and REVAER_EVENT_ID, REVAER_EVENT_TYPE and REVAER_INFO_HASH in its environment. No shell is involved; what fails is told.")
    private @Nullable String program;

    @Option(names = "--exec-limit", paramLabel = "SPAN", converter = Span.Converter.class, defaultValue = "1m", description = "How long it may run (default: ${DEFAULT-VALUE}).")
    private Span limit = new Span(Duration.ofMinutes(1));

    @Parameters(arity = "0..*", paramLabel = "ARG", description = "What the program of --exec is given, after --.")
    private List<String> programArguments = new ArrayList<>();

    @Option(names = "--resume-file", paramLabel = "FILE", description = "Keep the last event's id in this file; when it exists, go on after it (it beats --since).")
    private @Nullable Path resumeFile;

    @Option(names = "--until", paramLabel = "TYPE", description = "End after the first event of this type.")
    private @Nullable String until;

    @Option(names = "--retry-for", paramLabel = "SECONDS", defaultValue = "600", description = "How long to wait for a service that has gone away (default: ${DEFAULT-VALUE}).")
    private int retryFor;

    private @Nullable ResumeFile resume;
    private @Nullable EventProgram each;

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
        if (program != null) {
            each = new EventProgram(program, programArguments, limit.duration(), session::notice);
        } else if (!programArguments.isEmpty()) {
            throw new CliException(
                    new CliError.Invalid(
                            "'" + programArguments.getFirst() + "' is for no program: give one by --exec"));
        }
        feed.follow(start(), this);
        return each == null || each.failures() == 0 ? 0 : SOME_FAILED;
    }

    @Override
    public boolean connected() {
        return false;
    }

    @Override
    public boolean received(ServerEvent event) {
        if (each != null) {
            each.run(event);
        } else if (session.isJson()) {
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
        return new EventFilter(
                torrents.stream().map(this::infoHash).toList(),
                wanted,
                states,
                categories,
                tags);
    }

    /// A whole info hash may be of a torrent that is gone: its events are still remembered.
    private String infoHash(String given) {
        return TorrentFinder.isWholeHash(given)
                ? given.toLowerCase(Locale.ROOT)
                : session.finder().find(given).infoHash();
    }
}
