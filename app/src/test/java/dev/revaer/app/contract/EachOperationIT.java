package dev.revaer.app.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import dev.revaer.app.Patience;
import dev.revaer.app.ServiceClient;
import dev.revaer.app.ServiceClient.Answer;
import dev.revaer.app.ServiceFixture;
import dev.revaer.app.config.access.AccessOptions;
import dev.revaer.app.database.DatabaseFixture;
import dev.revaer.engine.MetainfoReader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/// Asks the running service for each operation of `openapi.json`, once as it should be asked and once as it should not.
/// An operation that nobody asks for here fails the test.
class EachOperationIT {
    private static final JsonNode CONTRACT = contract();
    /// Good only while files are on their way to another volume, or once a hook was given up: `VolumesIT`, `HooksIT`.
    private static final Set<String> SEEN_ELSEWHERE = Set.of("getMove", "retryHookDelivery");
    private static final String TRACKER = "http://127.0.0.1:9/announce";
    private static final String WEB_SEED = "http://127.0.0.1:9/files/";

    @TempDir
    private Path temp;

    private final Set<String> good = new HashSet<>();
    private ServiceFixture service;
    private ServiceClient client;

    @BeforeEach
    void start() throws Exception {
        service = ServiceFixture.startAsItIs(
                temp.toRealPath(),
                DatabaseFixture.freshDatabase(),
                new AccessOptions(false, null, List.of()));
        client = ServiceClient.withKey(service.options().url(), "");
    }

    @AfterEach
    void stop() {
        client.close();
        service.close();
    }

    @Test
    void answersEachAsTheContractSays() throws Exception {
        setUp();
        keys();
        settings();
        labels();
        network();
        creation();
        torrent();
        postProcessing();
        backup();
        readings();

        var all = new TreeSet<>(operations().keySet());
        all.removeAll(SEEN_ELSEWHERE);
        assertThat(good).containsExactlyInAnyOrderElementsOf(all);
        for (var operation : operations().entrySet()) {
            refuse(operation.getKey(), operation.getValue());
        }
    }

    private void setUp() throws Exception {
        var token = good("POST", "/admin/setup/start", null).at("/token").asString();
        var answer = client.send(
                "POST",
                "/admin/setup/complete",
                "{\"label\": \"me\"}",
                "X-Revaer-Setup-Token",
                token);
        check("POST", "/admin/setup/complete", answer);
        client.close();
        client = ServiceClient.withKey(service.options().url(), answer.at("/secret").asString());
    }

    private void keys() throws Exception {
        var issued = good("POST", "/admin/api-keys", "{\"label\": \"tv\", \"scopes\": [\"read\"]}");
        good("GET", "/admin/api-keys", null);
        var id = issued.at("/key/id").asString(issued.at("/id").asString(""));
        var rotated = good("POST", "/admin/api-keys/" + id + "/rotate", "{\"grace\": \"PT1M\"}");
        good(
                "DELETE",
                "/admin/api-keys/" + rotated.at("/key/id").asString(rotated.at("/id").asString("")),
                null);
    }

    private void settings() throws Exception {
        var revision = good("PATCH", "/v1/config", "{\"limits\": {\"uploadBytesPerSecond\": 1000000}}")
                .at("/revision")
                .asLong();
        good("GET", "/v1/config", null);
        good("GET", "/v1/config/effective", null);
        good("GET", "/v1/config/schema", null);
        good("GET", "/v1/config/revisions", null);
        good("GET", "/v1/config/revisions/" + revision, null);
        good("POST", "/v1/config/revisions/" + revision + "/restore", null);
    }

    private void labels() throws Exception {
        good("PUT", "/v1/categories/films", "{\"seedGoals\": {\"ratio\": 2.0}}");
        good("GET", "/v1/categories", null);
        good("DELETE", "/v1/categories/films", null);
        good("PUT", "/v1/tags/new", "{}");
        good("GET", "/v1/tags", null);
        good("DELETE", "/v1/tags/new", null);
    }

    private void network() throws Exception {
        good("GET", "/v1/network", null);
        good("POST", "/v1/network/bans", "{\"address\": \"192.0.2.7\"}");
        good("GET", "/v1/network/bans", null);
        good("DELETE", "/v1/network/bans/192.0.2.7", null);
    }

