package dev.revaer.cli.http;

import java.util.List;

import dev.revaer.cli.json.Fields;
import dev.revaer.cli.problem.CliError;
import dev.revaer.cli.problem.CliException;
import dev.revaer.cli.problem.Problem;
import dev.revaer.cli.problem.Problem.Fault;

/// Reads problem documents (RFC 9457).
public final class Problems {
    private static final int MOST_FAULTS = 100;

    private Problems() {}

    /// The error that a problem document tells of.
    public static CliException refusal(int status, Fields problem) {
        return new CliException(new CliError.Refused(of(status, problem)));
    }

    static Problem of(int status, Fields problem) {
        return new Problem(
                status,
                problem.text("title", "the service answered " + status),
                problem.text("detail"),
                problem.text("requestId"),
                faults(problem));
    }

    private static List<Fault> faults(Fields problem) {
        return problem.each("errors")
                .stream()
                .limit(MOST_FAULTS)
                .map(error -> new Fault(error.text("pointer", ""), error.text("detail", "")))
                .toList();
    }
}
