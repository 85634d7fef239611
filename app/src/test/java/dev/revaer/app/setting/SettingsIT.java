package dev.revaer.app.setting;

import java.io.IOException;
import java.nio.file.Path;

import dev.revaer.app.ServiceClient;
import dev.revaer.app.ServiceFixture;
import dev.revaer.app.database.DatabaseAddress;
import dev.revaer.app.database.DatabaseFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// Settings changed over HTTP, kept in PostgreSQL and applied to the running session.
@Timeout(120)
class SettingsIT {
    private static final String CONFIG = "/v1/config";

    @TempDir
    private Path temp;
    private DatabaseAddress database;
    private ServiceFixture service;
    private ServiceClient client;

    @BeforeEach
    void start() throws IOException {
        database = DatabaseFixture.freshDatabase();
        service = ServiceFixture.start(temp.toRealPath(), database);
        client = client();
    }

    @AfterEach
    void stop() {
        client.close();
        service.close();
    }

    @Test
    void tellsTheDefaultsBeforeAnythingIsSet() throws Exception {
        var config = client.get(CONFIG);

        assertThat(config.at("/revision").asLong()).isZero();
        assertThat(config.at("/settings/engine/network/encryption").asString()).isEqualTo("prefer");
        assertThat(config.at("/settings/engine/network/dht").asBoolean()).isTrue();
        assertThat(config.at("/settings/limits/downloadBytesPerSecond").asInt()).isZero();
        assertThat(config.response().headers().firstValue("ETag")).hasValue("\"0\"");
    }

    @Test
    void keepsWhatWasSetAcrossARestart() throws Exception {
        var patched = client.patch(
                CONFIG,
                "{\"limits\": {\"downloadBytesPerSecond\": 5000}, \"engine\": {\"connections\": 77}}");
        assertThat(patched.status()).isEqualTo(200);
        service.close();
        service = ServiceFixture.start(temp.toRealPath(), database);
        client = client();

        var config = client.get(CONFIG);

        assertThat(config.at("/revision").asLong()).isEqualTo(1);
        assertThat(config.at("/settings/limits/downloadBytesPerSecond").asInt()).isEqualTo(5000);
        assertThat(config.at("/settings/engine/connections").asInt()).isEqualTo(77);
    }

    @Test
    void tellsWhatChanged() throws Exception {
        var before = service.bus().stream().lastId();

        client.patch(CONFIG, "{\"limits\": {\"uploadBytesPerSecond\": 1000}}");

        var events = service.eventsAfter(
                before,
                null,
                event -> event.path("type").asString().equals("settings_changed"));
        assertThat(events.getLast().at("/data/changed/0").asString())
                .isEqualTo("/limits/uploadBytesPerSecond");
        assertThat(events.getLast().at("/data/revision").asLong()).isEqualTo(1);
    }

    @Test
    void makesNoRevisionOfAPatchThatChangesNothing() throws Exception {
        var answer = client.patch(CONFIG, "{\"limits\": {\"uploadBytesPerSecond\": 0}}");

        assertThat(answer.at("/revision").asLong()).isZero();
    }

    @Test
    void takesAValueBackWithNull() throws Exception {
        client.patch(CONFIG, "{\"engine\": {\"queue\": {\"activeDownloads\": 2}}}");

        var answer = client.patch(CONFIG, "{\"engine\": {\"queue\": {\"activeDownloads\": null}}}");

        assertThat(answer.at("/settings/engine/queue/activeDownloads").asInt()).isEqualTo(8);
        assertThat(answer.at("/revision").asLong()).isEqualTo(2);
    }

    @Test
    void refusesAPatchForAnotherRevision() throws Exception {
        client.patch(CONFIG, "{\"engine\": {\"connections\": 50}}", "If-Match", "\"0\"");

        var late = client.patch(CONFIG, "{\"engine\": {\"connections\": 60}}", "If-Match", "\"0\"");

        assertThat(late.status()).isEqualTo(412);
        assertThat(late.problem()).isEqualTo("revision-conflict");
        assertThat(client.get(CONFIG).at("/settings/engine/connections").asInt()).isEqualTo(50);
    }

    @Test
    void hidesTheProxyPasswordAndKeepsIt() throws Exception {
        var proxy = "{\"engine\": {\"network\": {\"proxy\": {\"type\": \"socks5\", \"host\": \"127.0.0.1\", "
                + "\"port\": 1080, \"username\": \"me\", \"password\": \"s3cret\", \"killSwitch\": false}}}}";

        var answer = client.patch(CONFIG, proxy);

        assertThat(answer.at("/settings/engine/network/proxy/password").asString()).isEqualTo("********");
        var again = client.patch(CONFIG, proxy.replace("s3cret", "********").replace("1080", "1081"));
        assertThat(again.at("/settings/engine/network/proxy/port").asInt()).isEqualTo(1081);
        var kept = service.bean(LiveSettings.class).now().engine().network().proxy();
        assertThat(kept).isNotNull().extracting("password").isEqualTo("s3cret");
    }

    private ServiceClient client() throws IOException {
        return ServiceClient.of(service.options().url(), service.options().cliFile());
    }
}
