package dev.revaer.cli.http;

import java.util.List;

import dev.revaer.cli.json.Fields;
import dev.revaer.cli.problem.CliError;
import dev.revaer.cli.problem.CliException;
import dev.revaer.cli.problem.Problem;

/// What came back: status, media type and text.
record Answer(int status, String type, String text) {
    boolean isGood() {
        return status >= 200 && status < 300;
    }

    /// The object it holds; an error answer is thrown.
    Fields fields() {
        if (!isGood()) {
            throw refusal();
        }
        return Fields.parse(text);
    }

    /// The error it tells of.
    CliException refusal() {
        if (status < 400) {
            return new CliException(new CliError.NotUnderstood("the status is " + status));
        }
        return new CliException(new CliError.Refused(problem()));
    }

    private Problem problem() {
        if (!type.startsWith("application/problem+json")) {
            return bare();
        }
        try {
            return Problems.of(status, Fields.parse(text));
        } catch (CliException _) {
            return bare();
        }
    }

    private Problem bare() {
        return new Problem(status, "the service answered " + status, null, null, List.of());
    }
}
