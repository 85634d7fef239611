package dev.revaer.app.setting;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;

import dev.revaer.app.Patience;
import dev.revaer.app.ServiceClient;
import dev.revaer.app.ServiceFixture;
import dev.revaer.app.audit.AuditTable;
import dev.revaer.app.database.DatabaseAddress;
import dev.revaer.app.database.DatabaseFixture;
import dev.revaer.app.directory.DownloadRoot;
import dev.revaer.engine.TorrentEngine;
import dev.revaer.engine.event.EventBus;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// Settings that are changed behind the service's back.
@Timeout(120)
class SettingsWatchIT {
    private static final String CONFIG = "/v1/config";
    private static final Duration LIVE_WITHIN = Duration.ofSeconds(2);

    @TempDir
    private Path temp;
    private DatabaseAddress database;
    private ServiceFixture service;
    private ServiceClient client;

    @BeforeEach
    void start() throws IOException {
        database = DatabaseFixture.freshDatabase();
        restart();
    }

    @AfterEach
    void stop() {
        client.close();
        service.close();
    }

    @Test
    void takesOverWhatIsWrittenByHandAndTellsOfIt() throws Exception {
        var before = service.bus().stream().lastId();
        write(1, "{\"limits\": {\"downloadBytesPerSecond\": 4711}}");
        var written = Instant.now();

        Patience.until("the change", () -> revision() == 1);

        assertThat(Duration.between(written, Instant.now())).isLessThan(LIVE_WITHIN);
        var told = service.eventsAfter(
                before,
                null,
                event -> event.path("type").asString().equals("settings_changed"));
        assertThat(told.getLast().at("/data/changed/0").asString())
                .isEqualTo("/limits/downloadBytesPerSecond");
        Patience.until(
                "its history",
                () -> client.get(CONFIG + "/revisions/1").at("/revision/changes/0/after").asInt() == 4711);
        assertThat(client.get("/v1/audit?limit=1").at("/items/0/actor").asString()).isEqualTo("psql");

        service.sql().query("update settings set document = '{}' where revision = 1").execute();
        Patience.until(
                "the change of a change",
                () -> client.get(CONFIG).at("/settings/limits/downloadBytesPerSecond").asInt() == 0);
    }

    @Test
    void refusesWhatMakesNoSenseAndKeepsTheLastGood() throws Exception {
        client.patch(CONFIG, "{\"limits\": {\"downloadBytesPerSecond\": 5000}}");
        var before = service.bus().stream().lastId();

        write(2, "{\"limits\": {\"downloadBytesPerSecond\": \"fast\", \"speed\": 1}}");

        var told = service
                .eventsAfter(before, null, event -> event.path("type").asString().equals("failure"));
        assertThat(told.getLast().at("/data/reason").asString()).contains("revision 2", "revision 1 stays");
        assertHolds5000();
        restart();
        assertHolds5000();

        var patched = client.patch(CONFIG, "{\"engine\": {\"connections\": 60}}");
        assertThat(patched.at("/revision").asLong()).isEqualTo(3);
        assertThat(patched.at("/settings/limits/downloadBytesPerSecond").asInt()).isEqualTo(5000);
        Patience.until("health", () -> component("status").equals("up"));
    }

    @Test
    void refusesADirectoryThatCannotBeUsed() throws Exception {
        write(1, "{\"engine\": {\"directories\": {\"downloads\": \"/etc\"}}}");

        Patience.until("health", () -> component("status").equals("degraded"));
        assertThat(component("detail")).contains("/engine/directories/downloads", "must lie in");
        assertThat(client.get(CONFIG).at("/settings/engine/directories/downloads").isNull()).isTrue();
    }

    @Test
    void refusesWhatIsNoObject() throws Exception {
        write(1, "[1, 2]");

        Patience.until("health", () -> component("status").equals("degraded"));
        assertThat(component("detail")).contains("must be an object");
        assertThat(client.get(CONFIG + "/revisions/1").at("/settings/0").asInt()).isEqualTo(1);
        service.sql().query("delete from settings").execute();
        Patience.until("health", () -> component("status").equals("up"));
    }

    @Test
    void seesAndShowsTheChangesOfAnotherOnTheSameDatabase() throws Exception {
        var heard = new CopyOnWriteArrayList<Integer>();
        var other = new LiveSettings(
                new SettingsTable(service.sql(), service.bean(SettingsSecrets.class)),
                service.bean(EventBus.class),
                service.bean(AuditTable.class),
                new SimpleMeterRegistry().timer("applied"),
                service.bean(DownloadRoot.class));
        other.follow(settings -> heard.add(settings.engine().connections()));
        var answers = new SettingsAnswers(
                other,
                new SettingsTable(service.sql(), service.bean(SettingsSecrets.class)),
                new EffectiveSettings(service.bean(TorrentEngine.class), true));
        try (var _ = SettingsWatch.start(other, service.bean(DataSource.class))) {
            client.patch(CONFIG, "{\"engine\": {\"connections\": 60}}");
            Patience.until("the service's change", () -> heard.contains(60));

            answers.patch(
                    new tools.jackson.databind.json.JsonMapper()
                            .readTree("{\"engine\": {\"uploadSlots\": 9}}"),
                    new dev.revaer.api.setting.SettingsControl.Wish(null, false, null, "other", null));

            Patience.until("the other's change", () -> revision() == 2);
            assertThat(client.get(CONFIG).at("/settings/engine/connections").asInt()).isEqualTo(60);
            assertThat(client.get(CONFIG).at("/settings/engine/uploadSlots").asInt()).isEqualTo(9);
        }
    }

    private void assertHolds5000() throws Exception {
        Patience.until("health", () -> component("status").equals("degraded"));
        assertThat(component("detail")).contains("revision 2", "/limits/", "1 more", "revision 1 holds");
        assertThat(client.get(CONFIG).at("/settings/limits/downloadBytesPerSecond").asInt()).isEqualTo(5000);
    }

    private String component(String member) throws Exception {
        return client.get("/health").at("/components/settings/" + member).asString();
    }

    private long revision() throws Exception {
        return client.get(CONFIG).at("/revision").asLong();
    }

    private void write(long revision, String document) {
        service.sql()
                .query(
                        "insert into settings (revision, at, actor, document) values (?, now(), 'psql', ?::jsonb)",
                        revision,
                        document)
                .execute();
    }

    private void restart() throws IOException {
        if (service != null) {
            client.close();
            service.close();
        }
        service = ServiceFixture.start(temp.toRealPath(), database);
        client = ServiceClient.of(service.options().url(), service.options().cliFile());
    }
}
