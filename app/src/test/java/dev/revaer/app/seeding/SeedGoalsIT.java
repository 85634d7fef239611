package dev.revaer.app.seeding;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

import dev.revaer.app.LeechingPeer;
import dev.revaer.app.Patience;
import dev.revaer.app.ServiceClient;
import dev.revaer.app.ServiceFixture;
import dev.revaer.app.database.DatabaseAddress;
import dev.revaer.app.database.DatabaseFixture;
import dev.revaer.engine.InfoHash;
import dev.revaer.engine.MetainfoReader;
import dev.revaer.engine.TorrentEngine;
import dev.revaer.engine.TorrentState;
import dev.revaer.engine.event.EventType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static dev.revaer.app.database.schema.Tables.TORRENT;
import static org.assertj.core.api.Assertions.assertThat;

/// Torrents whose data is in place seed until a goal is met.
@Timeout(180)
class SeedGoalsIT {
    private static final int SIZE = 1_000_000;
    private static final String AFTER_A_SECOND = "{\"seedGoals\": {\"seedTime\": \"PT1S\"}}";

    @TempDir
    private Path temp;
    private Path directory;
    private DatabaseAddress database;
    private ServiceFixture service;
    private ServiceClient client;

    @BeforeEach
    void start() throws Exception {
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
    void stopsAndStaysCompletedAcrossARestart() throws Exception {
        var infoHash = seeding("a");

        change(infoHash, AFTER_A_SECOND);

        awaitState(infoHash, TorrentState.COMPLETED);
        assertThat(torrent(infoHash).path("reason").asString()).isEqualTo("it has seeded for PT1S");
        var told = service
                .eventsAfter(0, infoHash, event -> event.at("/data/to").asString("").equals("completed"));
        assertThat(told.getLast().at("/data/reason").asString()).isEqualTo("it has seeded for PT1S");
        assertThat(service.sql().select(TORRENT.GOAL_MET).from(TORRENT).fetchSingle(TORRENT.GOAL_MET))
                .isTrue();
        restart();
        assertThat(torrent(infoHash).path("state").asString()).isEqualTo("completed");
    }

    @Test
    void letsATorrentSeedOnThatIsResumedUntilItsGoalsChange() throws Exception {
        var infoHash = seeding("a");
        change(infoHash, AFTER_A_SECOND);
        awaitState(infoHash, TorrentState.COMPLETED);

        var resumed = client.post("/v1/torrents/" + infoHash + "/action", "{\"action\": \"resume\"}");

        assertThat(resumed.status()).isEqualTo(200);
        awaitState(infoHash, TorrentState.SEEDING);
        awaitRoundThatStops("b");
        assertThat(stateOf(infoHash)).isEqualTo(TorrentState.SEEDING);
        restart();
        awaitState(infoHash, TorrentState.SEEDING);
        awaitRoundThatStops("c");
        assertThat(stateOf(infoHash)).isEqualTo(TorrentState.SEEDING);
        change(infoHash, "{\"seedGoals\": {\"seedTime\": \"PT2S\"}}");
        awaitState(infoHash, TorrentState.COMPLETED);
    }

    @Test
    void removesTheDataOnlyOnceItIsInTheLibrary() throws Exception {
        var infoHash = seeding("a");

        change(infoHash, "{\"seedGoals\": {\"seedTime\": \"PT1S\", \"action\": \"removeData\"}}");

        var events = service.eventsUntil(infoHash, EventType.TORRENT_REMOVED);
        assertThat(events).extracting(event -> event.path("type").asString()).contains("fsops_completed");
        assertThat(events.getLast().at("/data/reason").asString()).isEqualTo("it has seeded for PT1S");
        assertThat(events.getLast().at("/data/deletedData").asBoolean()).isTrue();
        assertThat(service.options().downloadDir().resolve("a")).doesNotExist();
        assertThat(service.options().libraryDir().resolve("a")).exists();
    }

    @Test
    void inheritsGoalsFromCategoryTagsAndSettingsButNeverActsBeforeTheLeastTime() throws Exception {
        client.put("/v1/categories/short", AFTER_A_SECOND);
        client.put("/v1/tags/endless", "{\"seedGoals\": {\"seedTime\": \"PT0S\"}}");
        client.patch("/v1/config", "{\"limits\": {\"seedGoals\": {\"seedTime\": \"PT1S\"}}}");
        var tagged = seeding("tagged");
        change(tagged, "{\"tags\": [\"endless\"]}");
        var grouped = seeding("grouped");

        change(grouped, "{\"category\": \"short\", \"tags\": [\"endless\"]}");

        awaitState(grouped, TorrentState.COMPLETED);
        assertThat(stateOf(tagged)).isEqualTo(TorrentState.SEEDING);
        var plain = seeding("plain");
        awaitState(plain, TorrentState.COMPLETED);
        client.patch("/v1/config", "{\"limits\": {\"minSeedTime\": \"PT1H\"}}");
        var late = seeding("late");
        change(late, AFTER_A_SECOND);
        Patience.until(
                "some seconds of seeding",
                () -> torrent(late).path("seedingSeconds").asLong() >= 2 * 3 + 1);
        assertThat(stateOf(late)).isEqualTo(TorrentState.SEEDING);
    }

    @Test
    void countsTheRatioAcrossARestart() throws Exception {
        var infoHash = seeding("a");
        upload("a");
        Patience.until("the upload counted", () -> torrent(infoHash).path("ratio").asDouble() >= 0.9);
        var before = torrent(infoHash);

        restart();

        var after = torrent(infoHash);
        assertThat(after.path("uploadedBytes").asLong())
                .isGreaterThanOrEqualTo(before.path("uploadedBytes").asLong());
        assertThat(after.path("seedingSeconds").asLong())
                .isGreaterThanOrEqualTo(before.path("seedingSeconds").asLong());
        change(infoHash, "{\"seedGoals\": {\"ratio\": 0.9}}");
        awaitState(infoHash, TorrentState.COMPLETED);
        assertThat(torrent(infoHash).path("reason").asString()).startsWith("its ratio ");

        var usual = seeding("b");
        upload("b");
        var patched = client.patch("/v1/config", "{\"limits\": {\"seedGoals\": {\"ratio\": 0.9}}}");
        assertThat(patched.status()).as(patched.toString()).isEqualTo(200);
        awaitState(usual, TorrentState.COMPLETED);
        assertThat(torrent(usual).path("reason").asString()).startsWith("its ratio ");
    }

    /// A round that stops a torrent has looked at all others too.
    private void awaitRoundThatStops(String name) throws Exception {
        var other = seeding(name);
        change(other, AFTER_A_SECOND);
        awaitState(other, TorrentState.COMPLETED);
    }

    private InfoHash seeding(String name) throws Exception {
        var bytes = new byte[SIZE];
        new Random(name.hashCode()).nextBytes(bytes);
        var content = Files.write(service.options().downloadDir().resolve(name), bytes);
        var infoHash = service.add(service.bean(MetainfoReader.class).create(content));
        awaitState(infoHash, TorrentState.SEEDING);
        return infoHash;
    }

    private void upload(String name) throws Exception {
        var metainfo = service.bean(MetainfoReader.class)
                .create(service.options().downloadDir().resolve(name));
        LeechingPeer.download(
                metainfo,
                service.bean(TorrentEngine.class).listenPort(),
                Files.createDirectories(directory.resolve("peer")));
    }

    private void change(InfoHash infoHash, String body) throws Exception {
        var answer = client.patch("/v1/torrents/" + infoHash, body);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    }

    private JsonNode torrent(InfoHash infoHash) throws Exception {
        return client.get("/v1/torrents/" + infoHash).json();
    }

    private void awaitState(InfoHash infoHash, TorrentState state) throws Exception {
        Patience.until(infoHash + " being " + state.label(), () -> stateOf(infoHash) == state);
    }

    private TorrentState stateOf(InfoHash infoHash) {
        return service.catalog().get(infoHash).torrent().state();
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
