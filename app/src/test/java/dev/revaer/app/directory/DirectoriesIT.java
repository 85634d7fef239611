package dev.revaer.app.directory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Random;

import dev.revaer.app.Patience;
import dev.revaer.app.SeedingPeer;
import dev.revaer.app.ServiceClient;
import dev.revaer.app.ServiceClient.Answer;
import dev.revaer.app.ServiceFixture;
import dev.revaer.app.database.DatabaseFixture;
import dev.revaer.engine.InfoHash;
import dev.revaer.engine.MetainfoReader;
import dev.revaer.engine.event.EventType;
import dev.revaer.engine.session.metainfo.LibtorrentMetainfo;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/// Where torrents go that are added by the settings `engine.directories`.
@Timeout(120)
class DirectoriesIT {
    private static final int MIB = 1 << 20;

    private static final int RATE = 4 * MIB;

    @TempDir
    private static Path temp;
    private static int lastFilm;
    private static Path directory;
    private static Path downloads;
    private static Path incomplete;
    private static ServiceFixture service;
    private static ServiceClient client;
    private static MetainfoReader reader;
    private String film = "Film";

    @BeforeAll
    static void start() throws IOException {
        directory = temp.toRealPath();
        downloads = directory.resolve("data/downloads");
        incomplete = downloads.resolve("incomplete");
        reader = new LibtorrentMetainfo(directory.resolve("native"));
        service = ServiceFixture.start(directory, DatabaseFixture.freshDatabase());
        client = ServiceClient.of(service.options().url(), service.options().cliFile());
    }

    @AfterAll
    static void stop() {
        client.close();
        service.close();
    }

    @BeforeEach
    void chooseName() {
        film = "Film" + ++lastFilm;
    }

