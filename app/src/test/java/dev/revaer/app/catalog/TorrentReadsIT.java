package dev.revaer.app.catalog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Random;

import dev.revaer.app.Patience;
import dev.revaer.app.SeedingPeer;
import dev.revaer.app.ServiceClient;
import dev.revaer.app.ServiceFixture;
import dev.revaer.app.database.DatabaseAddress;
import dev.revaer.app.database.DatabaseFixture;
import dev.revaer.engine.InfoHash;
import dev.revaer.engine.MetainfoReader;
import dev.revaer.engine.create.HashingProgress;
import dev.revaer.engine.create.MetainfoFormat;
import dev.revaer.engine.create.NewMetainfo;
import dev.revaer.engine.event.EventType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// What is read of torrents over HTTP and comes from metainfo, magnets and the journal, also after a restart.
@Timeout(120)
class TorrentReadsIT {
    private static final InfoHash UNKNOWN = new InfoHash("ab".repeat(20));

    @TempDir
    private Path temp;
    private Path directory;
    private DatabaseAddress database;
    private ServiceFixture service;
    private ServiceClient client;

    @BeforeEach
    void start() throws IOException {
        directory = temp.toRealPath();
        database = DatabaseFixture.freshDatabase();
        open();
    }

    @AfterEach
    void stop() {
        client.close();
        service.close();
    }

    @Test
    void areTheSameAfterARestart() throws Exception {
        var metainfo = made(
                "Shöw;1.mkv",
                MetainfoFormat.HYBRID,
                List.of(List.of("udp://127.0.0.1:9/announce")));
        var show = add(metainfo);
        service.add("magnet:?xt=urn:btih:" + UNKNOWN + "&tr=http%3A%2F%2F127.0.0.3%3A9%2Fannounce");
        var film = made("film.Bin", MetainfoFormat.V1, List.of());
        InfoHash fetched;
        try (var seed = SeedingPeer.of(content("film.Bin"), film, directory.resolve("native"), 0)) {
            fetched = service.addForced(seed.magnet() + "&tr=http%3A%2F%2F127.0.0.2%3A9%2Fannounce");
            service.eventsUntil(fetched, EventType.COMPLETED);
        }

        assertThat(client.bytes("/v1/torrents/" + show + ".torrent")).isEqualTo(metainfo);
        assertThat(client.get("/v1/torrents/" + UNKNOWN + ".torrent").problem())
                .isEqualTo("metadata-missing");
        filtersKnow(show, fetched);
        var before = history(fetched);

        restart();

        filtersKnow(show, fetched);
        var after = history(fetched);
        assertThat(after.subList(0, before.size())).isEqualTo(before);
        assertThat(before).anyMatch(event -> event.contains("\"torrent_added\""))
                .anyMatch(event -> event.contains("\"completed\""));
        assertThat(client.bytes("/v1/torrents/" + show + ".torrent")).isEqualTo(metainfo);
        var download = client.bytes("/v1/torrents/" + fetched + ".torrent");
        assertThat(reader().sources(download).trackers())
                .anyMatch(tracker -> tracker.url().equals("http://127.0.0.2:9/announce"));
        client.delete("/v1/torrents/" + fetched);
        assertThat(add(download)).isEqualTo(fetched);
        filtersKnow(show, fetched);
        assertThat(history(fetched)).anyMatch(event -> event.contains("\"torrent_removed\""));
    }

    private void filtersKnow(InfoHash show, InfoHash fetched) throws Exception {
        assertThat(hashes("extension=mkv")).containsExactly(show.hex());
        assertThat(hashes("extension=bin&extension=MKV"))
                .containsExactlyInAnyOrder(show.hex(), fetched.hex());
        assertThat(hashes("tracker=127.0.0.1")).containsExactly(show.hex());
        assertThat(hashes("tracker=127.0.0.2")).containsExactly(fetched.hex());
        assertThat(hashes("tracker=127.0.0.3")).containsExactly(UNKNOWN.hex());
        assertThat(hashes("tracker=127.0.0.3&extension=mkv")).isEmpty();
        Patience.until("nothing to be checked", () -> hashes("state=checking").isEmpty());
    }

    private List<String> hashes(String query) throws Exception {
        return client.get("/v1/torrents?" + query).json().path("items").findValuesAsString("infoHash");
    }

    private List<String> history(InfoHash infoHash) throws Exception {
        return client.get("/v1/torrents/" + infoHash + "/events?limit=200&order=asc")
                .json()
                .path("items")
                .valueStream()
                .map(Object::toString)
                .toList();
    }

    private InfoHash add(byte[] metainfo) throws Exception {
        var base64 = Base64.getEncoder().encodeToString(metainfo);
        var added = client.post("/v1/torrents", "{\"metainfo\": \"" + base64 + "\"}");
        assertThat(added.status()).as(added.json().toString()).isEqualTo(201);
        return new InfoHash(added.at("/infoHash").asString());
    }

    private byte[] made(String name, MetainfoFormat format, List<List<String>> trackers) throws IOException {
        var bytes = new byte[100_000];
        new Random(name.length()).nextBytes(bytes);
        Files.createDirectories(content(name).getParent());
        Files.write(content(name), bytes);
        var wanted = new NewMetainfo(
                content(name),
                format,
                null,
                false,
                trackers,
                List.of(),
                null,
                null);
        return reader().create(wanted, HashingProgress.IGNORED);
    }

    private Path content(String name) {
        return directory.resolve("origin").resolve(name);
    }

    private MetainfoReader reader() {
        return service.bean(MetainfoReader.class);
    }

    private void restart() throws IOException {
        stop();
        open();
    }

    private void open() throws IOException {
        service = ServiceFixture.start(directory, database);
        client = ServiceClient.of(service.options().url(), service.options().cliFile());
    }
}
