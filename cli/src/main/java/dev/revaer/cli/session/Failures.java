package dev.revaer.cli.session;

import java.nio.file.Path;

import dev.revaer.cli.problem.CliError;
import dev.revaer.cli.problem.CliError.Ambiguous;
import dev.revaer.cli.problem.CliError.Interrupted;
import dev.revaer.cli.problem.CliError.Invalid;
import dev.revaer.cli.problem.CliError.NoSuchTorrent;
import dev.revaer.cli.problem.CliError.NotUnderstood;
import dev.revaer.cli.problem.CliError.OutputClosed;
import dev.revaer.cli.problem.CliError.Refused;
import dev.revaer.cli.problem.CliError.TorrentFailed;
import dev.revaer.cli.problem.CliError.Unreachable;
import dev.revaer.cli.problem.Problem;
import dev.revaer.cli.view.Console;
import dev.revaer.cli.view.Paint;
import dev.revaer.cli.view.SafeText;

/// Turns each [CliError] into words and an exit code.
final class Failures {
    private static final int INVALID = 2;
    private static final int UNREACHABLE = 3;
    private static final int NOT_AUTHORISED = 4;
    private static final int NOT_FOUND_OR_CONFLICT = 5;
    private static final int SERVER_FAULT = 6;
    private static final int INTERRUPTED = 130;
    /// What a shell sees of a program that a broken pipe ends.
    private static final int OUTPUT_CLOSED = 141;

    private Failures() {}

    static int exitCode(CliError error) {
        return switch (error) {
            case Invalid _ -> INVALID;
            case Unreachable _ -> UNREACHABLE;
            case NoSuchTorrent _,Ambiguous _ -> NOT_FOUND_OR_CONFLICT;
            case NotUnderstood _,TorrentFailed _ -> SERVER_FAULT;
            case Interrupted _ -> INTERRUPTED;
            case OutputClosed _ -> OUTPUT_CLOSED;
            case Refused(var problem) -> exitCode(problem.status());
        };
    }

    static void print(Console console, CliError error, Path configFile) {
        switch (error) {
            case Invalid(var reason) -> say(console, reason);
            case Unreachable(var url, var reason) -> {
                say(console, "can't reach " + url + ": " + reason);
                console.error(
                        "  Is the service running? './revaer up' starts it; --url or REVAER_URL names another.");
            }
            case NoSuchTorrent(var wanted) -> say(console, "no torrent " + wanted);
            case Ambiguous(var wanted, var candidates) -> {
                say(console, "several torrents go by " + wanted);
                candidates.forEach(candidate -> console.error("  " + SafeText.of(candidate)));
            }
            case NotUnderstood(var reason) -> say(console, "not an answer of Revaer: " + reason);
            case TorrentFailed(var name, var reason) -> say(console, name + " failed: " + reason);
            case Refused(var problem) -> print(console, problem, configFile);
            case Interrupted _,OutputClosed _ -> {
                // The user knows.
            }
        }
    }

    private static int exitCode(int status) {
        return switch (status) {
            case 401, 403 -> NOT_AUTHORISED;
            case 404, 409 -> NOT_FOUND_OR_CONFLICT;
            default -> status >= 500 ? SERVER_FAULT : INVALID;
        };
    }

    private static void print(Console console, Problem problem, Path configFile) {
        say(console, problem.title());
        if (problem.detail() != null) {
            console.error("  " + SafeText.of(problem.detail()));
        }
        for (var fault : problem.faults()) {
            console.error("  " + SafeText.of(fault.pointer() + ": " + fault.detail()));
        }
        if (problem.status() == 401) {
            console.error(
                    SafeText.of("  A key is given by --api-key, REVAER_API_KEY or apiKey in " + configFile));
        }
        if (problem.status() >= 500 && problem.requestId() != null) {
            console.error("  request " + SafeText.of(problem.requestId()));
        }
    }

    private static void say(Console console, String text) {
        console.error(console.painted(Paint.BAD, "revaer:") + " " + SafeText.of(text));
    }
}
