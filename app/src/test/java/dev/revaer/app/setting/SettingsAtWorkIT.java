package dev.revaer.app.setting;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

import dev.revaer.app.Patience;
import dev.revaer.engine.MetainfoReader;
import dev.revaer.engine.event.Event;
import dev.revaer.engine.event.EventData.AltSpeedChanged;
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
    private static final long MOST_BYTES = 1L << 60;

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
                "{\"app\": {\"eventsKept\": {\"days\": 6}, \"auditKept\": {\"days\": 6}}}");

        assertThat(before).allSatisfy(count -> assertThat(count).isPositive());
        Patience.until("old events gone", () -> older(EVENT, EVENT.AT, since) == 0);
        Patience.until("old audit entries gone", () -> older(AUDIT, AUDIT.AT, since) == 0);
    }

    @Test
    void keepsNoMoreEventsAndAuditEntriesThanItIsTold() throws Exception {
        served.set("{\"limits\": {\"uploadBytesPerSecond\": 7}}");
        var client = served.client();
        var bus = served.service().bus();
        var cursor = bus.stream().lastId() - 1;
        var audit = "/v1/audit?cursor=" + (client.get("/v1/audit?limit=1").at("/items/0/id").asLong() + 1);
        for (int i = 0; i < 1100; i++) {
            bus.publish(Event.of(new AltSpeedChanged(true, "test")));
        }
        served.service()
                .sql()
                .execute(
                        "insert into audit (at, actor, action, detail) "
                                + "select now(), 'test', 'test', '{}' from generate_series(1, 1100)");
        var replayed = firstEventAfter(cursor);
        var noted = client.get(audit).at("/items");

        served.set(
                "{\"app\": {\"eventsKept\": {\"entries\": 1000}, \"auditKept\": {\"entries\": 1000}}}");

        assertThat(replayed).doesNotContain("stream_reset");
        assertThat(noted).isNotEmpty();
        Patience.until("the event gone", () -> firstEventAfter(cursor).contains("stream_reset"));
        Patience.until("the audit entry gone", () -> client.get(audit).at("/items").isEmpty());
    }

    @Test
    void keepsSpaceFreeAndAMarginForWhoWaits() throws Exception {
        var content = Files.write(served.directory().resolve("missing.bin"), new byte[100_000]);
        var metainfo = served.service().bean(MetainfoReader.class).create(content);
        var torrent = "/v1/torrents/" + served.add(metainfo).hex();
        Patience.until("a download", () -> state(torrent).matches("downloading|stalled"));

        keepFree(MOST_BYTES, 0);
        Patience.until("the hold", () -> state(torrent).equals("paused"));
        var reason = served.client().get(torrent).at("/reason").asString();
        keepFree(0, MOST_BYTES);
        Patience.until(
                "the hold for the margin",
                () -> served.client()
                        .get("/health")
                        .at("/components/disk/detail")
                        .asString()
                        .contains(" 0 must stay so; 1 downloads wait"));
        keepFree(0, 0);

        assertThat(reason).contains("not enough space", MOST_BYTES + " stay free");
        Patience.until("the way on", () -> !state(torrent).equals("paused"));
    }

    private static void keepFree(long minFreeSpaceBytes, long marginBytes) throws Exception {
        served.set(
                "{\"engine\": {\"volume\": {\"minFreeSpaceBytes\": %d, \"marginBytes\": %d}}}"
                        .formatted(minFreeSpaceBytes, marginBytes));
    }

    private static String state(String torrent) throws Exception {
        return served.client().get(torrent).at("/state").asString();
    }

    private static String firstEventAfter(long id) throws Exception {
        try (var lines = served.client().lines("/v1/events?lastEventId=" + id).body()) {
            return lines.filter(line -> line.startsWith("event:")).findFirst().orElseThrow();
        }
    }

    private static int older(Table<?> table, Field<Instant> at, Instant since) {
        return served.service().sql().fetchCount(table, at.lt(since));
    }
}
