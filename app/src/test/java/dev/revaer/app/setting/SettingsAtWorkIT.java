package dev.revaer.app.setting;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

import com.sun.net.httpserver.HttpServer;
import dev.revaer.app.Patience;
import dev.revaer.engine.InfoHash;
import dev.revaer.engine.MetainfoReader;
import dev.revaer.engine.create.HashingProgress;
import dev.revaer.engine.create.MetainfoFormat;
import dev.revaer.engine.create.NewMetainfo;
import dev.revaer.engine.event.EventType;
import org.jooq.Field;
import org.jooq.Table;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

import static dev.revaer.app.database.schema.Tables.AUDIT;
import static dev.revaer.app.database.schema.Tables.EVENT;
import static org.assertj.core.api.Assertions.assertThat;

/// Settings seen in what Revaer does, where libtorrent has none of that name.
@Timeout(60)
class SettingsAtWorkIT {
    @TempDir
    private static Path temp;
    private static ServedSettings served;

    @BeforeAll
    static void start() throws IOException {
        served = ServedSettings.start(temp);
    }

    @AfterAll
    static void stop() {
        served.close();
    }

    @AfterEach
    void takeBack() throws Exception {
        served.takeBack();
    }

    @Test
    void endsSeedingByTheUsualGoals() throws Exception {
        served.set("{\"limits\": {\"seedGoals\": {\"seedTime\": \"PT1S\", \"action\": \"remove\"}}}");

        var events = served.service().eventsUntil(served.add("seed.txt", "hello"), EventType.TORRENT_REMOVED);

        assertThat(events.getLast().at("/data/reason").asString()).isEqualTo("it has seeded for PT1S");
        assertThat(served.service().options().downloadDir().resolve("seed.txt")).exists();
    }

    @Test
    void keepsNoMoreRevisionsThanItIsTold() throws Exception {
        for (int i = 1; i <= 12; i++) {
            served.set(
                    "{\"app\": {\"revisionsKept\": 10}, \"limits\": {\"uploadBytesPerSecond\": %d}}"
                            .formatted(i));
        }

        assertThat(served.client().get("/v1/config/revisions").at("/items")).hasSize(10);
    }

    @Test
    void blocksAddressesOfTheSettingsAndOfAList() throws Exception {
        var peers = "/v1/torrents/" + served.add("blocked.txt", "hello").hex() + "/peers";
        var list = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        list.createContext("/", exchange -> {
            var ranges = "127.0.0.6/32\n".getBytes(StandardCharsets.US_ASCII);
            exchange.sendResponseHeaders(200, ranges.length);
            exchange.getResponseBody().write(ranges);
            exchange.close();
        });
        list.start();
        try {
            served.set(
                    "{\"engine\": {\"network\": {\"blockedRanges\": [\"127.0.0.5\"], \"blocklist\": {\"url\": \"http://127.0.0.1:%d/\"}}}}"
                            .formatted(list.getAddress().getPort()));

            assertThat(served.client().post(peers, "{\"address\": \"127.0.0.5:6881\"}").json().toString())
                    .contains("blocked");
            Patience.until(
                    "the list",
                    () -> served.client()
                            .post(peers, "{\"address\": \"127.0.0.6:6881\"}")
                            .json()
                            .toString()
                            .contains("blocked"));
            assertThat(served.client().post(peers, "{\"address\": \"127.0.0.7:6881\"}").json().toString())
                    .doesNotContain("blocked");
        } finally {
            list.stop(0);
        }
    }

