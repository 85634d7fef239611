package dev.revaer.app.contract;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

import dev.revaer.app.ServiceFixture;
import dev.revaer.app.database.DatabaseFixture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/// Sends each operation of `openapi.json`, with the parsers of the real service behind it, what no client should send:
/// nothing is answered with a 5xx, and everything soon. `-Dfuzz.rounds=…` goes on for longer, `-Dfuzz.seed=…` otherwise.
class FuzzIT {
    private static final Path CONTRACT = Path.of("../openapi.json");
    private static final int ROUNDS = Integer.getInteger("fuzz.rounds", 12);
    private static final long SEED = Long.getLong("fuzz.seed", 1);
    private static final Duration SOON = Duration.ofSeconds(20);
    /// Never ends, or is not for parsing.
    private static final List<String> LEFT_OUT = List.of("streamEvents", "streamLogs");

    @TempDir
    static Path directory;

    private static ServiceFixture service;
    private static HttpClient client;
    private static JsonNode contract;
    private static String key;

    private final Random random = new Random(SEED);
    private final OddValues odd = new OddValues(random);

    @BeforeAll
    static void start() throws Exception {
        service = ServiceFixture.start(directory.toRealPath(), DatabaseFixture.freshDatabase());
        key = ClientIT.key(service);
        client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        contract = JsonMapper.shared().readTree(CONTRACT);
    }

    @AfterAll
    static void stop() {
        client.shutdownNow();
        service.close();
    }

    @Test
    void answersWhateverIsSentWithSuccessOrAProblemOfTheClient() throws Exception {
        var refused = 0;
        for (int round = 0; round < ROUNDS; round++) {
            for (var path : contract.path("paths").propertyNames()) {
                for (var method : contract.path("paths").path(path).propertyNames()) {
                    var operation = contract.path("paths").path(path).path(method);
                    if (!LEFT_OUT.contains(operation.path("operationId").asString())
                            && answer(path, method, operation) >= 400) {
                        refused++;
                    }
                }
            }
        }

        assertThat(refused).isPositive();
        assertThat(send(request("/livez", "get").build()).statusCode()).isEqualTo(200);
    }

    @Test
    void readsBrokenMetainfoAndMagnetLinks() throws Exception {
        for (int round = 0; round < ROUNDS * 8; round++) {
            var metainfo = odd.metainfo();
            check(
                    request("/v1/torrents", "post")
                            .header("Content-Type", "multipart/form-data; boundary=cut")
                            .POST(BodyPublishers.ofByteArray(odd.upload(metainfo)))
                            .build());
            check(
                    json(
                            "/v1/torrents",
                            "post",
                            "{\"paused\": true, \"magnet\": " + quoted(odd.magnet()) + "}"));
        }
    }

    private int answer(String path, String method, JsonNode operation) throws Exception {
        var target = new StringBuilder();
        for (var part : path.split("(?=\\{)|(?<=})", -1)) {
            target.append(part.startsWith("{") ? OddValues.encoded(odd.segment()) : part);
        }
        var separator = '?';
        for (var parameter : operation.path("parameters")) {
            if (parameter.path("in").asString().equals("query") && random.nextBoolean()) {
                target.append(separator)
                        .append(parameter.path("name").asString())
                        .append('=')
                        .append(OddValues.encoded(odd.text()));
                separator = '&';
            }
        }
        if (path.startsWith("/v1/config")) {
            target.append(separator).append("dryRun=true");
        }
        var example = operation.at("/requestBody/content/application~1json/example");
        if (example.isMissingNode()) {
            return check(request(target.toString(), method).build());
        }
        return check(json(target.toString(), method, odd.spoilt(example.toString())));
    }

    private int check(HttpRequest request) throws Exception {
        var answer = send(request);
        assertThat(answer.statusCode()).as("%s: %s", request, answer.body()).isBetween(200, 499);
        if (answer.statusCode() >= 400) {
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        }
        return answer.statusCode();
    }

    private static HttpResponse<String> send(HttpRequest request) throws Exception {
        try {
            return client.send(request, BodyHandlers.ofString(StandardCharsets.ISO_8859_1));
        } catch (HttpTimeoutException e) {
            throw new AssertionError(request + " " + request.headers() + " was not answered", e);
        }
    }

    private HttpRequest json(String target, String method, String body) {
        return request(target, method).header("Content-Type", "application/json")
                .method(method.toUpperCase(Locale.ROOT), BodyPublishers.ofString(body))
                .build();
    }

    private HttpRequest.Builder request(String target, String method) {
        var request = HttpRequest.newBuilder(URI.create(service.options().url() + target))
                .timeout(SOON)
                .header("Authorization", "Bearer " + key)
                .method(method.toUpperCase(Locale.ROOT), BodyPublishers.noBody());
        for (var name : new ArrayList<>(
                List.of("If-None-Match", "If-Match", "Idempotency-Key", "Accept", "Range"))) {
            if (random.nextInt(6) == 0) {
                request.header(name, odd.header());
            }
        }
        return request;
    }

    private static String quoted(String text) {
        return JsonMapper.shared().writeValueAsString(text);
    }
}
