package dev.revaer.app.backup;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

import dev.revaer.app.Patience;
import dev.revaer.app.ServiceClient;
import dev.revaer.app.ServiceClient.Answer;
import dev.revaer.app.ServiceFixture;
import dev.revaer.app.database.DatabaseFixture;
import dev.revaer.engine.MetainfoReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(120)
class BackupIT {
    private static final String MAGNET = "magnet:?xt=urn:btih:0123456789abcdef0123456789abcdef01234567&dn=later";
    private static final String LATER = "/v1/torrents/0123456789abcdef0123456789abcdef01234567";

    @TempDir
    private Path temp;
    private Path directory;
    private ServiceFixture service;
    private ServiceClient client;

    @BeforeEach
    void start() throws Exception {
        directory = temp.toRealPath();
        begin();
    }

    private void begin() throws Exception {
        service = ServiceFixture.start(directory, DatabaseFixture.freshDatabase());
        client = ServiceClient.of(service.options().url(), service.options().cliFile());
    }

    private void end() {
        client.close();
        service.close();
    }

    @AfterEach
    void stop() {
        end();
    }

    @Test
    void bringsEverythingBackIntoAnEmptyDatabase() throws Exception {
        var film = "/v1/torrents/" + fill();
        var before = client.get(film).json();
        var lastEvent = lastEvent();
        var backup = client.bytes("/v1/backup");
        end();
        Files.delete(service.options().cliFile());
        begin();

        var preview = restore(backup, "?dryRun=true");
        assertThat(preview.at("/torrents/added").asInt()).isEqualTo(2);
        assertThat(preview.at("/settings/changed").valueStream().map(JsonNode::asString))
                .contains("/limits/uploadBytesPerSecond", "/fsops/archives/passwords");
        assertThat(client.get("/v1/torrents").at("/items")).isEmpty();

        var done = restore(backup, "");
        assertThat(done.at("/torrents/added").asInt()).isEqualTo(2);
        assertThat(done.at("/torrents/refused").asInt()).isZero();
        assertThat(done.at("/keys/refused").asInt()).as("keys left out").isEqualTo(1);
        Patience.until("seeding", () -> state(film).equals("seeding"));
        var after = client.get(film).json();
        for (var member : List.of(
                "name",
                "addedAt",
                "downloadDir",
                "tags",
                "limits",
                "receivedBytes",
                "fsops")) {
            assertThat(after.path(member)).as(member).isEqualTo(before.path(member));
        }
        assertThat(after.path("completedAt").asString().substring(0, 23))
                .isEqualTo(before.path("completedAt").asString().substring(0, 23));
        assertThat(states(film)).as("states it went through").doesNotContain("checking");
        assertThat(client.get(LATER).at("/category").asString()).isEqualTo("films");
        assertThat(state(LATER)).isEqualTo("paused");
        assertThat(client.get("/v1/config/revisions").at("/items")).hasSize(2);
        assertThat(client.get("/v1/config").at("/settings/limits/uploadBytesPerSecond").asLong())
                .isEqualTo(1_000_000);
        assertThat(client.get("/v1/network/bans").at("/items/0/address").asString()).isEqualTo("192.0.2.7");
        assertThat(client.get("/v1/categories").at("/items/0/name").asString()).isEqualTo("films");
        assertThat(lastEvent()).isGreaterThan(lastEvent);
    }

    @Test
    void changesNothingWhereAllIsAsItWas() throws Exception {
        fill();
        var backup = client.bytes("/v1/backup");
        var revisions = client.get("/v1/config/revisions").json();
        var last = lastEvent();

        var done = restore(backup, "?keys=true");

        assertThat(done.at("/torrents/kept").asInt()).isEqualTo(2);
        for (var part : List.of("categories", "tags", "bans", "keys", "torrents")) {
            assertThat(done.at("/" + part + "/added").asInt()).as(part).isZero();
            assertThat(done.at("/" + part + "/changed").asInt()).as(part).isZero();
        }
        assertThat(done.at("/settings/changed")).isEmpty();
        assertThat(done.at("/journal/goesOn").asBoolean()).isFalse();
        assertThat(client.get("/v1/config/revisions").json()).isEqualTo(revisions);
        assertThat(lastEvent()).isEqualTo(last);
    }