    private void creation() throws Exception {
        var file = Files.writeString(service.options().downloadDir().resolve("made.txt"), "made");
        var id = good("POST", "/v1/create", "{\"path\": \"" + file + "\"}").at("/id").asString();
        var path = "/v1/create/" + id;
        Patience.until("made", () -> client.get(path).at("/state").asString().equals("completed"));
        good("GET", "/v1/create", null);
        good("GET", path, null);
        good("GET", path + ".torrent", null);
        good("DELETE", path, null);
    }

    private void torrent() throws Exception {
        var folder = Files.createDirectories(service.options().downloadDir().resolve("film"));
        Files.writeString(folder.resolve("film.mkv"), "film");
        Files.writeString(folder.resolve("film.nfo"), "about it");
        var torrent = "/v1/torrents/" + add(folder);
        good("GET", "/v1/torrents", null);
        Patience.until("in the library", () -> fsops(torrent).equals("completed"));
        good("GET", torrent, null);
        good("PATCH", torrent, "{\"tags\": [\"seen\"]}");
        good("GET", torrent + ".torrent", null);
        good("GET", torrent + "/events", null);
        var index = good("GET", torrent + "/files", null).at("/items")
                .valueStream()
                .filter(file -> file.path("path").asString().endsWith("film.nfo"))
                .findFirst()
                .orElseThrow()
                .path("index")
                .asInt();
        good("GET", torrent + "/pieces", null);
        good("POST", torrent + "/files/rename", "{\"index\": " + index + ", \"to\": \"film/about.nfo\"}");
        good("POST", torrent + "/select", "{\"exclude\": [\"*.nfo\"]}");
        good("GET", torrent + "/trackers", null);
        good("PUT", torrent + "/trackers", "{\"trackers\": [{\"url\": \"" + TRACKER + "\", \"tier\": 0}]}");
        good(
                "POST",
                torrent + "/trackers",
                "{\"trackers\": [{\"url\": \"" + TRACKER + "2\", \"tier\": 1}]}");
        good("PATCH", torrent + "/trackers", "{\"url\": \"" + TRACKER + "2\", \"tier\": 2}");
        good("DELETE", torrent + "/trackers?url=" + encoded(TRACKER), null);
        good("POST", torrent + "/web-seeds", "{\"webSeeds\": [\"" + WEB_SEED + "\"]}");
        good("GET", torrent + "/web-seeds", null);
        good("DELETE", torrent + "/web-seeds?url=" + encoded(WEB_SEED), null);
        good("GET", torrent + "/peers", null);
        good("POST", torrent + "/peers", "{\"address\": \"127.0.0.1:9\"}");
        good("POST", torrent + "/peers/ban", "{\"address\": \"127.0.0.9\"}");
        good("POST", torrent + "/action", "{\"action\": \"pause\"}");
        var hash = torrent.substring(torrent.lastIndexOf('/') + 1);
        good("POST", "/v1/torrents/actions", "{\"action\": \"resume\", \"hashes\": [\"" + hash + "\"]}");
        good(
                "POST",
                torrent + "/move",
                "{\"downloadDir\": \"" + service.options().downloadDir().resolve("moved") + "\"}");
        good("DELETE", torrent + "?deleteData=true", null);
    }

    private void postProcessing() throws Exception {
        var file = Files.writeString(service.options().downloadDir().resolve("taken.txt"), "new");
        Files.writeString(service.options().libraryDir().resolve("taken.txt"), "old");
        var torrent = "/v1/torrents/" + add(file);
        Patience.until("the name to be taken", () -> fsops(torrent).equals("failed"));
        good("GET", torrent + "/fsops", null);
        good("POST", torrent + "/fsops/plan", null);
        good("POST", torrent + "/fsops/retry", null);
        good("GET", "/v1/fsops/jobs", null);
        good("GET", "/v1/fsops/hooks/deliveries", null);
        good("PATCH", "/v1/config", "{\"fsops\": {\"paused\": true}}");
        var waiting = "/v1/torrents/" + add(Files.writeString(file.resolveSibling("waits.txt"), "waits"));
        Patience.until("queued", () -> fsops(waiting).equals("queued"));
        good("POST", waiting + "/fsops/cancel", null);
    }

