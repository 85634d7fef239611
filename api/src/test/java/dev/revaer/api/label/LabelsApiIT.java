package dev.revaer.api.label;

import java.net.http.HttpRequest.BodyPublishers;

import dev.revaer.api.Answer;
import dev.revaer.api.TestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class LabelsApiIT {
    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @AfterEach
    void clear() {
        server.labels().clear();
    }

    @Test
    void putsAndListsACategory() {
        var put = put("categories/tv%2Fnew", """
                {"downloadDir": "/downloads/tv/./new", "limits": {"downloadBytesPerSecond": 7},
                "seedGoals": {"ratio": 1.5, "action": "remove"}, "fsopsProfile": "shows"}""");
        var listed = server.get("/v1/categories").json().at("/items/0");

        assertThat(put.status()).as(put.body()).isEqualTo(200);
        assertThat(listed).isEqualTo(put.json());
        assertThat(listed.path("name").asString()).isEqualTo("tv/new");
        assertThat(listed.path("downloadDir").asString()).isEqualTo("/downloads/tv/new");
        assertThat(listed.at("/limits/downloadBytesPerSecond").asInt()).isEqualTo(7);
        assertThat(listed.at("/limits/uploadBytesPerSecond").asInt()).isZero();
        assertThat(listed.at("/seedGoals/action").asString()).isEqualTo("remove");
        assertThat(listed.at("/seedGoals/seedTime").isNull()).isTrue();
        assertThat(server.labels().actors()).doesNotContain("", "anonymous").hasSize(1);
    }

    @Test
    void putsListsAndDeletesATag() {
        put("tags/%F0%9F%8E%AC", "{\"seedGoals\": {\"seedTime\": \"P1D\", \"action\": \"stop\"}}");

        var listed = server.get("/v1/tags").json().at("/items/0");

        assertThat(listed.path("name").asString()).isEqualTo("🎬");
        assertThat(listed.at("/seedGoals/seedTime").asString()).isEqualTo("PT24H");
        assertThat(server.delete("/v1/tags/%F0%9F%8E%AC").status()).isEqualTo(204);
        assertThat(server.get("/v1/tags").json().path("items").isEmpty()).isTrue();
    }

    @Test
    void saysWhichLabelIsNotThere() {
        server.delete("/v1/tags/none").isProblem(404, "label-not-found");
        server.delete("/v1/categories/none").isProblem(404, "label-not-found");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "tv | {\"downloadDir\": \"relative\"} | /downloadDir",
            "tv | {\"downloadDir\": \"/a\\u0000b\"} | /downloadDir",
            "tv | {\"limits\": {\"uploadBytesPerSecond\": -1}} | /limits/uploadBytesPerSecond",
            "tv | {\"seedGoals\": {\"ratio\": -1}} | /seedGoals/ratio",
            "tv | {\"seedGoals\": {\"seedTime\": \"soon\"}} | /seedGoals/seedTime",
            "tv | {\"seedGoals\": {\"action\": \"explode\"}} | /seedGoals/action",
            "tv | {\"fsopsProfile\": \"\"} | /fsopsProfile", "%20tv | {} | /name", "tv%2F | {} | /name",
            "t%0Av | {} | /name"})
    void namesTheFault(String name, String body, String pointer) {
        var answer = put("categories/" + name, body).isProblem(422, "invalid-body");

        assertThat(answer.json().at("/errors/0/pointer").asString()).isEqualTo(pointer);
        assertThat(server.labels().categories()).isEmpty();
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        put("tags/hd", "{\"colour\": \"red\"}").isProblem();
        put("tags/hd", "{").isProblem();
        assertThat(server.labels().tags()).isEmpty();
    }

    private static Answer put(String label, String body) {
        return server.send(
                server.to("/v1/" + label)
                        .header("Content-Type", "application/json")
                        .PUT(BodyPublishers.ofString(body)));
    }
}