    @Test
    void logsMoreOrLess() throws Exception {
        var logger = LoggerFactory.getLogger("dev.revaer.app.setting.probe");
        var before = logger.isDebugEnabled();
        served.set("{\"app\": {\"logLevels\": {\"dev.revaer.app.setting.probe\": \"trace\"}}}");
        var more = logger.isTraceEnabled();
        served.set(
                "{\"app\": {\"logLevels\": {\"dev.revaer.app.setting\": \"off\", \"dev.revaer.app.setting.probe\": null}}}");
        var off = logger.isErrorEnabled();
        served.set("{\"app\": null}");

        assertThat(before).isFalse();
        assertThat(more).isTrue();
        assertThat(off).isFalse();
        assertThat(logger.isInfoEnabled()).isTrue();
        assertThat(logger.isDebugEnabled()).isFalse();
        var misnamed = served.client()
                .patch("/v1/config", "{\"app\": {\"logLevels\": {\"a b\": \"debug\"}}}");
        assertThat(misnamed.at("/errors/0/pointer").asString()).startsWith("/app/logLevels");
        var unknown = served.client().patch("/v1/config", "{\"app\": {\"logLevels\": {\"a\": \"loud\"}}}");
        assertThat(unknown.at("/errors/0/pointer").asString()).isEqualTo("/app/logLevels/a");
    }

    @Test
    void forgetsEventsAndAuditEntriesThatAreTooOld() throws Exception {
        served.published(served.add("old.txt", "hello"));
        var weekAgo = Instant.now().minusSeconds(7 * 86_400);
        served.service().sql().update(EVENT).set(EVENT.AT, weekAgo).execute();
        served.service().sql().update(AUDIT).set(AUDIT.AT, weekAgo).execute();
        var since = weekAgo.plusSeconds(60);
        var before = List.of(older(EVENT, EVENT.AT, since), older(AUDIT, AUDIT.AT, since));

        served.set(
                "{\"app\": {\"eventsKept\": {\"entries\": 5000, \"days\": 6}, \"auditKept\": {\"entries\": 5000, \"days\": 6}}}");

        assertThat(before).allSatisfy(count -> assertThat(count).isPositive());
        Patience.until("old events gone", () -> older(EVENT, EVENT.AT, since) == 0);
        Patience.until("old audit entries gone", () -> older(AUDIT, AUDIT.AT, since) == 0);
    }

    @Test
    void givesTrackersToTorrentsThatAreNotPrivate() throws Exception {
        served.set("{\"engine\": {\"trackers\": {\"added\": [\"udp://127.0.0.1:9\"]}}}");
        var added = trackers(served.add("public.txt", "hello"));
        served.set("{\"engine\": {\"trackers\": {\"replaceOthers\": true}}}");
        var replaced = trackers(served.add(metainfo("replaced.txt", false)));
        var ofPrivate = trackers(served.add(metainfo("private.txt", true)));

        assertThat(added).containsExactly("udp://127.0.0.1:9");
        assertThat(replaced).containsExactly("udp://127.0.0.1:9");
        assertThat(ofPrivate).containsExactly("http://127.0.0.1:9/announce");
        var refused = served.client()
                .patch("/v1/config", "{\"engine\": {\"trackers\": {\"added\": [\"ws://127.0.0.1\"]}}}");
        assertThat(refused.at("/errors/0/pointer").asString()).isEqualTo("/engine/trackers/added/0");
    }

    @Test
    void tellsWhatNeedsARestart() throws Exception {
        var patched = served.client().patch("/v1/config", "{\"engine\": {\"disk\": {\"io\": \"posix\"}}}");

        assertThat(patched.at("/restartRequired/0").asString()).isEqualTo("/engine/disk/io");
    }

    private static int older(Table<?> table, Field<Instant> at, Instant since) {
        return served.service().sql().fetchCount(table, at.lt(since));
    }

    private static List<String> trackers(InfoHash infoHash) throws Exception {
        return served.client()
                .get("/v1/torrents/" + infoHash.hex() + "/trackers")
                .at("/items")
                .findValuesAsString("url");
    }

    private static byte[] metainfo(String name, boolean isPrivate) throws IOException {
        var file = Files.writeString(served.service().options().downloadDir().resolve(name), "hello");
        var wanted = new NewMetainfo(
                file,
                MetainfoFormat.HYBRID,
                null,
                isPrivate,
                List.of(List.of("http://127.0.0.1:9/announce")),
                List.of(),
                null,
                null);
        return served.service().bean(MetainfoReader.class).create(wanted, HashingProgress.IGNORED);
    }
}