    private void backup() throws Exception {
        good("GET", "/v1/backup", null);
        var archive = client.bytes("/v1/backup");
        check("POST", "/v1/restore", client.upload("/v1/restore?dryRun=true", archive, "application/zip"));
    }

    private void readings() throws Exception {
        for (var path : List.of("/livez", "/readyz", "/health", "/health/full", "/v1/stats", "/v1/audit")) {
            good("GET", path, null);
        }
        good("GET", "/v1/fs/browse?path=" + encoded(service.options().downloadDir().toString()), null);
        for (var path : List.of("/v1/events", "/v1/logs")) {
            var stream = client.lines(path);
            stream.body().close();
            assertThat(stream.statusCode()).isEqualTo(200);
            good.add(CONTRACT.at("/paths").path(path).at("/get/operationId").asString());
        }
    }

    private String add(Path content) throws Exception {
        var metainfo = Base64.getEncoder().encodeToString(service.bean(MetainfoReader.class).create(content));
        return good("POST", "/v1/torrents", "{\"metainfo\": \"" + metainfo + "\"}").at("/infoHash")
                .asString();
    }

    private String fsops(String torrent) throws Exception {
        return client.get(torrent).at("/fsops/state").asString("");
    }

    private Answer good(String method, String path, @Nullable String body) throws Exception {
        return check(method, path, client.send(method, path, body));
    }

    private Answer check(String method, String path, Answer answer) {
        var operation = operation(method, path.replaceAll("\\?.*", ""));
        assertThat(answer.status()).as("%s %s: %s", method, path, answer.response().body())
                .isBetween(200, 299);
        assertThat(operation.path("responses").has(String.valueOf(answer.status())))
                .as("%s %s is said to answer %s", method, path, answer.status())
                .isTrue();
        good.add(operation.path("operationId").asString());
        return answer;
    }

    /// Without a key, with a parameter that it does not have, or for a form that it does not have.
    private void refuse(String id, String[] operation) throws Exception {
        var path = operation[1].replaceAll("\\{[a-z]+}", "0".repeat(40));
        var answers = Map.of(
                "unknown parameter",
                client.send(operation[0], path + "?nonsense=1", null),
                "no key",
                withoutKey(operation[0], path),
                "a form it does not have",
                client.send(operation[0], path, null, "Accept", "text/csv"));
        assertThat(answers.values()).as(id)
                .anySatisfy(answer -> assertThat(answer.status()).isBetween(400, 499))
                .allSatisfy(answer -> assertThat(answer.status()).isLessThan(500));
        answers.values().stream().filter(answer -> answer.status() >= 400).forEach(answer -> {
            assertThat(answer.response().headers().firstValue("Content-Type")).as(id)
                    .contains("application/problem+json");
            assertThat(answer.at("/status").asInt()).as(id).isEqualTo(answer.status());
        });
    }

    private Answer withoutKey(String method, String path) throws Exception {
        try (var stranger = ServiceClient.withKey(service.options().url(), "")) {
            return stranger.send(method, path, null);
        }
    }

    private static JsonNode operation(String method, String path) {
        var paths = CONTRACT.path("paths");
        var form = paths.propertyStream()
                .map(Map.Entry::getKey)
                .filter(
                        template -> path
                                .matches(template.replace(".", "\\.").replaceAll("\\{[a-z]+}", "[^/]+")))
                .min((a, b) -> Integer.compare(literal(b), literal(a)))
                .orElseThrow(() -> new AssertionError(path + " is described nowhere"));
        return paths.path(form).path(method.toLowerCase(Locale.ROOT));
    }

    /// The more literal one is meant.
    private static int literal(String template) {
        return template.replaceAll("\\{[a-z]+}", "").length() - (template.contains("{") ? 1000 : 0);
    }

    private static Map<String, String[]> operations() {
        var operations = new TreeMap<String, String[]>();
        CONTRACT.path("paths")
                .propertyStream()
                .forEach(
                        path -> path.getValue()
                                .propertyStream()
                                .filter(member -> member.getValue().has("operationId"))
                                .forEach(
                                        member -> operations.put(
                                                member.getValue().path("operationId").asString(),
                                                new String[]{member.getKey().toUpperCase(Locale.ROOT),
                                                        path.getKey()})));
        return operations;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static JsonNode contract() {
        try {
            return JsonMapper.shared().readTree(Files.readString(Path.of("../openapi.json")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
