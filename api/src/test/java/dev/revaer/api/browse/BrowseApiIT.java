package dev.revaer.api.browse;

import java.util.ArrayList;
import java.util.List;

import dev.revaer.api.TestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class BrowseApiIT {
    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void listsTheRootsWithoutAPath() {
        var page = server.send(server.as(TestServer.READ_KEY, "/v1/fs/browse")).json();

        assertThat(page.at("/items/0/path").asString()).isEqualTo("/downloads");
        assertThat(page.at("/items/0/kind").asString()).isEqualTo("directory");
    }

    @Test
    void leadsFromPageToPage() {
        var names = new ArrayList<String>();
        var path = "/v1/fs/browse?limit=2&path=/downloads/x/..";
        var page = server.get(path);
        page.json().path("items").forEach(item -> names.add(item.path("name").asString()));
        page = server.get(path + "&cursor=" + page.json().path("nextCursor").asString());
        page.json().path("items").forEach(item -> names.add(item.path("name").asString()));

        assertThat(names).isEqualTo(List.of("\u001b[2J\r\n\"<x>", "a", "b"));
        assertThat(page.json().path("nextCursor").isNull()).isTrue();
    }

    @Test
    void escapesHostileNames() {
        assertThat(server.get("/v1/fs/browse?path=/downloads").body()).contains("\\u001B[2J\\r\\n\\\"<x>")
                .doesNotContain("\u001b", "\r", "\n");
    }

    @Test
    void saysWhichDirectoriesWouldDo() {
        var answer = server.get("/v1/fs/browse?path=/etc").isProblem(403, "path-not-allowed");

        assertThat(answer.json().path("detail").asString()).contains("/etc", "/downloads");
    }

    @ParameterizedTest
    @ValueSource(strings = {"path=downloads", "path=", "path=%00", "path=/a%00", "path=/a&path=/b",
            "cursor=%2A",
            "limit=0", "limit=1001", "x=1"})
    void refusesWhatMakesNoSense(String query) {
        server.get("/v1/fs/browse?" + query).isProblem(400, "bad-parameter");
    }
}
