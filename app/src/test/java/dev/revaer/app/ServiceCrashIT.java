package dev.revaer.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import dev.revaer.app.CrashOracle.Wish;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/// The real program, killed with -9 at random moments, `crash.rounds` times (30). A failure names its `crash.seed`.
@Execution(ExecutionMode.CONCURRENT)
class ServiceCrashIT {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceCrashIT.class);
    private static final int ROUNDS = Integer.getInteger("crash.rounds", 30);
    private static final long SEED = Long.getLong("crash.seed", System.nanoTime());
    private static final Duration SAVE_INTERVAL = Duration.ofMillis(300);
    /// Until what libtorrent did is seen, asked for, and written.
    private static final Duration SAVE_TAKES = Duration.ofMillis(900);
    private static final Duration UNSAVED = SAVE_INTERVAL.plus(SAVE_TAKES);
    /// The whole download, and a minute in which libtorrent may not try its peer again.
    private static final Duration COMPLETION_LIMIT = Duration.ofMinutes(4);
    private static final int LONGEST_ROUND_MILLIS = 4000;
    private static final Duration LONGEST_SHOW = Duration.ofSeconds(30);
    private static final int ONE_IN_SO_MANY_DIES_EARLY = 6;
    private static final int ONE_IN_SO_MANY_SHOWS_MUCH = 5;
    private static final int SIZE = 40 << 20;
    private static final int RATE = 1 << 20;
    /// Received, but not yet of whole pieces.
    private static final long PIECES = 8 << 16;
    private static final Map<String, String> ENVIRONMENT = Map
            .of("REVAER_RESUMEINTERVAL", SAVE_INTERVAL.toMillis() + "ms");

    @TempDir
    private Path temp;
    private Path directory;
    private ServiceProcess service;
    private CrashWork work;
    private final Random random = new Random(SEED);
    private final CrashOracle oracle = new CrashOracle();
    private final Deque<Seen> downloaded = new ArrayDeque<>();
    /// Rounds that were killed after bytes of theirs had become old enough to be there at the next start.
    private int compared;
    /// Bytes that may have been received and not been saved before a kill.
    private long mayBeLost;
    /// What was seen longer before a kill than the save interval, and so must be found at each start from then on. What
    /// a start shows beyond it may have come since that start.
    private final BitSet kept = new BitSet();

    /// Which pieces of the download were here at a time.
    private record Seen(long nanos, BitSet pieces) {}

    @BeforeEach
    void choosePlaces() throws IOException {
        directory = temp.toRealPath();
        service = new ServiceProcess(directory);
        work = new CrashWork(random, oracle, directory.resolve("made"), directory.resolve("native"));
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
                        work.begin(client, download, seed.magnet());
                    }
                    check(client, download, "round " + round + " of seed " + SEED);
                    LOG.info(
                            "round {}: ready in {} ms, checked in {} ms, {} torrents, {} pieces",
                            round,
                            millis(ready - begun),
                            millis(System.nanoTime() - ready),
                            oracle.torrents().size(),
                            kept.cardinality());
                    var showsMuch = round % ONE_IN_SO_MANY_SHOWS_MUCH == 0 && !isComplete(client, download);
                    workUntilKilled(client, process, download, showsMuch);
                }
            }
            service.startAndAwaitReady(ENVIRONMENT);
            try (var client = client()) {
                check(client, download, "the end of seed " + SEED);
                awaitCompletion(client, download);
            }
            var downloads = service.dataDir().resolve("downloads");
            assertThat(Files.mismatch(content.resolve("a.bin"), downloads.resolve("big/a.bin")))
                    .isEqualTo(-1);
            LOG.info(
                    "{} bytes sent for {}, over {} crashes of which {} show anything",
                    seed.uploadedBytes(),
                    SIZE,
                    ROUNDS,
                    compared);
            assertThat(seed.uploadedBytes()).isLessThan(SIZE + mayBeLost);
            assertThat(compared).as("rounds that show anything").isPositive();
        }
    }

    /// Everything acknowledged is there, and what was verified longer ago than the save interval.
    private void check(ServiceClient client, String download, String when) throws Exception {
        Patience.until(
                "all torrents checked",
                () -> list(client).stream().noneMatch(ServiceCrashIT::isChecking));
        var torrents = list(client);
        Map<String, Wish> seen = new TreeMap<>();
        for (var torrent : torrents) {
            var infoHash = torrent.path("infoHash").asString();
            seen.put(infoHash, Wish.of(torrent, files(client, infoHash)));
        }

        assertThat(oracle.differences(seen)).as(when).isEmpty();
        var old = downloaded.isEmpty() ? new BitSet() : downloaded.getLast().pieces;
        compared += old.cardinality() > kept.cardinality() ? 1 : 0;
        kept.or(old);
        var missing = (BitSet) kept.clone();
        missing.andNot(pieces(client, download));
        assertThat(missing.cardinality()).as(when + ": pieces that are not here any more: " + missing)
                .isZero();
    }

    /// @param showsMuch whether it is killed only once pieces that came in this round must be there at the next start
    private void workUntilKilled(ServiceClient client, Process process, String download, boolean showsMuch)
            throws Exception {
        downloaded.clear();
        var begun = System.nanoTime();
        var life = Duration.ofMillis(random.nextInt(LONGEST_ROUND_MILLIS));
        var killed = new CompletableFuture<Long>();
        Runnable kill = () -> {
            process.destroyForcibly();
            killed.complete(System.nanoTime());
        };
        CompletableFuture.delayedExecutor(
                showsMuch ? LONGEST_SHOW.toMillis() : life.toMillis(),
                TimeUnit.MILLISECONDS).execute(kill);
        try {
            while (true) {
                downloaded.add(new Seen(System.nanoTime(), pieces(client, download)));
                if (showsMuch && isMuchToBeFound()) {
                    kill.run();
                }
                work.change(client, download);
            }
        } catch (HttpTimeoutException e) {
            throw new AssertionError("no answer; seed " + SEED, e);
        } catch (IOException e) {
            process.waitFor();
        }
        mayBeLost += RATE * Math.min(millis(killed.get() - begun), UNSAVED.toMillis()) / 1000 + PIECES;
        var savedUntil = killed.get() - UNSAVED.toNanos();
        downloaded.removeIf(seen -> seen.nanos - savedUntil > 0);
    }

    private boolean isMuchToBeFound() {
        var savedSince = System.nanoTime() - UNSAVED.toNanos();
        return downloaded.stream()
                .anyMatch(
                        seen -> seen.nanos - savedSince < 0
                                && seen.pieces.cardinality() > kept.cardinality());
    }

    /// Killed while it starts.
    private void dieEarly() throws Exception {
        var process = service.startUp(ENVIRONMENT);
        process.waitFor(random.nextInt(LONGEST_ROUND_MILLIS), TimeUnit.MILLISECONDS);
        process.destroyForcibly().waitFor();
    }

    private static void awaitCompletion(ServiceClient client, String download) throws Exception {
        var end = System.nanoTime() + COMPLETION_LIMIT.toNanos();
        while (!isComplete(client, download)) {
            assertThat(System.nanoTime()).as("complete in time").isLessThan(end);
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    private static boolean isComplete(ServiceClient client, String download) throws Exception {
        return !client.get("/v1/torrents/" + download).at("/completedAt").isNull();
    }

    private static List<JsonNode> list(ServiceClient client) throws Exception {
        var answer = client.get("/v1/torrents?limit=500");
        assertThat(answer.status()).as(answer.json().toString()).isEqualTo(200);
        return answer.at("/items").valueStream().toList();
    }

    /// Of a torrent without metadata there are none.
    private static List<JsonNode> files(ServiceClient client, String infoHash) throws Exception {
        var answer = client.get("/v1/torrents/" + infoHash + "/files");
        return answer.status() == 409 ? List.of() : answer.at("/items").valueStream().toList();
    }

    private static long millis(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(nanos);
    }

    private static boolean isChecking(JsonNode torrent) {
        return torrent.path("state").asString().equals("checking");
    }

    /// Of a torrent without metadata there are none.
    private static BitSet pieces(ServiceClient client, String infoHash) throws Exception {
        var answer = client.get("/v1/torrents/" + infoHash + "/pieces");
        var pieces = new BitSet();
        if (answer.status() == 409) {
            return pieces;
        }
        var bits = Base64.getDecoder().decode(answer.at("/have").asString());
        for (int i = 0; i < answer.at("/count").asInt(); i++) {
            pieces.set(i, (bits[i / 8] >> (7 - i % 8) & 1) == 1);
        }
        return pieces;
    }

    private ServiceClient client() {
        try {
            return ServiceClient.of("http://" + service.listen(), service.cliFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path content() throws IOException {
        var content = Files.createDirectories(directory.resolve("seed/big"));
        var bytes = new byte[SIZE];
        new Random(SEED).nextBytes(bytes);
        Files.write(content.resolve("a.bin"), bytes);
        Files.writeString(content.resolve("b.txt"), "not wanted");
        return content;
    }
}
