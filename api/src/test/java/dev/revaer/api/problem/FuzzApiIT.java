package dev.revaer.api.problem;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

import dev.revaer.api.Answer;
import dev.revaer.api.RawExchange;
import dev.revaer.api.TestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(120)
class FuzzApiIT {
    private static final int REQUESTS_PER_SEED = 150;
    private static final String HASH = "a".repeat(40);
    private static final List<String> METHODS = List
            .of(
                    "GET",
                    "GET",
                    "POST",
                    "POST",
                    "PUT",
                    "DELETE",
                    "PATCH",
                    "OPTIONS",
                    "HEAD",
                    "TRACE",
                    "FOO",
                    "get");
    private static final List<String> PATHS = List.of(
            "/v1/torrents",
            "/v1/torrents/" + HASH,
            "/v1/torrents/" + HASH + "/action",
            "/v1/torrents/" + HASH + "/fsops/retry",
            "/v1/create",
            "/v1/create/c1",
            "/v1/create/c1.torrent",
            "/v1/events",
            "/health",
            "/openapi.json",
            "/v1/nothing",
            "/",
            "*");
    private static final List<String> QUERIES = List.of(
            "limit=",
            "cursor=",
            "state=",
            "deleteData=",
            "torrent=",
            "type=",
            "lastEventId=",
            "x=",
            "",
            "seeding",
            "true",
            "10",
            "-1",
            "&",
            "=",
            "%00",
            "%",
            "%c3%28",
            "progress",
            HASH,
            "99999999999999999999");
    private static final List<String> HEADERS = List.of(
            "Content-Type: application/json",
            "Content-Type: application/json;charset=utf-16",
            "Content-Type: multipart/form-data; boundary=cut",
            "Content-Type: multipart/form-data",
            "Content-Type: x",
            "Content-Type: ",
            "Content-Encoding: gzip",
            "Accept: application/json",
            "Accept: text/event-stream",
            "Accept: ;;q=",
            "Accept: application/problem+json",
            "Accept-Language: x;q=y",
            "Origin: http://x",
            "Origin: null",
            "Origin: ::",
            "Access-Control-Request-Method: POST",
            "Last-Event-ID: 5",
            "Last-Event-ID: x",
            "If-None-Match: x",
            "Range: bytes=0-",
            "Cookie: a=b; c",
            "Expect: 100-continue",
            "Expect: x",
            "Upgrade: websocket",
            "Connection: upgrade",
            "TE: trailers",
            "Transfer-Encoding: x",
            "X-Forwarded-Proto: ://",
            "Host: [",
            "X-\u00e9: \u00e9");
    private static final List<String> PIECES = List.of(
            "{",
            "}",
            "[",
            "]",
            "\"",
            ":",
            ",",
            "\"magnet\":",
            "\"metainfo\":",
            "\"paused\":true",
            "\"action\":\"pause\"",
            "\"magnet:?xt=urn:btih:" + HASH + "\"",
            "null",
            "1e9999",
            "-",
            "\\u0000",
            "\\ud800",
            "\u0000",
            "\u00ff",
            "--cut\r\n",
            "--cut--\r\n",
            "Content-Disposition: form-data; name=\"torrent\"; filename=\"x\"\r\n\r\n",
            "Content-Disposition: form-data; name=\"options\"\r\n\r\n",
            "Content-Disposition: ;=\r\n\r\n",
            "\r\n",
            "d4:infode",
            "ZDE6ZQ==");
    private static final List<String> BODIES = List.of(
            "{\"magnet\":\"magnet:?xt=urn:btih:" + HASH + "\"}",
            "{\"metainfo\":\"ZGU=\"}",
            "{\"action\":\"pause\"}",
            "{\"path\":\"/downloads/x\",\"trackers\":[[]]}",
            "--cut\r\nContent-Disposition: form-data; name=\"torrent\"\r\n\r\nde\r\n--cut--\r\n",
            "");

    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void answersAnyRequestWithSuccessOrAProblemOfTheClient(long seed) {
        var random = new Random(seed);
        int problems = 0;
        for (int i = 0; i < REQUESTS_PER_SEED; i++) {
            var request = request(random);
            var answer = RawExchange
                    .sendWhole(server.port(), request.getBytes(StandardCharsets.ISO_8859_1));
            if (answer.status() >= 400) {
                problems++;
                check(request, answer);
            }
        }

        assertThat(problems).isBetween(REQUESTS_PER_SEED / 4, REQUESTS_PER_SEED - 1);
    }

    private static void check(String request, Answer answer) {
        assertThat(answer.status()).as(request + "\n\n" + answer).isBetween(400, 499);
        if (request.startsWith("HEAD ")) {
            assertThat(answer.body()).as(request).isEmpty();
            return;
        }
        try {
            answer.isProblem();
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError(request + "\n\n" + answer, e);
        }
    }

    private static String request(Random random) {
        var body = body(random);
        var head = new StringBuilder(any(METHODS, random) + " " + target(random) + " HTTP/1.1\r\n");
        head.append("Host: x\r\nX-Revaer-Api-Key: ").append(TestServer.KEY).append("\r\n");
        for (int i = random.nextInt(4); i > 0; i--) {
            head.append(any(HEADERS, random)).append("\r\n");
        }
        return head + "Connection: close\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    private static String target(Random random) {
        var target = new StringBuilder(any(PATHS, random));
        if (random.nextInt(8) == 0) {
            target.insert(random.nextInt(target.length() + 1), (char) (33 + random.nextInt(200)));
        }
        if (random.nextInt(3) == 0) {
            target.append('?');
            for (int i = random.nextInt(6); i > 0; i--) {
                target.append(any(QUERIES, random));
            }
        }
        return target.toString();
    }

    private static String body(Random random) {
        if (random.nextBoolean()) {
            return any(BODIES, random);
        }
        var body = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            body.append(any(PIECES, random));
        }
        return body.toString();
    }

    private static String any(List<String> choices, Random random) {
        return choices.get(random.nextInt(choices.size()));
    }
}
