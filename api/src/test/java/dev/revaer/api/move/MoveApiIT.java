package dev.revaer.api.move;

import java.nio.file.Path;

import dev.revaer.api.TestServer;
import dev.revaer.api.problem.ApiError;
import dev.revaer.api.problem.ApiError.NotEnoughSpace;
import dev.revaer.api.problem.ApiError.RootAway;
import dev.revaer.api.problem.ApiException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class MoveApiIT {
    private static final String HASH = "a".repeat(40);
    private static final String PATH = "/v1/torrents/" + HASH + "/move";
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
    void refuseNothing() {
        server.moves().refuse(null);
    }

    @Test
    void tellsHowFarAMoveIs() {
        var begun = server.post(PATH, "{\"downloadDir\":\"/downloads/films\"}");

        assertThat(begun.status()).isEqualTo(202);
        for (var answer : new dev.revaer.api.Answer[]{begun, server.get(PATH)}) {
            assertThat(answer.json().path("infoHash").asString()).isEqualTo(HASH);
            assertThat(answer.json().path("state").asString()).isEqualTo("copying");
            assertThat(answer.json().path("from").asString()).isEqualTo("/downloads");
            assertThat(answer.json().path("to").asString()).isEqualTo("/downloads/films");
            assertThat(answer.json().path("bytesDone").asLong()).isEqualTo(50);
            assertThat(answer.json().path("bytesTotal").asLong()).isEqualTo(100);
        }
    }

    @Test
    void knowsNoMoveOfATorrentThatStays() {
        var answer = server.get("/v1/torrents/" + "b".repeat(40) + "/move");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.json().path("type").asString()).endsWith("/no-move");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"downloadDir\":\"films\"}", "{\"downloadDir\":\"/a\\u0000b\"}"})
    void refusesWhatIsNoDirectory(String body) {
        var answer = server.post(PATH, body);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().path("errors").path(0).path("pointer").asString()).isEqualTo("/downloadDir");
    }

    @Test
    void saysWhySpaceOrVolumeDoNotAllowIt() {
        assertRefused(
                new NotEnoughSpace(Path.of("/downloads/films"), 700, 300, 1000),
                "not-enough-space",
                "/downloads/films: 700 bytes are needed and 300 are left of 1000 free");
        assertRefused(new RootAway(Path.of("/downloads")), "volume-away", "/downloads has lost");
    }

    private static void assertRefused(ApiError error, String type, String detail) {
        server.moves().refuse(new ApiException(error));

        var answer = server.post(PATH, "{\"downloadDir\":\"/downloads/films\"}");

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.json().path("type").asString()).endsWith("/" + type);
        assertThat(answer.json().path("detail").asString()).startsWith(detail);
    }
}