    @AfterEach
    void forgetTorrents() throws Exception {
        for (var torrent : service.catalog().torrents()) {
            client.delete("/v1/torrents/" + torrent.infoHash());
        }
        set("null");
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', value = {
            "downloads | \"films\" | must be an absolute directory",
            "downloads | 7 | must be string or null",
            "downloads | \"/etc\" | must lie in ",
            "incomplete | \"incomplete\" | must be an absolute directory",
            "incomplete | \"/tmp/../etc\" | must lie in "})
    void refusesWhatCannotBeUsed(String name, String value, String reason) throws Exception {
        var refused = set("{\"%s\": %s}".formatted(name, value));

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.at("/errors/0/pointer").asString()).isEqualTo("/engine/directories/" + name);
        assertThat(refused.at("/errors/0/detail").asString()).startsWith(reason);
        assertThat(client.get("/v1/config").at("/settings/engine/directories/" + name).isNull()).isTrue();
    }

    @Test
    void takesTheUsualDirectoryWhereNoneIsNamed() throws Exception {
        var films = downloads.resolve("films");
        var series = downloads.resolve("series");
        client.put("/v1/categories/series", "{\"downloadDir\": \"" + series + "\"}");
        client.put("/v1/categories/plain", "{}");
        assertThat(add(torrent("before"), body -> {}).downloadDir()).isEqualTo(downloads.toString());

        assertThat(set("{\"downloads\": \"" + films + "\"}").status()).isEqualTo(200);

        assertThat(add(torrent("usual"), body -> {}).downloadDir()).isEqualTo(films.toString());
        assertThat(add(torrent("plain"), body -> body.put("category", "plain")).downloadDir())
                .isEqualTo(films.toString());
        assertThat(add(torrent("series"), body -> body.put("category", "series")).downloadDir())
                .isEqualTo(series.toString());
        assertThat(add(torrent("own"), body -> body.put("downloadDir", downloads + "/own")).downloadDir())
                .isEqualTo(downloads + "/own");
        set("{\"downloads\": null}");
        assertThat(add(torrent("after"), body -> {}).downloadDir()).isEqualTo(downloads.toString());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void downloadsToTheIncompleteDirectoryAndGoesWhereItBelongsOnceComplete(boolean isMagnet)
            throws Exception {
        useIncomplete();
        var films = downloads.resolve("films");
        client.put("/v1/categories/films", "{\"downloadDir\": \"" + films + "\"}");
        try (var seed = seed("origin", RATE)) {
            var hash = add(seed, isMagnet, body -> body.put("category", "films"));
            Patience.until("a part", () -> torrent(hash).at("/progress").asDouble() > 0);
            var early = torrent(hash);
            // what is begun goes on as it was begun
            set("{\"incomplete\": null}");

            assertThat(early.at("/downloadDir").asString()).isEqualTo(films.toString());
            assertThat(early.at("/contentPath").asString())
                    .isEqualTo(incomplete.resolve(hash + "/" + film).toString());
            Patience.until("its folder", () -> Files.exists(incomplete.resolve(hash.hex())));
            assertThat(films.resolve(film)).doesNotExist();
            var told = service.eventsUntil(hash, EventType.FSOPS_COMPLETED);
            assertSame(film, films);
            assertThat(incomplete.resolve(String.valueOf(hash))).doesNotExist();
            assertSame(film, directory.resolve("data/library"));
            assertThat(types(told)).containsSubsequence("completed", "torrent_updated", "fsops_started");
            assertThat(types(told)).containsOnlyOnce("completed", "fsops_started");
            assertThat(torrent(hash).at("/downloadDir").asString()).isEqualTo(films.toString());
            assertThat(torrent(hash).at("/contentPath").asString())
                    .isEqualTo(films.resolve(film).toString());
            Patience.until("seeding", () -> torrent(hash).at("/state").asString().equals("seeding"));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void usesFilesThatLieWhereItBelongs(boolean isMagnet) throws Exception {
        useIncomplete();
        try (var seed = seed("origin", 0)) {
            copy(film, downloads);
            var inode = Files.getAttribute(downloads.resolve(film + "/a.bin"), "unix:ino");

            var hash = add(seed, isMagnet, body -> {});

            service.eventsUntil(hash, EventType.FSOPS_COMPLETED);
            assertThat(torrent(hash).at("/contentPath").asString())
                    .isEqualTo(downloads.resolve(film).toString());
            assertThat(Files.getAttribute(downloads.resolve(film + "/a.bin"), "unix:ino")).isEqualTo(inode);
            assertSame(film, downloads);
            Patience.until("nothing left", () -> Files.notExists(incomplete.resolve(hash.hex())));
            assertThat(seed.uploadedBytes()).isLessThan(2 * MIB + MIB / 2);
        }
    }

    @Test
    void leavesASeedWhereItIs() throws Exception {
        useIncomplete();
        var metainfo = torrent(film);
        copy(film, downloads);

        var added = add(metainfo, body -> body.put("seedMode", true));

        assertThat(added.contentPath()).isEqualTo(downloads.resolve(film).toString());
        service.eventsUntil(added.hash(), EventType.FSOPS_COMPLETED);
        assertThat(incomplete.resolve(added.hash().hex())).doesNotExist();
    }

    @Test
    void goesElsewhereOnceCompleteIfItWasMovedBefore() throws Exception {
        useIncomplete();
        var other = downloads.resolve("other");
        try (var seed = seed("origin", RATE)) {
            var hash = add(seed, false, body -> {});
            Patience.until("a part", () -> torrent(hash).at("/progress").asDouble() > 0);

            var moved = move(hash, other);

            assertThat(moved.status()).isEqualTo(202);
            assertThat(moved.at("/state").asString()).isEqualTo("deferred");
            assertThat(torrent(hash).at("/downloadDir").asString()).isEqualTo(other.toString());
            assertThat(torrent(hash).at("/contentPath").asString()).startsWith(incomplete.toString());
            service.eventsUntil(hash, EventType.FSOPS_COMPLETED);
            assertSame(film, other);
            assertThat(downloads.resolve(film)).doesNotExist();
            assertThat(incomplete.resolve(hash.hex())).doesNotExist();
        }
    }

    @Test
    void staysWhereItIsIfItIsMovedThere() throws Exception {
        useIncomplete();
        try (var seed = seed("origin", RATE)) {
            var hash = add(seed, false, body -> {});
            var own = incomplete.resolve(hash.hex());

            assertThat(move(hash, own).at("/state").asString()).isEqualTo("completed");

            service.eventsUntil(hash, EventType.FSOPS_COMPLETED);
            assertSame(film, own);
            assertThat(torrent(hash).at("/downloadDir").asString()).isEqualTo(own.toString());
        }
    }

    @Test
    void saysWhatStandsInItsWayAndWaits() throws Exception {
        useIncomplete();
        var other = downloads.resolve("other");
        try (var seed = seed("origin", RATE)) {
            var hash = add(seed, false, body -> {});
            Patience.until("a part", () -> torrent(hash).at("/progress").asDouble() > 0);
            Files.createDirectories(downloads.resolve(film));
            Files.writeString(downloads.resolve(film + "/b.bin"), "mine");

            var failure = service.eventsUntil(hash, EventType.FAILURE).getLast();

            assertThat(failure.at("/data/reason").asString())
                    .contains("cannot go to " + downloads, film + "/b.bin is there already");
            assertThat(torrent(hash).at("/fsops/state").asString()).isEqualTo("queued");
            assertThat(torrent(hash).at("/state").asString()).isEqualTo("seeding");
            assertThat(downloads.resolve(film + "/b.bin")).hasContent("mine");
            assertThat(move(hash, other).at("/state").asString()).isEqualTo("completed");
            service.eventsUntil(hash, EventType.FSOPS_COMPLETED);
            assertSame(film, other);
        }
    }

    @Test
    void removesItsDataWhereverTheyAre() throws Exception {
        useIncomplete();
        try (var seed = seed("origin", RATE)) {
            var hash = add(seed, false, body -> {});
            Patience.until("a part", () -> torrent(hash).at("/progress").asDouble() > 0);
            Patience.until("a file", () -> Files.exists(incomplete.resolve(hash + "/" + film)));

            assertThat(client.delete("/v1/torrents/" + hash + "?deleteData=true").status()).isEqualTo(204);

            assertThat(incomplete.resolve(hash.hex())).doesNotExist();
            assertThat(downloads.resolve(film)).doesNotExist();
        }
    }

    @Test
    void keepsTorrentsOfOneNameApart() throws Exception {
        useIncomplete();
        try (var first = seed("origin", 0);
                var second = seed("again", 0)) {
            var one = add(first, false, body -> body.put("downloadDir", downloads + "/one"));
            var two = add(second, false, body -> body.put("downloadDir", downloads + "/two"));

            service.eventsUntil(one, EventType.COMPLETED);
            service.eventsUntil(two, EventType.COMPLETED);

            for (var hash : List.of(one, two)) {
                Patience.until(
                        "moved",
                        () -> !torrent(hash).at("/contentPath").asString().startsWith(incomplete.toString()));
            }
            assertSame(directory.resolve("origin/" + film), downloads.resolve("one/" + film));
            assertSame(directory.resolve("again/" + film), downloads.resolve("two/" + film));
        }
    }

    private void useIncomplete() throws Exception {
        assertThat(set("{\"incomplete\": \"" + incomplete + "\"}").status()).isEqualTo(200);
    }

    private Answer set(String directories) throws Exception {
        return client.patch("/v1/config", "{\"engine\": {\"directories\": " + directories + "}}");
    }

    private Answer move(InfoHash hash, Path to) throws Exception {
        return client.post("/v1/torrents/" + hash + "/move", "{\"downloadDir\": \"" + to + "\"}");
    }

    private JsonNode torrent(InfoHash hash) throws Exception {
        return client.get("/v1/torrents/" + hash).json();
    }

    /// What is said of a torrent that was added.
    private record Added(InfoHash hash, String downloadDir, String contentPath) {}

    /// More of a request.
    @FunctionalInterface
    private interface Wish {
        void put(ObjectNode body);
    }

    private Added add(byte[] metainfo, Wish wish) throws Exception {
        var body = JsonMapper.shared().createObjectNode();
        return post(body.put("metainfo", Base64.getEncoder().encodeToString(metainfo)), wish);
    }

    /// Adds what somebody seeds.
    private InfoHash add(SeedingPeer seed, boolean isMagnet, Wish wish) throws Exception {
        if (isMagnet) {
            return post(JsonMapper.shared().createObjectNode().put("magnet", seed.magnet()), wish).hash();
        }
        var added = add(seed.metainfo(), wish);
        var peer = "{\"address\": \"127.0.0.1:" + seed.port() + "\"}";
        assertThat(client.post("/v1/torrents/" + added.hash() + "/peers", peer).status())
                .isBetween(200, 204);
        return added.hash();
    }

    private Added post(ObjectNode body, Wish wish) throws Exception {
        wish.put(body);
        var answer = client.post("/v1/torrents", body.toString());
        assertThat(answer.status()).as(answer.json().toString()).isEqualTo(201);
        return new Added(
                new InfoHash(answer.at("/infoHash").asString()),
                answer.at("/downloadDir").asString(),
                answer.at("/contentPath").asString(""));
    }

    /// Sends so slowly that it takes a while.
    private SeedingPeer seed(String folder, int bytesPerSecond) throws Exception {
        var origin = directory.resolve(folder).resolve(film);
        write(origin);
        return SeedingPeer.of(origin, directory.resolve("native"), bytesPerSecond);
    }

    /// The metainfo of content that lies elsewhere.
    private byte[] torrent(String name) throws IOException {
        var origin = directory.resolve("origin").resolve(name);
        write(origin);
        return reader.create(origin);
    }

    private static void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        var random = new Random(folder.hashCode());
        for (var name : List.of("a.bin", "b.bin")) {
            var bytes = new byte[MIB];
            random.nextBytes(bytes);
            Files.write(folder.resolve(name), bytes);
        }
    }

    private void copy(String name, Path to) throws IOException {
        Files.createDirectories(to.resolve(name));
        for (var file : List.of("a.bin", "b.bin")) {
            Files.copy(
                    directory.resolve("origin").resolve(name).resolve(file),
                    to.resolve(name).resolve(file));
        }
    }

    private void assertSame(String name, Path in) throws IOException {
        assertSame(directory.resolve("origin").resolve(name), in.resolve(name));
    }

    private static void assertSame(Path origin, Path there) throws IOException {
        for (var file : List.of("a.bin", "b.bin")) {
            assertThat(Files.mismatch(origin.resolve(file), there.resolve(file))).as(file).isEqualTo(-1);
        }
    }

    private static List<String> types(List<JsonNode> events) {
        return events.stream().map(event -> event.path("type").asString()).toList();
    }
}
