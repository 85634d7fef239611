package dev.revaer.api.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.swagger.v3.oas.models.Operation;

/// What is sent and answered, by operation; most of it as the service itself has answered. Linters hold it against the
/// schemas.
final class Examples {
    /// In the words of swagger's models, which are of this Jackson.
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final List<String> GOOD = List.of("200", "201", "202");

    private final JsonNode byOperation;

    private Examples(JsonNode byOperation) {
        this.byOperation = byOperation;
    }

    static Examples load() {
        try (var file = Objects.requireNonNull(Examples.class.getResourceAsStream("examples.json"))) {
            return new Examples(JSON.readTree(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void into(Operation operation) {
        var example = byOperation.path(operation.getOperationId());
        if (example.has("request") && operation.getRequestBody() != null) {
            RequestBodies.show(operation.getRequestBody().getContent(), example.get("request"));
        }
        if (!example.has("response")) {
            return;
        }
        for (var status : GOOD) {
            var answer = operation.getResponses().get(status);
            if (answer != null && answer.getContent() != null) {
                answer.getContent().values().forEach(body -> body.example(example.get("response")));
                return;
            }
        }
    }
}