    @Test
    void givesBackWhatWasChangedAndKeysThatAreGone() throws Exception {
        var film = "/v1/torrents/" + fill();
        var issued = client.post("/admin/api-keys", "{\"label\": \"tv\", \"scopes\": [\"read\"]}");
        var backup = client.bytes("/v1/backup");
        client.patch(film, "{\"tags\": []}");
        client.patch("/v1/config", "{\"limits\": {\"uploadBytesPerSecond\": 5}}");
        client.delete("/admin/api-keys/" + issued.at("/key/id").asString());

        var done = restore(backup, "?keys=true");

        assertThat(done.at("/items")).hasSize(1);
        assertThat(done.at("/items/0/outcome").asString()).isEqualTo("changed");
        assertThat(client.get(film).at("/tags/0").asString()).isEqualTo("seen");
        assertThat(client.get("/v1/config").at("/settings/limits/uploadBytesPerSecond").asLong())
                .isEqualTo(1_000_000);
        try (var tv = ServiceClient.withKey(service.options().url(), issued.at("/secret").asString())) {
            assertThat(tv.get("/v1/stats").status()).isEqualTo(200);
        }
    }

    @Test
    void refusesWhatIsNoGoodBackup() throws Exception {
        fill();
        var good = client.bytes("/v1/backup");
        client.delete(LATER);
        var bad = new LinkedHashMap<String, byte[]>();
        bad.put("nothing", new byte[0]);
        bad.put("no zip", "hello".getBytes(StandardCharsets.UTF_8));
        bad.put("cut short", Arrays.copyOf(good, good.length / 2));
        bad.put(
                "newer",
                changed(good, parts -> replace(parts, "backup.json", "\"version\":1", "\"version\":2")));
        bad.put(
                "changed settings",
                changed(good, parts -> replace(parts, "settings.jsonl", "1000000", "1000001")));
        bad.put(
                "changed torrent",
                changed(good, parts -> replace(parts, LATER.substring(4) + ".json", "later", "other")));
        bad.put("no manifest", changed(good, parts -> parts.remove("manifest.json")));
        bad.put("stranger", changed(good, parts -> parts.put("../../etc/passwd", new byte[1])));
        bad.put("stranger among torrents", changed(good, parts -> {
            var manifest = parts.remove("manifest.json");
            parts.put("torrents/../x", new byte[1]);
            parts.put("manifest.json", manifest);
        }));
        bad.put("bomb", changed(good, parts -> parts.put("bans.jsonl", new byte[65 << 20])));

        for (var archive : bad.entrySet()) {
            var answer = client.upload("/v1/restore", archive.getValue(), "application/zip");

            assertThat(answer.problem()).as(archive.getKey()).isEqualTo("bad-backup");
            assertThat(answer.status()).isEqualTo(422);
        }
        assertThat(client.get(LATER).status()).isEqualTo(404);
        try (var left = Files.list(service.options().dataDir().resolve("backup"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void importsTorrentsAndLeavesAllElseAsItIs() throws Exception {
        var film = "/v1/torrents/" + fill();
        var torrents = changed(client.bytes("/v1/backup"), BackupIT::withoutParts);
        client.patch("/v1/config", "{\"limits\": {\"uploadBytesPerSecond\": 5}}");
        client.put("/v1/categories/films", "{\"seedGoals\": {\"ratio\": 3.0}}");
        client.patch(LATER, "{\"tags\": [\"mine\"]}");
        client.delete(film);
        Patience.until("gone", () -> client.get(film).status() == 404);
        var content = service.options().downloadDir().resolve("film.mkv");
        var away = Files.move(content, directory.resolve("away"));

        var refused = restore(torrents, "?import=true");
        assertThat(refused.at("/torrents/refused").asInt()).isEqualTo(1);
        assertThat(refused.at("/items").toString())
                .contains("its content should lie there: film.mkv", "kept");

        Files.move(away, content);
        var done = restore(torrents, "?import=true");
        assertThat(done.at("/torrents/added").asInt()).isEqualTo(1);
        assertThat(done.at("/torrents/kept").asInt()).isEqualTo(1);
        Patience.until("seeding", () -> state(film).equals("seeding"));
        assertThat(client.get(LATER).at("/tags/0").asString()).isEqualTo("mine");
        assertThat(client.get("/v1/config").at("/settings/limits/uploadBytesPerSecond").asLong())
                .isEqualTo(5);
        assertThat(client.get("/v1/categories").at("/items/0/seedGoals/ratio").asDouble()).isEqualTo(3);
    }

    /// As a client's torrents come: with categories, and nothing else.
    private static void withoutParts(Map<String, byte[]> parts) {
        var manifest = (ObjectNode) JsonMapper.shared().readTree(parts.remove("manifest.json"));
        for (var name : List
                .of("settings.jsonl", "tags.jsonl", "bans.jsonl", "keys.jsonl", "journal.json")) {
            parts.remove(name);
            ((ObjectNode) manifest.path("parts")).remove(name);
        }
        parts.put("manifest.json", manifest.toString().getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void refusesATorrentThatCannotLieHere() throws Exception {
        fill();
        var elsewhere = client.bytes("/v1/backup");
        end();
        directory = Files.createDirectory(directory.resolve("elsewhere"));
        begin();

        var done = restore(elsewhere, "");

        assertThat(done.at("/torrents/refused").asInt()).isEqualTo(2);
        assertThat(done.at("/items/0/reason").asString()).contains("must lie in");
        assertThat(done.at("/settings/changed")).isNotEmpty();
    }

    /// @return the torrent that is in the library
    private String fill() throws Exception {
        client.patch("/v1/config", "{\"limits\": {\"uploadBytesPerSecond\": 1000000}}");
        client.patch("/v1/config", "{\"fsops\": {\"archives\": {\"passwords\": [\"secret\"]}}}");
        client.put("/v1/categories/films", "{\"seedGoals\": {\"ratio\": 2.0}}");
        client.post("/v1/network/bans", "{\"address\": \"192.0.2.7\"}");
        var content = service.options().downloadDir().resolve("film.mkv");
        var bytes = new byte[300_000];
        new Random(7).nextBytes(bytes);
        Files.write(content, bytes);
        var metainfo = Base64.getEncoder()
                .encodeToString(service.bean(MetainfoReader.class).create(content));
        var hash = client.post(
                "/v1/torrents",
                "{\"metainfo\": \"" + metainfo
                        + "\", \"tags\": [\"seen\"], \"limits\": {\"uploadBytesPerSecond\": 7}}")
                .at("/infoHash")
                .asString();
        client.post(
                "/v1/torrents",
                "{\"magnet\": \"" + MAGNET + "\", \"paused\": true, \"category\": \"films\"}");
        var film = "/v1/torrents/" + hash;
        Patience.until(
                "in the library",
                () -> client.get(film).at("/fsops/state").asString("").equals("completed"));
        Patience.until(
                "resume data",
                () -> service.sql()
                        .fetchSingle("select count(resume_data) from torrent")
                        .get(0, int.class) > 0);
        return hash;
    }

    private JsonNode restore(byte[] backup, String query) throws Exception {
        Answer answer = client.upload("/v1/restore" + query, backup, "application/zip");
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
        return answer.json();
    }

    private String state(String torrent) throws Exception {
        return client.get(torrent).at("/state").asString("");
    }

    private Stream<String> states(String torrent) throws Exception {
        return client.get(torrent + "/events?type=state_changed")
                .at("/items")
                .valueStream()
                .map(event -> event.at("/data/to").asString());
    }

    private long lastEvent() {
        return service.sql().fetchSingle("select coalesce(max(id), 0) from event").get(0, long.class);
    }

    private static void replace(Map<String, byte[]> parts, String name, String from, String to) {
        parts.computeIfPresent(
                name,
                (_, content) -> new String(content, StandardCharsets.UTF_8).replace(from, to)
                        .getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] changed(byte[] archive, Consumer<Map<String, byte[]>> change) {
        var parts = new LinkedHashMap<String, byte[]>();
        var out = new ByteArrayOutputStream();
        try (var in = new ZipInputStream(new ByteArrayInputStream(archive));
                var zip = new ZipOutputStream(out)) {
            for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                parts.put(entry.getName(), in.readAllBytes());
            }
            change.accept(parts);
            for (var part : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(part.getValue());
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
