package dev.revaer.cli.event;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import dev.revaer.cli.problem.CliError;
import dev.revaer.cli.problem.CliException;
import dev.revaer.cli.sse.ServerEvent;

/// A program that is run for each event, one run at a time.
final class EventProgram {
    /// Systems bound what can stand in an environment; the input has no bound.
    private static final int LARGEST_IN_ENVIRONMENT = 32 << 10;

    private final List<String> command;
    private final Duration limit;
    private final Consumer<String> notices;
    private int failures;

    /// @param limit on each run
    /// @param notices is told of each run that failed
    EventProgram(String program, List<String> arguments, Duration limit, Consumer<String> notices) {
        this.command = new ArrayList<>(List.of(program));
        this.command.addAll(arguments);
        this.limit = limit;
        this.notices = notices;
    }

    /// Runs it to its end, or to that of its time.
    ///
    /// @throws CliException if it cannot be started at all
    void run(ServerEvent event) {
        var json = event.fields().json().toString();
        var process = start(event, json);
        try {
            Thread.ofVirtual().start(() -> give(process, json));
            if (!process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS)) {
                end(process);
                failed(event, "took longer than " + limit.toSeconds() + " s and was ended");
            } else if (process.exitValue() != 0) {
                failed(event, "ended with code " + process.exitValue());
            }
        } catch (InterruptedException e) {
            end(process);
            Thread.currentThread().interrupt();
            throw new CliException(new CliError.Interrupted(), e);
        }
    }

    /// Runs that went wrong.
    int failures() {
        return failures;
    }

    private Process start(ServerEvent event, String json) {
        var builder = new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        var environment = builder.environment();
        environment.remove("REVAER_API_KEY");
        environment.put("REVAER_EVENT_TYPE", event.type());
        event.id().ifPresent(id -> environment.put("REVAER_EVENT_ID", Long.toString(id)));
        var infoHash = event.infoHash();
        if (infoHash != null) {
            environment.put("REVAER_INFO_HASH", infoHash);
        }
        if (json.length() <= LARGEST_IN_ENVIRONMENT) {
            environment.put("REVAER_EVENT", json);
        }
        try {
            return builder.start();
        } catch (IOException e) {
            throw new CliException(
                    new CliError.Invalid(command.getFirst() + " can't be run: " + e.getMessage()),
                    e);
        }
    }

    private static void give(Process process, String json) {
        try (var input = process.getOutputStream()) {
            input.write((json + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException _) {
            // It need not read it.
        }
    }

    private static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private void failed(ServerEvent event, String how) {
        failures++;
        var id = event.id().isPresent() ? " " + event.id().getAsLong() : "";
        notices.accept(command.getFirst() + " " + how + ", for event" + id + " (" + event.type() + ")");
    }
}
