package dev.revaer.api.event;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import dev.revaer.api.FakeCatalog;
import dev.revaer.api.TestServer;
import dev.revaer.engine.InfoHash;
import dev.revaer.engine.TorrentState;
import dev.revaer.engine.event.Event;
import dev.revaer.engine.event.EventData.Failure;
import dev.revaer.engine.event.EventData.StateChanged;
import dev.revaer.engine.event.EventData.TorrentAdded;
import dev.revaer.engine.event.EventData.TorrentRemoved;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
@Execution(ExecutionMode.CONCURRENT)
class HistoryApiIT {
    private static final InfoHash HASH = new InfoHash("1".repeat(40));
    private static final InfoHash GONE = new InfoHash("2".repeat(40));
    private static final InfoHash QUIET = new InfoHash("3".repeat(40));
    private static final String PATH = "/v1/torrents/" + HASH + "/events";

    private static TestServer server;

    @BeforeAll
    static void start() throws ExecutionException, InterruptedException, TimeoutException {
        server = TestServer.start();
        for (var hash : List.of(HASH, QUIET)) {
            server.catalog()
                    .put(FakeCatalog.torrent(hash, TorrentState.PAUSED, FakeCatalog.FIRST_ADDED));
        }
        var bus = server.bus();
        bus.publish(Event.about(HASH, new TorrentAdded("a \"name\"\r\n")));
        bus.publish(Event.about(GONE, new TorrentRemoved("gone", false)));
        bus.publish(
                Event.about(HASH, new StateChanged(TorrentState.CHECKING, TorrentState.DOWNLOADING, null)));
        bus.publish(Event.about(HASH, new Failure("first")));
        bus.publish(Event.about(HASH, new StateChanged(TorrentState.DOWNLOADING, TorrentState.FAILED, "x")));
        bus.commit(Event.about(HASH, new Failure("second")), () -> {}).get(30, TimeUnit.SECONDS);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void tellsTheNewestFirstInTheEnvelopeOfTheStream() {
        var page = server.get(PATH).json();

        assertThat(types(page))
                .containsExactly("failure", "state_changed", "failure", "state_changed", "torrent_added");
        assertThat(page.path("nextCursor").isNull()).isTrue();
        var added = page.path("items").get(4);
        assertThat(added.propertyNames())
                .containsExactly("id", "type", "at", "severity", "infoHash", "data");
        assertThat(added.at("/infoHash").asString()).isEqualTo(HASH.hex());
        assertThat(added.at("/data/name").asString()).isEqualTo("a \"name\"\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&order=desc", "&order=asc"})
    void goesFromPageToPage(String order) {
        var whole = ids(server.get(PATH + "?limit=200" + order).json());

        var seen = new ArrayList<Long>();
        var page = server.get(PATH + "?limit=2" + order).json();
        seen.addAll(ids(page));
        while (!page.path("nextCursor").isNull()) {
            var cursor = page.path("nextCursor").asString();
            page = server.get(PATH + "?limit=2&cursor=" + cursor + order).json();
            seen.addAll(ids(page));
        }

        assertThat(seen).isEqualTo(whole).hasSize(5);
        assertThat(whole.getFirst() < whole.getLast()).isEqualTo(order.endsWith("asc"));
    }

    @Test
    void tellsSomeTypesAlone() {
        assertThat(types(server.get(PATH + "?type=failure&type=torrent_added").json()))
                .containsExactly("failure", "failure", "torrent_added");
        assertThat(types(server.get(PATH + "?type=completed").json())).isEmpty();
    }

    @Test
    void remembersATorrentThatIsGone() {
        assertThat(types(server.get("/v1/torrents/" + GONE + "/events").json()))
                .containsExactly("torrent_removed");
    }

    @Test
    void saysWhatIsNotThere() {
        assertThat(types(server.get("/v1/torrents/" + QUIET + "/events").json())).isEmpty();
        server.get("/v1/torrents/" + "f".repeat(40) + "/events").isProblem(404, "torrent-not-found");
        server.get("/v1/torrents/x/events").isProblem(400, "bad-info-hash");
    }

    @Test
    void saysWhenAPageIsAsItWas() {
        var tag = server.get(PATH).header("ETag");

        assertThat(server.send(server.to(PATH).header("If-None-Match", tag)).status()).isEqualTo(304);
        assertThat(server.send(server.to(PATH + "?limit=2").header("If-None-Match", tag)).status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=201", "cursor=x", "cursor=-1", "cursor=", "order=up",
            "cursor=9999999999999999999", "type=", "type=COMPLETED", "state=paused", "lastEventId=1"})
    void refusesWhatMakesNoSense(String query) {
        server.get(PATH + "?" + query).isProblem(400, "bad-parameter");
    }

    private static List<String> types(JsonNode page) {
        return page.path("items").valueStream().map(event -> event.path("type").asString()).toList();
    }

    private static List<Long> ids(JsonNode page) {
        return page.path("items").valueStream().map(event -> event.path("id").asLong()).toList();
    }
}
