package dev.revaer.api.fsops;

import dev.revaer.api.Answer;
import dev.revaer.api.TestServer;
import dev.revaer.engine.InfoHash;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static java.net.http.HttpRequest.BodyPublishers.noBody;
import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class FsopsApiIT {
    private static final InfoHash HASH = new InfoHash("a".repeat(40));

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
    void triesAFailedJobAgainOnce() {
        server.jobs().fail(HASH);

        var first = retry(HASH.hex());
        var second = retry(HASH.hex());

        assertThat(first.status()).isEqualTo(202);
        assertThat(first.json().path("state").asString()).isEqualTo("queued");
        second.isProblem(409, "no-failed-job");
    }

    @Test
    void refusesWhatIsNoInfoHash() {
        retry("nonsense").isProblem(400, "bad-info-hash");
    }

    private static Answer retry(String hash) {
        return server.send(server.to("/v1/torrents/" + hash + "/fsops/retry").POST(noBody()));
    }
}
