package dev.revaer.api.event;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import dev.revaer.api.TestServer;
import dev.revaer.engine.InfoHash;
import dev.revaer.engine.TorrentState;
import dev.revaer.engine.event.Event;
import dev.revaer.engine.event.EventData;
import dev.revaer.engine.event.EventData.Completed;
import dev.revaer.engine.event.EventData.Failure;
import dev.revaer.engine.event.EventData.StateChanged;
import dev.revaer.engine.event.EventData.TorrentAdded;
import dev.revaer.engine.event.Standing;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static java.net.http.HttpRequest.BodyPublishers.noBody;
import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class EventsApiIT {
    private static final InfoHash ONE = new InfoHash("1".repeat(40));
    private static final InfoHash TWO = new InfoHash("2".repeat(64));
    private static final Instant AT = Instant.parse("2026-01-02T03:04:05.678901Z");

    /// Of 4 kB each: more than a connection's buffers hold, less than the stream keeps.
    private static final int LARGE_EVENTS = 3_500;

    private TestServer server;

    @BeforeEach
    void start() {
        server = TestServer.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void greetsWithTheTimeToWaitBeforeComingBack() {
        try (var stream = EventStream.open(server, "")) {
            assertThat(stream.headers().firstValue("Content-Type")).contains("text/event-stream");
            assertThat(stream.headers().firstValue("Cache-Control")).contains("no-cache");
            assertThat(stream.headers().firstValue("X-Accel-Buffering")).contains("no");
        }
    }

    @Test
    void writesFramesAsDocumented() {
        try (var stream = EventStream.open(server, "")) {
            var id = publish(new Event(AT, ONE, new Completed("a\n\"film\"", "/downloads/a", 7)));

            assertThat(stream.frame()).isEqualTo(
                    "id: " + id + "\nevent: completed\ndata: {\"id\":" + id
                            + ",\"type\":\"completed\",\"at\":\"2026-01-02T03:04:05.678Z\",\"severity\":\"info\","
                            + "\"infoHash\":\"" + ONE
                            + "\",\"data\":{\"name\":\"a\\n\\\"film\\\"\",\"contentPath\":\"/downloads/a\","
                            + "\"sizeBytes\":7}}\n\n");
        }
    }

    @Test
    void leavesOutTheInfoHashOfWhatIsAboutNoTorrent() {
        try (var stream = EventStream.open(server, "")) {
            publish(new Event(AT, null, new EventData.HealthChanged("database", "up", "down", "away")));

            assertThat(stream.frame()).contains("\nevent: health_changed\n", "\"severity\":\"warning\"")
                    .doesNotContain("infoHash");
        }
    }

    @Test
    void saysStatesByTheirPublicNames() {
        try (var stream = EventStream.open(server, "")) {
            publish(
                    new Event(
                            AT,
                            ONE,
                            new StateChanged(
                                    TorrentState.FETCHING_METADATA,
                                    TorrentState.FAILED,
                                    "disk full")));

            assertThat(stream.frame()).contains(
                    "\"data\":{\"from\":\"fetching_metadata\",\"to\":\"failed\",\"reason\":\"disk full\"}");
        }
    }

    @Test
    void beginsNowWithoutACursor() {
        publish(3);

        try (var stream = EventStream.open(server, "")) {
            var id = publish(1);

            assertThat(EventStream.idOf(stream.frame())).isEqualTo(id);
        }
    }

    @Test
    void replaysAfterTheHeader() {
        publish(5);

        try (var stream = EventStream.open(server, server.to("/v1/events").header("Last-Event-ID", "2"))) {
            assertThat(stream.idsUntil(5)).containsExactly(3L, 4L, 5L);
        }
    }

    @Test
    void replaysAfterTheParameter() {
        publish(5);

        try (var stream = EventStream.open(server, "?lastEventId=3")) {
            assertThat(stream.idsUntil(5)).containsExactly(4L, 5L);
        }
    }

    @Test
    void prefersTheHeaderWhichABrowserRenews() {
        publish(5);

        var request = server.to("/v1/events?lastEventId=1").header("Last-Event-ID", "4");
        try (var stream = EventStream.open(server, request)) {
            assertThat(EventStream.idOf(stream.frame())).isEqualTo(5);
        }
    }

    @Test
    void replaysAllAfterZero() {
        publish(1_200);

        try (var stream = EventStream.open(server, "?lastEventId=0")) {
            assertThat(stream.idsUntil(1_200)).isEqualTo(LongStream.rangeClosed(1, 1_200).boxed().toList());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 499, 500, 501, 1_999})
    void neitherSkipsNorRepeatsAnEventBetweenReplayAndLive(int cursor) throws InterruptedException {
        publish(2_000);
        var writer = Thread.ofPlatform().start(() -> IntStream.range(0, 3_000).forEach(_ -> publishLater()));

        try (var stream = EventStream.open(server, "?lastEventId=" + cursor)) {
            var ids = stream.idsUntil(5_000);

            writer.join();
            assertThat(ids).isEqualTo(LongStream.rangeClosed(cursor + 1, 5_000).boxed().toList());
        }
    }

    @Test
    void replaysTheVeryBytesThatWereLive() {
        try (var live = EventStream.open(server, "")) {
            server.bus().publish(new Event(AT, ONE, new TorrentAdded("\u00e9\ud83c\udfac\u2028")));
            var last = publish(new Event(AT, TWO, new Failure("disk full")));
            live.idsUntil(last);

            try (var replayed = EventStream.open(server, "?lastEventId=0")) {
                replayed.idsUntil(last);

                assertThat(replayed.bytes()).isEqualTo(live.bytes());
            }
        }
    }

    @Test
    void givesAllSubscribersTheSameBytes() {
        try (var first = EventStream.open(server, "");
                var second = EventStream.open(server, "");
                var third = EventStream.open(server, "?lastEventId=0")) {
            var last = publish(300);

            for (var stream : List.of(first, second, third)) {
                assertThat(stream.idsUntil(last)).hasSize(300);
            }
            assertThat(second.bytes()).isEqualTo(first.bytes());
            assertThat(third.bytes()).isEqualTo(first.bytes());
        }
    }

    @Test
    void filtersByTorrentAndTypeLiveAndReplayed() {
        publishMixture();

        try (var stream = EventStream.open(
                server,
                "?torrent=" + TWO + "&torrent=" + "F".repeat(40)
                        + "&type=failure&type=completed&lastEventId=0")) {
            publishMixture();

            assertThat(List.of(EventStream.idOf(stream.frame()), EventStream.idOf(stream.frame())))
                    .containsExactly(4L, 8L);
        }
    }

    @Test
    void filtersByTorrentInEitherCase() {
        var infoHash = new InfoHash("ab".repeat(20));

        try (var stream = EventStream.open(server, "?torrent=" + "AB".repeat(20))) {
            publish(new Event(AT, ONE, new TorrentAdded("x")));
            var id = publish(new Event(AT, infoHash, new TorrentAdded("x")));

            assertThat(EventStream.idOf(stream.frame())).isEqualTo(id);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"type=nonsense", "type=", "type=PROGRESS", "type", "torrent", "lastEventId",
            "type=failure,completed",
            "state=nonsense", "state=", "x=1", "tag=", "tag=%20x", "category=%20", "category",
            "lastEventId=x", "lastEventId=", "lastEventId=-1", "lastEventId=1.5",
            "lastEventId=1&lastEventId=2",
            "lastEventId=99999999999999999999"})
    void refusesFiltersAndCursorsItDoesNotUnderstand(String query) {
        server.get("/v1/events?" + query).isProblem(400, "bad-parameter");
    }

    @ParameterizedTest
    @CsvSource({"state=seeding,1;4", "state=paused&state=seeding,1;2;4", "category=films,1;4", "category=,2",
            "tag=new,1;2;4", "tag=4k&tag=old,1;4", "tag=4k&category=,''", "tag=new&state=paused,2"})
    void filtersByHowTheTorrentStoodLiveAndReplayed(String query, String expected) {
        var film = new Standing(TorrentState.SEEDING, "films", Set.of("new", "4k"));
        var ids = expected.isEmpty()
                ? List.<Long>of()
                : Stream.of(expected.split(";", -1)).map(Long::valueOf).toList();

        publish(new Event(AT, ONE, film, new TorrentAdded("x")));
        publish(
                new Event(
                        AT,
                        TWO,
                        new Standing(TorrentState.PAUSED, null, Set.of("new")),
                        new TorrentAdded("x")));
        publish(new Event(AT, null, new EventData.HealthChanged("database", "up", "down", "away")));
        try (var stream = EventStream.open(server, "?lastEventId=0&" + query)) {
            publish(new Event(AT, ONE, film, new Failure("x")));
            publish(1);

            assertThat(ids.stream().map(_ -> EventStream.idOf(stream.frame()))).isEqualTo(ids);
        }
    }

    @Test
    void endsTheStreamsOfARevokedKeyAndSaysWhy() {
        try (var stream = EventStream.open(server, "?type=completed")) {
            publish(3);
            var begun = System.nanoTime();
            server.revoke(TestServer.KEY);

            assertThat(stream.frame()).contains("event: failure\n", "revoked", "\"severity\":\"error\"");
            assertThat(stream.isAtEnd()).isTrue();
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(2));
        }
    }

    @Test
    void cutsOffAClientWhoseKeyIsRevokedAndThatTakesNothing() throws Exception {
        try (var stuck = stuckClient(server)) {
            publishMuch(server);
            server.revoke(TestServer.KEY);

            publishUntilNobodyListens();
            assertThat(stuck.isConnected()).isTrue();
        }
    }

    @Test
    void cutsOffAClientThatTakesNothingForTooLong() throws Exception {
        try (var impatient = TestServer.startImpatient(Duration.ofSeconds(1));
                var _ = stuckClient(impatient);
                var healthy = EventStream.open(impatient, "")) {
            var read = CompletableFuture
                    .supplyAsync(() -> healthy.ids(LARGE_EVENTS), Thread::startVirtualThread);
            var last = publishMuch(impatient);

            assertThat(read.join()).hasSize(LARGE_EVENTS).endsWith(last);
            var deadline = Instant.now().plusSeconds(20);
            while (impatient.bus().stream().subscribers() > 1) {
                assertThat(Instant.now()).as("the stuck one is left").isBefore(deadline);
                TimeUnit.MILLISECONDS.sleep(20);
            }
        }
    }

    @Test
    void refusesAFilterForWhatIsNoInfoHash() {
        server.get("/v1/events?torrent=x").isProblem(400, "bad-info-hash");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "-1", "99999999999999999999", "1 2"})
    void refusesAHeaderThatIsNoId(String cursor) {
        server.send(server.to("/v1/events").header("Last-Event-ID", cursor)).isProblem(400, "bad-parameter");
    }

    @Test
    void saysFirstThatEventsAreGoneAndGoesOn() {
        publish(10);
        server.journal().pruneTo(6);

        try (var stream = EventStream.open(server, "?lastEventId=3&type=torrent_added")) {
            assertThat(stream.frame()).startsWith("id: 6\nevent: stream_reset\n")
                    .contains("\"severity\":\"warning\"");
            assertThat(stream.idsUntil(10)).containsExactly(7L, 8L, 9L, 10L);
            publish(1);
            assertThat(EventStream.idOf(stream.frame())).isEqualTo(11);
        }
    }

    @Test
    void missesNothingOfWhatIsStillKept() {
        publish(10);
        server.journal().pruneTo(6);

        try (var stream = EventStream.open(server, "?lastEventId=6")) {
            assertThat(stream.idsUntil(10)).containsExactly(7L, 8L, 9L, 10L);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 1_000_000_000, Long.MAX_VALUE})
    void resetsACursorFromTheFuture(long cursor) {
        publish(10);

        try (var stream = EventStream.open(server, "?lastEventId=" + cursor)) {
            assertThat(stream.frame()).startsWith("id: 10\nevent: stream_reset\n");
            publish(1);
            assertThat(EventStream.idOf(stream.frame())).isEqualTo(11);
        }
    }

    @Test
    void forgetsClientsThatGoAway() {
        var streams = Stream.generate(() -> EventStream.open(server, "")).limit(5).toList();
        assertThat(server.bus().stream().subscribers()).isEqualTo(5);

        streams.forEach(EventStream::close);

        publishUntilNobodyListens();
    }

    @Test
    void forgetsClientsThatGoAwayWhileTheyAreBehind() {
        publish(5_000);
        var streams = Stream.generate(() -> EventStream.open(server, "?lastEventId=0")).limit(5).toList();

        streams.forEach(EventStream::close);

        publishUntilNobodyListens();
    }

    @Test
    void keepsNoSubscriptionForHead() {
        var answer = server.send(server.to("/v1/events").method("HEAD", noBody()));

        assertThat(answer.status()).isEqualTo(200);
        publishUntilNobodyListens();
    }

    @Test
    void endsStreamsWhenTheBusCloses() {
        try (var stream = EventStream.open(server, "")) {
            var last = publish(3);
            server.bus().close();

            assertThat(stream.idsUntil(last)).hasSize(3);
            assertThat(stream.isAtEnd()).isTrue();
        }
    }

    @Test
    void saysThatASilentStreamLives() {
        try (var lively = TestServer.start(Duration.ofMillis(20));
                var stream = EventStream.open(lively, "")) {
            assertThat(stream.frame()).startsWith(": heartbeat\n");
            assertThat(stream.frame()).startsWith(": heartbeat\n");
        }
    }

    @Test
    void movesTheCursorOfAClientForWhichNothingWas() {
        try (var lively = TestServer.start(Duration.ofMillis(20));
                var stream = EventStream.open(lively, "?type=completed")) {
            var last = lively.bus().commit(new Event(AT, ONE, new Failure("x")), () -> {}).join();
            var moved = Stream.generate(stream::frame)
                    .limit(50)
                    .anyMatch(frame -> frame.endsWith("\nid: " + last + "\n\n"));

            assertThat(moved).isTrue();
        }
    }

    @Test
    void givesANewClientACursorBeforeAnythingHappens() {
        var before = publish(1);

        try (var stream = EventStream.open(server, "")) {
            assertThat(stream.greeting()).isEqualTo("retry: 2000\nid: " + before + "\n\n");
        }
    }

    private long publish(Event event) {
        return server.bus().commit(event, () -> {}).join();
    }

    /// Publishes this many events and waits until they are kept.
    private long publish(int count) {
        IntStream.range(1, count).forEach(_ -> publishLater());
        return publish(new Event(AT, ONE, new TorrentAdded("x")));
    }

    private void publishLater() {
        server.bus().publish(new Event(AT, ONE, new TorrentAdded("x")));
    }

    private void publishMixture() {
        publish(new Event(AT, ONE, new TorrentAdded("x")));
        publish(new Event(AT, TWO, new TorrentAdded("x")));
        publish(new Event(AT, ONE, new Failure("x")));
        publish(new Event(AT, TWO, new Failure("x")));
    }

    /// One that asks for all events and never reads.
    private static Socket stuckClient(TestServer server) throws Exception {
        var socket = new Socket();
        socket.setReceiveBufferSize(4096);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
        var request = "GET /v1/events HTTP/1.1\r\nHost: x\r\nX-Revaer-Api-Key: " + TestServer.KEY
                + "\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        var answer = new byte[8];
        assertThat(socket.getInputStream().readNBytes(answer, 0, 8)).isEqualTo(8);
        return socket;
    }

    /// More than the buffers of a connection hold.
    private static long publishMuch(TestServer server) {
        var text = "x".repeat(4000);
        for (int i = 1; i < LARGE_EVENTS; i++) {
            server.bus().publish(new Event(AT, ONE, new Failure(text)));
        }
        return server.bus().commit(new Event(AT, ONE, new Failure(text)), () -> {}).join();
    }

    private void publishUntilNobodyListens() {
        var deadline = Instant.now().plusSeconds(20);
        while (server.bus().stream().subscribers() > 0) {
            assertThat(Instant.now()).as("subscriptions are left").isBefore(deadline);
            publish(1);
        }
        assertThat(server.bus().stream().subscribers()).isZero();
    }
}
