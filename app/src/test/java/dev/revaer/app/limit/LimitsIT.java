package dev.revaer.app.limit;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

import dev.revaer.app.LeechingPeer;
import dev.revaer.app.Patience;
import dev.revaer.app.SeedingPeer;
import dev.revaer.app.ServiceClient;
import dev.revaer.app.ServiceFixture;
import dev.revaer.app.database.DatabaseAddress;
import dev.revaer.app.database.DatabaseFixture;
import dev.revaer.engine.InfoHash;
import dev.revaer.engine.MetainfoReader;
import dev.revaer.engine.Torrent;
import dev.revaer.engine.TorrentEngine;
import dev.revaer.engine.TorrentState;
import dev.revaer.engine.seeding.Counters;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/// Caps set over HTTP and measured by the payload that crosses the wire, from two seconds after the answer.
@Timeout(300)
class LimitsIT {
    private static final Logger LOG = LoggerFactory.getLogger(LimitsIT.class);
    private static final int MEBIBYTE = 1 << 20;
    private static final Duration IN_FORCE_AFTER = Duration.ofSeconds(2);
    private static final Duration WINDOW = Duration.ofSeconds(4);
    private static final int WINDOWS = 4;
    private static final Duration MADE_UP_FOR = Duration.ofSeconds(3);
    /// So that what is made up for is over soon.
    private static final int AS_FAST_AS_IT_CAN = 0;
    private static final int STILL_UNDER_WAY = 8 * MEBIBYTE;
    private static final int SIZE = 192 * MEBIBYTE;

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
        service = ServiceFixture.start(directory, database);
        client = ServiceClient.of(service.options().url(), service.options().cliFile());
        // uTP yields to whatever else a busy machine does
        patch("{\"engine\": {\"network\": {\"utp\": false}}}");
    }

    @AfterEach
    void stop() {
        client.close();
        service.close();
        seeds.forEach(SeedingPeer::close);
    }

    @Test
    void holdsTheSessionsCapThroughChangesAndTheAlternativeOne() throws Exception {
        patch("{\"limits\": {\"downloadBytesPerSecond\": 2097152}}");
        download("a", null, AS_FAST_AS_IT_CAN);
        assertRate(2 * MEBIBYTE);

        patch("{\"limits\": {\"downloadBytesPerSecond\": 1048576}}");
        assertRate(MEBIBYTE);

        var before = service.bus().stream().lastId();
        patch("{\"limits\": {\"alternative\": {\"mode\": \"on\", \"downloadBytesPerSecond\": 3145728}}}");
        assertRate(3 * MEBIBYTE);
        var told = service.eventsAfter(
                before,
                null,
                event -> event.path("type").asString().equals("alt_speed_changed"));
        assertThat(told.getLast().at("/data/on").asBoolean()).isTrue();
        assertThat(told.getLast().at("/data/cause").asString()).isEqualTo("manual");

        patch("{\"limits\": {\"alternative\": {\"mode\": \"off\"}}}");
        assertRate(MEBIBYTE);

        var actions = client.get("/v1/audit").at("/items").valueStream().toList();
        assertThat(actions).extracting(entry -> entry.path("action").asString())
                .contains("settings.change", "limits.alternative");
        assertThat(actions.getFirst().path("actor").asString()).isNotBlank();
        assertThat(actions.stream().map(entry -> entry.path("detail")).toList()).anySatisfy(
                detail -> assertThat(detail.path("/limits/downloadBytesPerSecond").path("after").asInt())
                        .isEqualTo(MEBIBYTE));
    }

    @Test
    void holdsTheCapOfATorrent() throws Exception {
        var infoHash = download("a", null, STILL_UNDER_WAY);

        var answer = client.patch(
                "/v1/torrents/" + infoHash,
                "{\"limits\": {\"downloadBytesPerSecond\": 1048576}}");
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertRate(MEBIBYTE);

        client.patch("/v1/torrents/" + infoHash, "{\"limits\": {\"downloadBytesPerSecond\": 2097152}}");
        assertRate(2 * MEBIBYTE);

        var entry = client.get("/v1/audit")
                .at("/items")
                .valueStream()
                .filter(noted -> noted.path("action").asString().equals("torrent.limits"))
                .findFirst()
                .orElseThrow();
        assertThat(entry.path("subject").asString()).isEqualTo(infoHash);
        assertThat(entry.at("/detail/before/downloadBytesPerSecond").asInt()).isEqualTo(MEBIBYTE);
        assertThat(entry.at("/detail/after/downloadBytesPerSecond").asInt()).isEqualTo(2 * MEBIBYTE);
    }

    @Test
    void holdsTheCapOfACategoryOverItsTorrentsTogether() throws Exception {
        assertThat(
                client.put("/v1/categories/tv", "{\"limits\": {\"downloadBytesPerSecond\": 2097152}}")
                        .status())
                .isEqualTo(200);
        var first = download("a", "tv", AS_FAST_AS_IT_CAN);
        var other = download("b", "tv", AS_FAST_AS_IT_CAN);
        assertRate(2 * MEBIBYTE);

        client.patch("/v1/torrents/" + first, "{\"limits\": {\"downloadBytesPerSecond\": 262144}}");
        Patience.until(
                "the other to get what the one leaves",
                () -> client.get("/v1/torrents/" + other)
                        .at("/downloadBytesPerSecond")
                        .asLong() > 1.25 * MEBIBYTE);

        client.put("/v1/categories/tv", "{\"limits\": {\"downloadBytesPerSecond\": 1048576}}");
        assertRate(MEBIBYTE);
    }

    @Test
    void holdsTheCapsOnSending() throws Exception {
        var content = service.options().downloadDir().resolve("a");
        var bytes = new byte[32 * MEBIBYTE];
        new Random(1).nextBytes(bytes);
        Files.write(content, bytes);
        var metainfo = service.bean(MetainfoReader.class).create(content);
        var infoHash = service.add(metainfo);
        Patience.until(
                "seeding",
                () -> service.catalog().get(infoHash).torrent().state() == TorrentState.SEEDING);
        patch("{\"limits\": {\"uploadBytesPerSecond\": 2097152}}");
        var port = service.bean(TorrentEngine.class).listenPort();
        var peer = Files.createDirectories(directory.resolve("peer"));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var download = threads.submit(() -> LeechingPeer.download(metainfo, port, peer));
            Patience.until("payload", () -> !bytes(Counters::uploadedBytes).containsValue(0L));
            assertRate(2 * MEBIBYTE, Counters::uploadedBytes);

            client.patch("/v1/torrents/" + infoHash, "{\"limits\": {\"uploadBytesPerSecond\": 1048576}}");
            assertRate(MEBIBYTE, Counters::uploadedBytes);

            patch("{\"limits\": {\"uploadBytesPerSecond\": 0}}");
            client.patch("/v1/torrents/" + infoHash, "{\"limits\": {\"uploadBytesPerSecond\": 0}}");
            download.get();
        }
    }

    @Test
    void goesByTheScheduleAfterARestartToo() throws Exception {
        patch(
                """
                        {"limits": {"alternative": {"downloadBytesPerSecond": 1048576, "schedule": {"timeZone": "Asia/Tokyo",
                        "windows": [{"days": ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"],
                        "from": "12:00", "to": "12:00"}]}}}}""");
        client.close();
        service.close();
        service = ServiceFixture.start(directory, database);
        client = ServiceClient.of(service.options().url(), service.options().cliFile());

        download("a", null, AS_FAST_AS_IT_CAN);

        assertRate(MEBIBYTE);
        assertThat(client.get("/v1/config").at("/settings/limits/alternative/schedule/timeZone").asString())
                .isEqualTo("Asia/Tokyo");
    }

    private void patch(String settings) throws Exception {
        var answer = client.patch("/v1/config", settings);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    }

    /// Begins to download from a seed of its own behind a proxy.
    private String download(String name, @Nullable String category, int seedRate) throws Exception {
        var content = Files.createDirectories(directory.resolve("origin")).resolve(name);
        try (var file = new RandomAccessFile(content.toFile(), "rw")) {
            file.setLength(SIZE);
        }
        var seed = SeedingPeer.of(content, directory.resolve("native"), seedRate);
        seeds.add(seed);
        var body = "{\"magnet\": \"" + seed.magnet() + "\""
                + (category == null ? "" : ", \"category\": \"" + category + "\"") + "}";
        var added = client.post("/v1/torrents", body);
        assertThat(added.status()).as(added.toString()).isEqualTo(201);
        Patience.until("payload", () -> seed.uploadedBytes() > 0);
        return added.at("/infoHash").asString();
    }

    /// From two seconds after the command nothing passes the cap but what libtorrent makes up for: whatever a cap left
    /// unused in the last [#MADE_UP_FOR]. That the cap is reached may take a busy machine some seconds more.
    private void assertRate(int bytesPerSecond, ToLongFunction<Counters> counted) throws Exception {
        LockSupport.parkNanos(IN_FORCE_AFTER.toNanos());
        var madeUpFor = (double) bytesPerSecond * MADE_UP_FOR.toSeconds();
        var first = nextCounts(counted);
        var begin = first;
        for (int window = 1;; window++) {
            LockSupport.parkNanos(WINDOW.toNanos());
            var end = nextCounts(counted);
            var least = sum(begin, end, Count::leastRateSince);
            var most = sum(begin, end, Count::mostRateSince);
            LOG.info("{} to {} of {} bytes per second", Math.round(least), Math.round(most), bytesPerSecond);
            assertThat(sum(first, end, Count::bytesSince)).isLessThanOrEqualTo(
                    1.1 * bytesPerSecond * seconds(first.values(), end.values()) + madeUpFor);
            var isHeld = least <= 1.1 * bytesPerSecond && most >= 0.9 * bytesPerSecond;
            if (isHeld || window == WINDOWS) {
                assertThat(least).isLessThanOrEqualTo(1.1 * bytesPerSecond);
                assertThat(most).isGreaterThanOrEqualTo(0.9 * bytesPerSecond);
                return;
            }
            begin = end;
        }
    }

    private void assertRate(int bytesPerSecond) throws Exception {
        assertRate(bytesPerSecond, Counters::receivedBytes);
    }

    /// What was counted at some moment between two: as a rule these lie a poll apart, on a busy machine more.
    private record Count(long bytes, long earliest, long latest) {
        double bytesSince(Count begin) {
            return bytes - begin.bytes;
        }

        double leastRateSince(Count begin) {
            return bytesSince(begin) * 1e9 / (latest - begin.earliest);
        }

        double mostRateSince(Count begin) {
            return bytesSince(begin) * 1e9 / (earliest - begin.latest);
        }
    }

    private static double sum(
            Map<InfoHash, Count> begin,
            Map<InfoHash, Count> end,
            ToDoubleBiFunction<Count, Count> measure) {
        return end.keySet()
                .stream()
                .mapToDouble(torrent -> measure.applyAsDouble(end.get(torrent), begin.get(torrent)))
                .sum();
    }

    private static double seconds(Collection<Count> begin, Collection<Count> end) {
        var earliest = begin.stream().mapToLong(Count::earliest).min().orElseThrow();
        return (end.stream().mapToLong(Count::latest).max().orElseThrow() - earliest) / 1e9;
    }

    /// A capped torrent gets its bytes in bursts up to two seconds apart, each at a time of its own: only from one of its
    /// bursts to another does it have a rate.
    private Map<InfoHash, Count> nextCounts(ToLongFunction<Counters> counted) throws Exception {
        var before = bytes(counted);
        Map<InfoHash, Long> unchanged = new HashMap<>();
        Map<InfoHash, Count> next = new HashMap<>();
        Patience.until("new counts", () -> {
            var now = System.nanoTime();
            bytes(counted).forEach((torrent, bytes) -> {
                if (bytes.equals(before.get(torrent))) {
                    unchanged.put(torrent, now);
                } else {
                    next.computeIfAbsent(
                            torrent,
                            _ -> new Count(bytes, unchanged.getOrDefault(torrent, now), now));
                }
            });
            return next.size() == before.size();
        });
        return next;
    }

    private Map<InfoHash, Long> bytes(ToLongFunction<Counters> counted) {
        return service.catalog()
                .torrents()
                .stream()
                .collect(
                        Collectors.toMap(
                                Torrent::infoHash,
                                torrent -> counted.applyAsLong(torrent.transfer().counters())));
    }
}
