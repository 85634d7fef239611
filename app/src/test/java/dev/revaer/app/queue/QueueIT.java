package dev.revaer.app.queue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import dev.revaer.app.Patience;
import dev.revaer.app.SeedingPeer;
import dev.revaer.app.ServiceClient;
import dev.revaer.app.ServiceFixture;
import dev.revaer.app.database.DatabaseAddress;
import dev.revaer.app.database.DatabaseFixture;
import dev.revaer.engine.MetainfoReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// One download at a time, by the order of the queue.
@Timeout(180)
class QueueIT {
    private static final int SIZE = 16 << 20;
    private static final int SLOW = 256 * 1024;

    @TempDir
    private Path temp;
    private Path directory;
    private DatabaseAddress database;
    private ServiceFixture service;
    private ServiceClient client;
    private final List<SeedingPeer> seeds = new ArrayList<>();

    @BeforeEach
    void start() throws Exception {
        directory = temp.toRealPath();
        database = DatabaseFixture.freshDatabase();
        open();
        var answer = client.patch("/v1/config", "{\"engine\": {\"queue\": {\"activeDownloads\": 1}}}");
        assertThat(answer.status()).isEqualTo(200);
    }

    @AfterEach
    void stop() {
        client.close();
        service.close();
        seeds.forEach(SeedingPeer::close);
    }

    @Test
    void downloadsOneAndQueuesTheOthers() throws Exception {
        var first = add("a", SLOW);
        var second = add("b", SLOW);
        var third = add("c", SLOW);
        awaitStates("downloading", "queued", "queued", first, second, third);

        move(third, "queueTop");
        awaitStates("queued", "queued", "downloading", first, second, third);

        act(first, "{\"action\": \"forceStart\"}");
        awaitStates("downloading", "queued", "downloading", first, second, third);
    }

    @Test
    void keepsTheOrderOverARestart() throws Exception {
        var hashes = new ArrayList<String>();
        for (var name : List.of("a", "b", "c", "d")) {
            hashes.add(addWithoutPeers(name));
        }
        move(hashes.get(2), "queueTop");
        move(hashes.get(0), "queueBottom");
        move(hashes.get(3), "queueUp");
        Patience.until("the order", () -> positions(hashes).equals(List.of(3, 2, 0, 1)));

        client.close();
        service.close();
        open();

        Patience.until("the order again", () -> positions(hashes).equals(List.of(3, 2, 0, 1)));
        move(hashes.get(0), "queueTop");
        Patience.until("another order", () -> positions(hashes).equals(List.of(0, 3, 1, 2)));
    }

    private String add(String name, int rate) throws Exception {
        var seed = SeedingPeer.of(content(name), directory.resolve("native"), rate);
        seeds.add(seed);
        return post("{\"magnet\": \"" + seed.magnet() + "\"}");
    }

    private String addWithoutPeers(String name) throws Exception {
        var metainfo = service.bean(MetainfoReader.class).create(content(name));
        return service.add(metainfo).hex();
    }

    private Path content(String name) throws IOException {
        var bytes = new byte[SIZE];
        new Random(name.hashCode()).nextBytes(bytes);
        return Files.write(Files.createDirectories(directory.resolve("origin")).resolve(name), bytes);
    }

    private String post(String body) throws Exception {
        var answer = client.post("/v1/torrents", body);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
        return answer.at("/infoHash").asString();
    }

    private void move(String infoHash, String action) throws Exception {
        act(infoHash, "{\"action\": \"" + action + "\"}");
    }

    private void act(String infoHash, String body) throws Exception {
        var answer = client.post("/v1/torrents/" + infoHash + "/action", body);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    }

    private List<Integer> positions(List<String> hashes) throws Exception {
        var positions = new ArrayList<Integer>();
        for (var infoHash : hashes) {
            positions.add(client.get("/v1/torrents/" + infoHash).at("/queuePosition").asInt());
        }
        return positions;
    }

    private void awaitStates(String first, String second, String third, String... hashes) throws Exception {
        var wanted = List.of(first, second, third);
        Patience.until(wanted.toString(), () -> {
            var states = new ArrayList<String>();
            for (var infoHash : hashes) {
                states.add(client.get("/v1/torrents/" + infoHash).at("/state").asString());
            }
            return states.equals(wanted);
        });
    }

    private void open() throws IOException {
        service = ServiceFixture.start(directory, database);
        client = ServiceClient.of(service.options().url(), service.options().cliFile());
    }
}
