package dev.revaer.api;

import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/// What the server said.
public record Answer(int status, HttpHeaders headers, String body) {
    private static final JsonMapper JSON = new JsonMapper();

    static Answer of(HttpResponse<String> response) {
        ContractWitness.see(response);
        return new Answer(response.statusCode(), response.headers(), response.body());
    }

    public JsonNode json() {
        return JSON.readTree(body);
    }

    /// The last word of the problem's type.
    public String problem() {
        return json().path("type").asString().replace("https://revaer.dev/problems/", "");
    }

    public String header(String name) {
        return headers.firstValue(name).orElse("");
    }

    /// Fails unless this is a whole problem document with this status and type.
    public Answer isProblem(int expectedStatus, String expectedProblem) {
        isProblem();
        assertThat(problem()).as(body).isEqualTo(expectedProblem);
        assertThat(status).as(body).isEqualTo(expectedStatus);
        return this;
    }

    /// Fails unless this is a whole problem document.
    public Answer isProblem() {
        assertThat(header("Content-Type")).as(toString()).isEqualTo("application/problem+json");
        var problem = json();
        assertThat(problem.path("type").asString()).as(body)
                .matches("https://revaer\\.dev/problems/[a-z0-9]+(-[a-z0-9]+)*");
        for (var member : new String[]{"title", "detail", "instance", "requestId"}) {
            assertThat(problem.path(member).asString()).as(member + " of " + body).isNotBlank();
        }
        assertThat(problem.path("status").asInt()).as(body).isEqualTo(status);
        assertThat(problem.path("requestId").asString()).as(body).isEqualTo(header("X-Request-Id"));
        return this;
    }
}
