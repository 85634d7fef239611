package dev.revaer.api.fsops;

import java.util.ArrayList;

import dev.revaer.api.Answer;
import dev.revaer.api.TestServer;
import dev.revaer.engine.InfoHash;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static java.net.http.HttpRequest.BodyPublishers.noBody;
import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class FsopsApiIT {
    private static final InfoHash HASH = new InfoHash("a".repeat(40));
    private static final InfoHash OTHER = new InfoHash("b".repeat(40));

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

        var first = post(HASH.hex(), "retry");
        var second = post(HASH.hex(), "retry");

        assertThat(first.status()).isEqualTo(202);
        assertThat(first.json().path("state").asString()).isEqualTo("queued");
        second.isProblem(409, "no-failed-job");
    }

    @ParameterizedTest
    @ValueSource(strings = {"retry", "cancel"})
    void refusesWhatIsNoInfoHash(String action) {
        post("nonsense", action).isProblem(400, "bad-info-hash");
    }

    @Test
    void cancelsWhatHasNotEnded() {
        server.jobs().fail(HASH);

        var cancelled = post(HASH.hex(), "cancel");

        assertThat(cancelled.status()).isEqualTo(202);
        assertThat(cancelled.json().path("state").asString()).isEqualTo("cancelled");
        post(OTHER.hex(), "cancel").isProblem(409, "nothing-to-cancel");
    }

    @Test
    void tellsOfOneJobAndItsStages() {
        server.jobs().fail(HASH);

        var told = get("/v1/torrents/" + HASH + "/fsops");

        assertThat(told.status()).isEqualTo(200);
        assertThat(told.json().at("/job/percent").asInt()).isEqualTo(50);
        assertThat(told.json().at("/job/nextTryAt").asString()).isEqualTo("2026-01-02T03:04:35.678901Z");
        assertThat(told.json().at("/stages/0/stage").asString()).isEqualTo("validate");
        get("/v1/torrents/" + OTHER + "/fsops").isProblem(404, "no-job");
    }

    @Test
    void saysWhatWouldBeDone() {
        server.jobs().fail(HASH);

        var plan = post(HASH.hex(), "plan");

        assertThat(plan.status()).isEqualTo(200);
        assertThat(plan.json().path("outcome").asString()).isEqualTo("refuse");
        assertThat(plan.json().at("/files/0/action").asString()).isEqualTo("hardlink");
        post(OTHER.hex(), "plan").isProblem(409, "metadata-missing");
    }

    @Test
    void listsEachJobOncePageByPage() {
        server.jobs().complete(7);
        var seen = new ArrayList<String>();
        var cursor = "";

        do {
            var page = get("/v1/fsops/jobs?limit=2&state=completed" + cursor);
            assertThat(page.status()).isEqualTo(200);
            assertThat(page.json().path("total").asInt()).isEqualTo(7);
            page.json().path("items").forEach(job -> seen.add(job.path("infoHash").asString()));
            var next = page.json().path("nextCursor");
            cursor = next.isNull() ? "" : "&cursor=" + next.asString();
        } while (!cursor.isEmpty());

        assertThat(seen).hasSize(7).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=501", "state=lost", "cursor=x", "cursor=LS0", "colour=red"})
    void refusesParametersThatMakeNoSense(String query) {
        get("/v1/fsops/jobs?" + query).isProblem(400, "bad-parameter");
    }

    private static Answer get(String path) {
        return server.send(server.to(path).GET());
    }

    private static Answer post(String hash, String action) {
        return server.send(server.to("/v1/torrents/" + hash + "/fsops/" + action).POST(noBody()));
    }
}
