package dev.revaer.app.setting;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import dev.revaer.app.Patience;
import dev.revaer.app.ServiceClient;
import dev.revaer.app.ServiceFixture;
import dev.revaer.app.database.DatabaseAddress;
import dev.revaer.app.database.DatabaseFixture;
import dev.revaer.app.document.Documents;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/// How callers are served, set over HTTP and seen in the answers.
@Timeout(120)
class ServeSettingsIT {
    private static final String PAGE = "https://media.example";

    @TempDir
    private static Path temp;
    private static DatabaseAddress database;
    private static ServiceFixture service;
    private static ServiceClient client;

    @BeforeAll
    static void start() throws IOException {
        database = DatabaseFixture.freshDatabase();
        service = ServiceFixture.start(temp.toRealPath(), database);
        client = ServiceClient.of(service.options().url(), service.options().cliFile());
    }

    @AfterEach
    void takeBack() throws Exception {
        assertThat(patch("{\"api\": null}").status()).isEqualTo(200);
    }

    @AfterAll
    static void stop() {
        client.close();
        service.close();
    }

    @Test
    void takesACallersAddressFromListedProxies() throws Exception {
        patch("{\"api\": {\"trustedProxies\": [\"127.0.0.0/8\"]}}");

        try (var stranger = ServiceClient.withKey(service.options().url(), "rv_wrong")) {
            stranger.send("GET", "/v1/torrents", null, "X-Forwarded-For", "127.0.0.1, 198.51.100.7");
        }

        Patience.until(
                "the audit log to name the caller",
                () -> client.get("/v1/audit").json().toString().contains("198.51.100.7"));
    }

    @Test
    void letsPagesCallThatAreListed() throws Exception {
        assertThat(client.send("GET", "/v1/torrents", null, "Origin", PAGE).response().headers().map())
                .doesNotContainKey("access-control-allow-origin");

        patch("{\"api\": {\"cors\": {\"origins\": [\"" + PAGE + "\"]}}}");

        assertThat(
                client.send("GET", "/v1/torrents", null, "Origin", PAGE)
                        .response()
                        .headers()
                        .firstValue("Access-Control-Allow-Origin"))
                .contains(PAGE);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void refusesAPageThatWouldTakeItselfOffTheList(boolean isDryRun) throws Exception {
        patch("{\"api\": {\"cors\": {\"origins\": [\"" + PAGE + "\", \"http://localhost:5173\"]}}}");
        var path = "/v1/config?dryRun=" + isDryRun;
        var without = "{\"api\": {\"cors\": {\"origins\": [\"http://localhost:5173\"]}}}";

        var refused = client.patch(path, without, "Origin", PAGE);

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.at("/errors/0/pointer").asString()).isEqualTo("/api/cors/origins");
        assertThat(refused.at("/errors/0/detail").asString()).contains(PAGE);
        assertThat(client.patch(path, "{\"api\": null}", "Origin", PAGE).status()).isEqualTo(422);
        assertThat(client.patch(path, without, "Origin", "http://localhost:5173").status()).isEqualTo(200);
    }

