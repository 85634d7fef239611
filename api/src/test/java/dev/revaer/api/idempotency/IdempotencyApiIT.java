package dev.revaer.api.idempotency;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import dev.revaer.api.Answer;
import dev.revaer.api.TestServer;
import dev.revaer.api.problem.ApiError.StoreAway;
import dev.revaer.api.problem.ApiException;
import dev.revaer.engine.EngineError.NotAnswering;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class IdempotencyApiIT {
    private static final String MAGNET = "{\"magnet\": \"magnet:?xt=urn:btih:" + "a".repeat(40) + "\"}";
    private static final String OTHER = "{\"magnet\": \"magnet:?xt=urn:btih:" + "b".repeat(40) + "\"}";

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
        server.catalog().clear();
        server.answers().clear();
        server.access().changes().clear();
    }

    @Test
    void givesTheFirstAnswerAgainAndDoesNothing() {
        var first = add("k", MAGNET);
        server.delete("/v1/torrents/" + "a".repeat(40));
        server.access().changes().clear();

        var again = add("k", MAGNET);

        assertThat(first.status()).isEqualTo(201);
        assertThat(first.header("Idempotency-Replayed")).isEmpty();
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.header("Location")).isEqualTo("/v1/torrents/" + "a".repeat(40));
        assertThat(again.header("Content-Type")).isEqualTo(first.header("Content-Type"));
        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(server.catalog().torrents()).isEmpty();
        assertThat(server.access().changes()).isEmpty();
    }

    @Test
    void knowsAnUploadByItsPartsWhateverTheirBoundary() {
        var first = upload("one", "d1:ai1ee");
        var again = upload("another", "d1:ai1ee");
        var other = upload("one", "d1:ai2ee");

        assertThat(first.status()).as(first.body()).isEqualTo(201);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
        other.isProblem(422, "idempotency-key-reused");
    }

    @Test
    void isReadyForTheNextAsSoonAsItHasAnswered() {
        for (var round = 0; round < 60; round++) {
            var first = add("k" + round, MAGNET);

            assertThat(add("k" + round, MAGNET).body()).as("round %d", round).isEqualTo(first.body());
        }
    }

    @Test
    void refusesTheKeyOfAnotherRequest() {
        add("k", MAGNET);

        add("k", OTHER).isProblem(422, "idempotency-key-reused");
        send("/v1/create", "k", MAGNET).isProblem(422, "idempotency-key-reused");
        assertThat(server.catalog().torrents()).hasSize(1);
    }

    @Test
    void givesEachApiKeyItsOwnNames() {
        add("k", MAGNET);

        var request = server.as(TestServer.TORRENTS_KEY, "/v1/torrents")
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", "k")
                .POST(BodyPublishers.ofString(OTHER));

        assertThat(server.send(request).status()).isEqualTo(201);
    }

    @Test
    void repeatsRefusalsToo() {
        add("first", MAGNET);
        var refused = add("second", MAGNET);
        server.catalog().clear();

        var again = add("second", MAGNET);

        assertThat(refused.isProblem(409, "duplicate-torrent").body()).isEqualTo(again.body());
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.header("Content-Type")).isEqualTo("application/problem+json");
    }

    @Test
    void triesAgainWhatFailedHere() {
        server.catalog().failWith(new NotAnswering("add"));
        add("k", MAGNET).isProblem(503, "engine-not-answering");
        server.catalog().clear();

        assertThat(add("k", MAGNET).status()).isEqualTo(201);
    }

    @Test
    void answersWhatIsDoneThoughItCannotBeKept() {
        server.answers().failWith(new ApiException(new StoreAway()));

        assertThat(add("k", MAGNET).status()).isEqualTo(201);
        server.answers().clear();
        add("k", MAGNET).isProblem(409, "duplicate-torrent");
    }

    @Test
    void refusesTheSecondWhileTheFirstIsRunning() throws Exception {
        var reached = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        server.catalog().beforeAdding(() -> await(reached, goOn));
        var first = CompletableFuture.supplyAsync(() -> add("k", MAGNET));
        assertThat(reached.await(20, TimeUnit.SECONDS)).isTrue();

        add("k", MAGNET).isProblem(409, "idempotency-key-in-use");
        add("k", OTHER).isProblem(422, "idempotency-key-reused");
        goOn.countDown();

        assertThat(first.get(20, TimeUnit.SECONDS).status()).isEqualTo(201);
        // what was answered is kept a moment after the client has it
        var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        var again = add("k", MAGNET);
        while (again.status() == 409 && System.nanoTime() < end) {
            again = add("k", MAGNET);
        }
        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
    }

    @Test
    void endsWhatAClientThatHangsUpHasBegun() throws Exception {
        var reached = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        server.catalog().beforeAdding(() -> await(reached, goOn));
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            var head = "POST /v1/torrents HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + TestServer.KEY
                    + "\r\nContent-Type: application/json\r\nIdempotency-Key: k\r\nContent-Length: "
                    + MAGNET.length() + "\r\n\r\n";
            socket.getOutputStream().write((head + MAGNET).getBytes(StandardCharsets.US_ASCII));
            assertThat(reached.await(20, TimeUnit.SECONDS)).isTrue();
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        var end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!hasNoticed() && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        goOn.countDown();

        var again = add("k", MAGNET);
        while (again.status() == 409 && again.problem().equals("idempotency-key-in-use")
                && System.nanoTime() < end) {
            again = add("k", MAGNET);
        }

        assertThat(again.status()).as(again.body()).isEqualTo(201);
        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "k y"})
    void refusesKeysThatAreNone(String key) {
        var answer = add(key, MAGNET);

        assertThat(answer.isProblem(400, "bad-parameter").json().path("detail").asString())
                .contains("Idempotency-Key", "1 to 255 visible ASCII");
    }

    @Test
    void takesKeysOf255CharactersAndNoMore() {
        assertThat(add("k".repeat(255), MAGNET).status()).isEqualTo(201);
        add("k".repeat(256), MAGNET).isProblem(400, "bad-parameter");
    }

    @Test
    void keepsNoSecrets() {
        send("/admin/api-keys", "k", "{\"label\": \"x\", \"scopes\": [\"read\"]}")
                .isProblem(400, "bad-parameter");

        assertThat(server.answers().size()).isZero();
    }

    @Test
    void boundsBodiesAsEver() {
        add("k", "{\"magnet\": \"" + "x".repeat(9 * 1024 * 1024) + "\"}").isProblem(413, "content-too-large");
    }

    @Test
    void leavesOtherMethodsAlone() {
        add("k", MAGNET);

        var request = server.to("/v1/torrents").header("Idempotency-Key", "k").GET();

        assertThat(server.send(request).status()).isEqualTo(200);
    }

    private static boolean hasNoticed() {
        return server.access().changes().stream().anyMatch(change -> change.detail().containsKey("answered"));
    }

    private static void await(CountDownLatch reached, CountDownLatch goOn) {
        reached.countDown();
        try {
            if (!goOn.await(20, TimeUnit.SECONDS)) {
                throw new AssertionError("waited in vain");
            }
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    private static Answer add(String key, String body) {
        return send("/v1/torrents", key, body);
    }

    private static Answer send(String path, String key, String body) {
        return send(path, key, body.getBytes(StandardCharsets.UTF_8), "application/json");
    }

    private static Answer send(String path, String key, byte[] body, String type) {
        HttpRequest.Builder request = server.to(path)
                .header("Content-Type", type)
                .header("Idempotency-Key", key)
                .POST(BodyPublishers.ofByteArray(body));
        return server.send(request);
    }

    private static Answer upload(String boundary, String metainfo) {
        var body = "--" + boundary
                + "\r\nContent-Disposition: form-data; name=\"torrent\"; filename=\"x.torrent\""
                + "\r\n\r\n" + metainfo + "\r\n--" + boundary + "--\r\n";
        return send(
                "/v1/torrents",
                "upload",
                body.getBytes(StandardCharsets.US_ASCII),
                "multipart/form-data; boundary=" + boundary);
    }
}
