package dev.revaer.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import dev.revaer.app.CrashOracle.Wish;
import dev.revaer.engine.session.metainfo.LibtorrentMetainfo;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/// The real program, killed with -9 at random moments, `crash.rounds` times (30). A failure names its `crash.seed`.
class ServiceCrashIT {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceCrashIT.class);
    private static final int ROUNDS = Integer.getInteger("crash.rounds", 30);
    private static final long SEED = Long.getLong("crash.seed", System.nanoTime());
    private static final Duration SAVE_INTERVAL = Duration.ofSeconds(1);
    /// Until what libtorrent did is seen, asked for, and written.
    private static final Duration SAVE_TAKES = Duration.ofMillis(1500);
    /// The whole download, and a minute in which libtorrent may not try its peer again.
    private static final Duration COMPLETION_LIMIT = Duration.ofMinutes(4);
    private static final int LONGEST_ROUND_MILLIS = 3000;
    private static final int ONE_IN_SO_MANY_DIES_EARLY = 6;
    private static final int MOST_TORRENTS = 40;
    private static final int SIZE = 40 << 20;
    private static final int RATE = 1 << 20;
    /// Pieces in the making are not verified; the torrent's are 256 KiB.
    private static final long UNFINISHED = 8 << 18;
    private static final Map<String, String> ENVIRONMENT = Map
            .of("REVAER_RESUMEINTERVAL", SAVE_INTERVAL.toMillis() + "ms");

    @TempDir
    private Path temp;
    private Path directory;
    private ServiceProcess service;
    private LibtorrentMetainfo metainfo;
    private final Random random = new Random(SEED);
    private final CrashOracle oracle = new CrashOracle();
    private final Deque<Seen> downloaded = new ArrayDeque<>();
    private int made;
    /// What a start has found comes from saved resume data or from a check: the next start finds it as well, however
    /// soon the kill came.
    private long foundAtStart;

    /// How much of the download was here at a time.
    private record Seen(long nanos, long bytes) {}

    @BeforeEach
    void choosePlaces() throws IOException {
        directory = temp.toRealPath();
        service = new ServiceProcess(directory);
        metainfo = new LibtorrentMetainfo(directory.resolve("native"));
    }

    @AfterEach
    void endAll() throws Exception {
        service.endAll();
    }

    @Test
    void losesNothingThatItHasAcknowledged() throws Exception {
        LOG.info("crash.rounds={} crash.seed={}", ROUNDS, SEED);
        var content = content();
        try (var seed = SeedingPeer.of(content, directory.resolve("native"), RATE)) {
            var download = seed.infoHash().hex();
            for (int round = 0; round < ROUNDS; round++) {
                if (round > 0 && random.nextInt(ONE_IN_SO_MANY_DIES_EARLY) == 0) {
                    dieEarly();
                }
                var begun = System.nanoTime();
                var process = service.startAndAwaitReady(ENVIRONMENT);
                var ready = System.nanoTime();
                try (var client = client()) {
                    if (round == 0) {
                        add(client, download, "{\"magnet\": \"" + seed.magnet() + "\"}", false);
                    }
                    check(client, download, "round " + round + " of seed " + SEED);
                    LOG.info(
                            "round {}: ready in {} ms, checked in {} ms, {} torrents, {} bytes",
                            round,
                            millis(ready - begun),
                            millis(System.nanoTime() - ready),
                            oracle.torrents().size(),
                            bytesOf(list(client), download));
                    workUntilKilled(client, process, download);
                }
            }
            service.startAndAwaitReady(ENVIRONMENT);
            try (var client = client()) {
                check(client, download, "the end of seed " + SEED);
                awaitCompletion(client, download);
            }
            assertThat(Files.mismatch(content, service.dataDir().resolve("downloads/big.bin")))
                    .isEqualTo(-1);
            LOG.info("{} bytes sent for {}, over {} crashes", seed.uploadedBytes(), SIZE, ROUNDS);
        }
    }

    /// Everything acknowledged is there, and what was verified longer ago than the save interval.
    private void check(ServiceClient client, String download, String when) throws Exception {
        Patience.until(
                "all torrents checked",
                () -> list(client).stream().noneMatch(ServiceCrashIT::isChecking));
        var torrents = list(client);
        Map<String, Wish> seen = new TreeMap<>();
        torrents.forEach(torrent -> seen.put(torrent.path("infoHash").asString(), Wish.of(torrent)));

        assertThat(oracle.differences(seen)).as(when).isEmpty();
        var before = downloaded.isEmpty() ? 0 : downloaded.getLast().bytes;
        var now = bytesOf(torrents, download);
        assertThat(now).as(when + ": bytes still here")
                .isGreaterThanOrEqualTo(Math.max(foundAtStart, before) - UNFINISHED);
        foundAtStart = now;
    }

    private void workUntilKilled(ServiceClient client, Process process, String download) throws Exception {
        downloaded.clear();
        var life = Duration.ofMillis(random.nextInt(LONGEST_ROUND_MILLIS));
        var killed = CompletableFuture.supplyAsync(() -> {
            process.destroyForcibly();
            return System.nanoTime();
        }, CompletableFuture.delayedExecutor(life.toMillis(), TimeUnit.MILLISECONDS));
        try {
            while (true) {
                downloaded.add(new Seen(System.nanoTime(), bytesOf(list(client), download)));
                change(client, download);
            }
        } catch (HttpTimeoutException e) {
            throw new AssertionError("no answer; seed " + SEED, e);
        } catch (IOException e) {
            process.waitFor();
        }
        var unsavedSince = killed.get() - SAVE_INTERVAL.plus(SAVE_TAKES).toNanos();
        downloaded.removeIf(seen -> seen.nanos - unsavedSince > 0);
    }

    private void change(ServiceClient client, String download) throws Exception {
        var others = new ArrayList<>(oracle.torrents());
        others.remove(download);
        var kind = random.nextInt(10);
        if (others.isEmpty() || (kind < 3 && others.size() < MOST_TORRENTS)) {
            addAnother(client);
            return;
        }
        var infoHash = others.get(random.nextInt(others.size()));
        if (kind < 4) {
            oracle.begins(infoHash, null);
            acknowledged(client.delete("/v1/torrents/" + infoHash + "?deleteData=" + random.nextBoolean()));
        } else if (kind < 6) {
            pauseOrResume(client, infoHash);
        } else {
            edit(client, random.nextInt(4) == 0 ? download : infoHash);
        }
    }

    private void pauseOrResume(ServiceClient client, String infoHash) throws Exception {
        var before = oracle.wish(infoHash);
        oracle.begins(infoHash, before.paused(!before.paused()));
        var action = before.paused() ? "resume" : "pause";
        acknowledged(
                client.post("/v1/torrents/" + infoHash + "/action", "{\"action\": \"" + action + "\"}"));
    }

    private void edit(ServiceClient client, String infoHash) throws Exception {
        var wish = wish(oracle.wish(infoHash).paused());
        oracle.begins(infoHash, wish);
        acknowledged(client.patch("/v1/torrents/" + infoHash, "{" + json(wish) + "}"));
    }

    private void addAnother(ServiceClient client) throws Exception {
        var file = directory.resolve("made/small-" + made++);
        Files.createDirectories(directory.resolve("made"));
        var bytes = new byte[20_000];
        random.nextBytes(bytes);
        Files.write(file, bytes);
        var torrent = metainfo.create(file);
        var wish = wish(random.nextBoolean());
        var body = "{\"metainfo\": \"" + Base64.getEncoder().encodeToString(torrent) + "\", \"paused\": "
                + wish.paused() + ", " + json(wish) + "}";
        oracle.begins(metainfo.read(torrent).infoHashes().first().hex(), wish);
        acknowledged(client.post("/v1/torrents", body));
    }

    private void add(ServiceClient client, String infoHash, String body, boolean paused) throws Exception {
        oracle.begins(infoHash, new Wish(paused, Set.of(), 0, 0, 0));
        acknowledged(client.post("/v1/torrents", body));
    }

    /// The download's caps are higher than its peer's.
    private Wish wish(boolean paused) {
        var tags = random.ints(random.nextInt(3), 0, 5).mapToObj(i -> "tag-" + i).toList();
        return new Wish(
                paused,
                new TreeSet<>(tags),
                (4 << 20) + random.nextInt(1000),
                (4 << 20) + random.nextInt(1000),
                100 + random.nextInt(100));
    }

    private static String json(Wish wish) {
        var tags = wish.tags().stream().map(tag -> "\"" + tag + "\"").toList();
        return "\"tags\": " + tags + ", \"limits\": {\"downloadBytesPerSecond\": "
                + wish.downloadBytesPerSecond() + ", \"uploadBytesPerSecond\": "
                + wish.uploadBytesPerSecond() + "}, \"seedGoals\": {\"ratio\": " + wish.ratio() + "}";
    }

    private void acknowledged(ServiceClient.Answer answer) {
        assertThat(answer.status()).as("seed " + SEED + ": " + answer.json()).isBetween(200, 204);
        oracle.acknowledges();
    }

    /// Killed while it starts.
    private void dieEarly() throws Exception {
        var process = service.startUp(ENVIRONMENT);
        process.waitFor(random.nextInt(LONGEST_ROUND_MILLIS), TimeUnit.MILLISECONDS);
        process.destroyForcibly().waitFor();
    }

    private static void awaitCompletion(ServiceClient client, String download) throws Exception {
        var end = System.nanoTime() + COMPLETION_LIMIT.toNanos();
        var torrent = client.get("/v1/torrents/" + download);
        while (torrent.at("/completedAt").isNull()) {
            assertThat(System.nanoTime()).as("complete in time: " + torrent.json()).isLessThan(end);
            TimeUnit.MILLISECONDS.sleep(100);
            torrent = client.get("/v1/torrents/" + download);
        }
    }

    private static List<JsonNode> list(ServiceClient client) throws Exception {
        var answer = client.get("/v1/torrents?limit=500");
        assertThat(answer.status()).as(answer.json().toString()).isEqualTo(200);
        return answer.at("/items").valueStream().toList();
    }

    private static long millis(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(nanos);
    }

    private static boolean isChecking(JsonNode torrent) {
        return torrent.path("state").asString().equals("checking");
    }

    private static long bytesOf(List<JsonNode> torrents, String infoHash) {
        return torrents.stream()
                .filter(torrent -> torrent.path("infoHash").asString().equals(infoHash))
                .mapToLong(torrent -> torrent.path("downloadedBytes").asLong())
                .sum();
    }

    private ServiceClient client() {
        try {
            return ServiceClient.of("http://" + service.listen(), service.cliFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path content() throws IOException {
        var content = Files.createDirectories(directory.resolve("seed")).resolve("big.bin");
        var bytes = new byte[SIZE];
        new Random(SEED).nextBytes(bytes);
        return Files.write(content, bytes);
    }
}