    @Test
    void refusesToGoBackToWhereThePageWasNotListed() throws Exception {
        var before = patch("{\"limits\": {\"uploadBytesPerSecond\": 7}}").at("/revision").asLong();
        patch("{\"limits\": null, \"api\": {\"cors\": {\"origins\": [\"" + PAGE + "\"]}}}");

        var refused = client.send("POST", "/v1/config/revisions/" + before + "/restore", "", "Origin", PAGE);

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.at("/errors/0/pointer").asString()).isEqualTo("/api/cors/origins");
    }

    @Test
    void takesBodiesUpToTheBoundThatIsSet() throws Exception {
        patch("{\"api\": {\"bounds\": {\"bodyBytes\": 65536}}}");

        assertThat(client.patch("/v1/config", "{}" + " ".repeat(65_534)).status()).isEqualTo(200);
        assertThat(client.patch("/v1/config", "{}" + " ".repeat(65_535)).problem())
                .isEqualTo("content-too-large");
    }

    @Test
    void takesMetainfoUpToTheBoundThatIsSet() throws Exception {
        patch("{\"api\": {\"bounds\": {\"metainfoBytes\": 65536}}}");

        var refused = client.post("/v1/torrents", "{\"metainfo\": \"" + "AAAA".repeat(21_846) + "\"}");
        var unreadable = client.post("/v1/torrents", "{\"metainfo\": \"" + "AAAA".repeat(21_845) + "\"}");

        assertThat(refused.at("/errors/0/detail").asString()).contains("at most 65536");
        assertThat(unreadable.problem()).isEqualTo("unreadable-metainfo");
    }

    @Test
    void opensEventStreamsUpToTheBoundThatIsSet() throws Exception {
        patch("{\"api\": {\"bounds\": {\"eventStreams\": 1}}}");

        try (var first = client.lines("/v1/events").body()) {
            assertThat(first.findFirst()).isPresent();
            assertThat(client.get("/v1/events").problem()).isEqualTo("too-many-streams");
        }
    }

    @Test
    void holdsConnectionsToTheBoundsThatWereSetBeforeTheStart() throws Exception {
        var changed = patch("{\"api\": {\"bounds\": {\"headerBytes\": 4096, \"idleTimeout\": \"PT1S\"}}}");
        assertThat(changed.at("/restartRequired").toString())
                .isEqualTo("[\"/api/bounds/headerBytes\",\"/api/bounds/idleTimeout\"]");
        assertThat(withHeader(5_000).status()).isEqualTo(200);

        restart();

        assertThat(withHeader(3_000).status()).isEqualTo(200);
        assertThat(withHeader(5_000).problem()).isEqualTo("request-header-fields-too-large");
        assertThat(closedAfter("GET /health HTTP/1.1\r\nHost: x\r\n\r\n")).startsWith("HTTP/1.1 200");
        assertThat(closedAfter("GET /health HT")).isEmpty();
        assertThat(closedAfter("GET /health HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf"))
                .startsWith("HTTP/1.1 ");
        assertThat(
                closedAfter(
                        "PATCH /v1/config HTTP/1.1\r\nHost: x\r\nX-Revaer-Api-Key: " + key()
                                + "\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "/api/trustedProxies | [\"10.0.0.1\", \"media.example\"] | /api/trustedProxies/1",
            "/api/trustedProxies | [\"0.0.0.0/0\"] | /api/trustedProxies/0",
            "/api/cors/origins | [\"*\"] | /api/cors/origins/0",
            "/api/cors/origins | [\"https://media.example/\"] | /api/cors/origins/0",
            "/api/tls/certificate | \"/a.pem\" | /api/tls/privateKey",
            "/api/tls/privateKey | \"/a.pem\" | /api/tls/certificate",
            "/api/tls | {\"certificate\": \"a.pem\", \"privateKey\": \"/a\"} | /api/tls/certificate",
            "/api/bounds/bodyBytes | 65535 | /api/bounds/bodyBytes",
            "/api/bounds/metainfoBytes | 67108865 | /api/bounds/metainfoBytes",
            "/api/bounds/headerBytes | 4095 | /api/bounds/headerBytes",
            "/api/bounds/eventStreams | 0 | /api/bounds/eventStreams",
            "/api/bounds/idleTimeout | \"PT0.5S\" | /api/bounds/idleTimeout",
            "/api/bounds/idleTimeout | \"soon\" | /api/bounds/idleTimeout"})
    void refusesWhatMakesNoSense(String pointer, String value, String fault) throws Exception {
        var tree = Documents.STRICT.readTree(value);

        var refused = patch(SettingsSchemaTest.set(pointer, tree).toString());

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.at("/errors/0/pointer").asString()).isEqualTo(fault);
    }

    /// What is heard on a connection, until it is closed, after this was sent and nothing more.
    private static String closedAfter(String sent) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), service.options().listen().port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(sent.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String key() throws IOException {
        return Files.readString(service.options().cliFile())
                .replaceAll("(?s).*apiKey = \"([^\"]+)\".*", "$1");
    }

    private static ServiceClient.Answer withHeader(int bytes) throws Exception {
        return client.send("GET", "/health", null, "X-Filler", "x".repeat(bytes));
    }

    private static ServiceClient.Answer patch(String patch) throws Exception {
        return client.patch("/v1/config", patch);
    }

    private static void restart() throws IOException {
        stop();
        service = ServiceFixture.start(temp.toRealPath(), database);
        client = ServiceClient.of(service.options().url(), service.options().cliFile());
    }
}
