package dev.revaer.cli.http;

import java.util.List;
import java.util.stream.StreamSupport;

import dev.revaer.cli.json.Fields;
import dev.revaer.cli.problem.CliError;
import dev.revaer.cli.problem.CliException;
import dev.revaer.cli.problem.Problem;
import dev.revaer.cli.problem.Problem.Fault;
import tools.jackson.databind.JsonNode;

/// What came back: status, media type and text.
record Answer(int status, String type, String text) {
    private static final int MOST_FAULTS = 100;

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
            var fields = Fields.parse(text);
            String title = fields.text("title", "the service answered " + status);
            return new Problem(
                    status,
                    title,
                    fields.text("detail"),
                    fields.text("requestId"),
                    faults(fields));
        } catch (CliException _) {
            return bare();
        }
    }

    private Problem bare() {
        return new Problem(status, "the service answered " + status, null, null, List.of());
    }

    private static List<Fault> faults(Fields fields) {
        JsonNode errors = fields.json().path("errors");
        return StreamSupport.stream(errors.spliterator(), false)
                .limit(MOST_FAULTS)
                .map(Fields::new)
                .map(error -> new Fault(error.text("pointer", ""), error.text("detail", "")))
                .toList();
    }
}
