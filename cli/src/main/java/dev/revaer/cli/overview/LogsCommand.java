package dev.revaer.cli.overview;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;

import dev.revaer.cli.json.Fields;
import dev.revaer.cli.output.Column;
import dev.revaer.cli.output.Kind;
import dev.revaer.cli.problem.CliError;
import dev.revaer.cli.problem.CliException;
import dev.revaer.cli.service.Overview;
import dev.revaer.cli.session.Session;
import dev.revaer.cli.sse.EventStream;
import dev.revaer.cli.sse.ServerEvent;
import dev.revaer.cli.view.Paint;
import dev.revaer.cli.view.SafeText;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `revaer logs`.
@Command(name = "logs", header = "Show the last lines of the service's log, and with --follow each that comes.", footerHeading = "%nExamples:%n", footer = {
        "  revaer logs --level warn",
        "  revaer logs --logger dev.revaer.app.move -o json"})
public final class LogsCommand implements Callable<Integer> {
    /// What was logged before comes at once, so that a silence means that it was all.
    private static final Duration PAUSE_AFTER_THE_LAST = Duration.ofMillis(700);
    private static final Duration SILENCE = Duration.ofSeconds(45);
    private static final List<Column> COLUMNS = List.of(
            new Column("at", "AT", Kind.TEXT),
            new Column("level", "LEVEL", Kind.TEXT),
            new Column("logger", "LOGGER", Kind.TEXT),
            new Column("message", "MESSAGE", Kind.TEXT),
            new Column("fields", "FIELDS", Kind.TEXT));

    private final Session session;

    @Option(names = "--level", paramLabel = "LEVEL", description = "Only lines of this level and above: trace, debug, info, warn or error.")
    private @Nullable String level;

    @Option(names = "--logger", paramLabel = "NAME", description = "Only of this logger and those in it; may be repeated.")
    private List<String> loggers = new ArrayList<>();

    @Option(names = {"-f",
            "--follow"}, description = "Go on with what is logged from now on, until you stop it.")
    private boolean follow;

    /// The verb, for this run.
    public LogsCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        try (EventStream stream = new Overview(session.client())
                .logs(level, loggers, follow ? SILENCE : PAUSE_AFTER_THE_LAST)) {
            session.output().begin(COLUMNS);
            for (Optional<ServerEvent> next = next(stream); next.isPresent(); next = next(stream)) {
                print(next.get().fields());
            }
        }
        return 0;
    }

    private Optional<ServerEvent> next(EventStream stream) {
        try {
            return stream.next();
        } catch (CliException e) {
            if (!follow && e.error() instanceof CliError.Unreachable) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private void print(Fields line) {
        if (line.text("message") == null) {
            return;
        }
        if (!session.isTalking()) {
            session.output().item(line, COLUMNS, "message");
            return;
        }
        String severity = line.text("level", "").toLowerCase(Locale.ROOT);
        var fields = line.json().path("fields");
        session.console()
                .line(
                        "%s %s %s  %s%s".formatted(
                                SafeText.of(line.text("at", "-")),
                                session.console()
                                        .painted(paint(severity), SafeText.of("%-5s".formatted(severity))),
                                SafeText.of(shortened(line.text("logger", "-"))),
                                SafeText.of(line.text("message", "")),
                                fields.isEmpty() ? "" : "  " + SafeText.of(fields.toString())));
        for (String trace : line.texts("stack")) {
            session.console().line("    " + SafeText.of(trace));
        }
    }

    private static Paint paint(String level) {
        return switch (level) {
            case "error" -> Paint.BAD;
            case "warn" -> Paint.WARNING;
            default -> Paint.PLAIN;
        };
    }

    private static String shortened(String logger) {
        return logger.substring(logger.lastIndexOf('.') + 1);
    }
}
