package dev.revaer.app.setting;

import java.io.IOException;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Stream;

import dev.revaer.app.ServiceClient;
import dev.revaer.app.ServiceFixture;
import dev.revaer.app.database.DatabaseFixture;
import dev.revaer.app.document.Documents;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BooleanNode;

import static org.assertj.core.api.Assertions.assertThat;

/// Settings seen in the running session, by the names of libtorrent's manual.
@Timeout(60)
class SettingsAppliedIT {
    /// libtorrent's `proxy_type_t`.
    private static final String SOCKS5 = "2";
    private static final String HTTP_WITH_PASSWORD = "5";

    @TempDir
    private static Path temp;
    private static ServiceFixture service;
    private static ServiceClient client;

    @BeforeAll
    static void start() throws IOException {
        service = ServiceFixture.start(temp.toRealPath(), DatabaseFixture.freshDatabase());
        client = ServiceClient.of(service.options().url(), service.options().cliFile());
    }

    @AfterAll
    static void stop() {
        client.close();
        service.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "/engine/connections | 123 | connections_limit | 123",
            "/engine/uploadSlots | 17 | unchoke_slots_limit | 17",
            "/engine/queue/activeDownloads | 3 | active_downloads | 3",
            "/engine/queue/activeSeeds | 4 | active_seeds | 4",
            "/engine/queue/activeTotal | 5 | active_limit | 5",
            "/engine/queue/countSlow | true | dont_count_slow_torrents | false",
            "/engine/queue/slowDownloadBytesPerSecond | 4096 | inactive_down_rate | 4096",
            "/engine/queue/slowUploadBytesPerSecond | 8192 | inactive_up_rate | 8192",
            "/engine/peers/newPerSecond | 41 | connection_speed | 41",
            "/engine/peers/connectTimeoutSeconds | 42 | peer_connect_timeout | 42",
            "/engine/peers/idleTimeoutSeconds | 43 | peer_timeout | 43",
            "/engine/peers/knownPerTorrent | 44 | max_peerlist_size | 44",
            "/engine/peers/requestsAhead | 45 | max_out_request_queue | 45",
            "/engine/peers/sendBufferBytes | 46000 | send_buffer_watermark | 46000",
            "/engine/peers/receiveBufferBytes | 100000 | max_peer_recv_buffer_size | 100000",
            "/engine/userAgent | \"Other/1.2\" | user_agent | Other/1.2",
            "/engine/trackers/announceToAllTiers | true | announce_to_all_tiers | true",
            "/engine/trackers/announceToAllTrackers | true | announce_to_all_trackers | true",
            "/engine/trackers/timeoutSeconds | 47 | tracker_completion_timeout | 47",
            "/engine/trackers/atOnce | 48 | max_concurrent_http_announces | 48",
            "/engine/trackers/shortestIntervalSeconds | 49 | min_announce_interval | 49",
            "/engine/trackers/validateCertificates | false | validate_https_trackers | false",
            "/engine/disk/ioThreads | 5 | aio_threads | 5",
            "/engine/disk/hashingThreads | 6 | hashing_threads | 6",
            "/engine/disk/openFiles | 51 | file_pool_size | 51",
            "/engine/disk/queuedBytes | 5200000 | max_queued_disk_bytes | 5200000",
            "/engine/network/bindInterface | \"lo\" | outgoing_interfaces | lo",
            "/engine/network/encryption | \"require\" | in_enc_policy | 0",
            "/engine/network/anonymousMode | true | anonymous_mode | true",
            "/limits/downloadBytesPerSecond | 50000 | download_rate_limit | 50000",
            "/limits/uploadBytesPerSecond | 60000 | upload_rate_limit | 60000"})
    void runsWithWhatIsSet(String pointer, String value, String name, String running) throws Exception {
        var patched = patch(pointer, value);

        var item = effective(name);
        assertThat(patched.status()).as(patched.json().toString()).isEqualTo(200);
        assertThat(item.path("running").asString()).isEqualTo(running);
        assertThat(item.path("wanted").asString()).isEqualTo(running);
        assertThat(item.path("why").isNull()).isTrue();
        patch(pointer, "null");
        assertThat(effective(name).path("running").asString()).isNotEqualTo(running);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "/engine/network/dht | true | enable_dht | true | false",
            "/engine/network/lsd | true | enable_lsd | true | false",
            "/engine/network/portMapping | true | enable_upnp | true | false",
            "/engine/network/utp | true | enable_outgoing_utp | true | false",
            "/engine/network/listen | [\"0.0.0.0:7000\"] | listen_interfaces | 0.0.0.0:7000 | 127.0.0.1:0,[::1]:0"})
    void saysWhyItDiffers(String pointer, String value, String name, String wanted, String running)
            throws Exception {
        patch(pointer, value);

        var item = effective(name);

        assertThat(item.path("wanted").asString()).isEqualTo(wanted);
        assertThat(item.path("running").asString()).isEqualTo(running);
        assertThat(item.path("why").asString()).contains("--loopback-only");
    }

    /// Each by its bounds, and when it is said no more by libtorrent's own default.
    @Test
    void setsEverySettingOfLibtorrentThatIsTaken() throws Exception {
        var raw = SettingsSchema.document().at("/properties/engine/properties/rawSettings/properties");
        for (var bound : List.of("minimum", "maximum", "default")) {
            var values = Documents.STRICT.createObjectNode();
            for (var setting : raw.properties()) {
                var isFlag = setting.getValue().path("type").asString().equals("boolean");
                values.set(
                        setting.getKey(),
                        isFlag
                                ? BooleanNode.valueOf(bound.equals("minimum"))
                                : setting.getValue().get(bound));
            }
            var isUnset = bound.equals("default");

            var patched = patch("/engine/rawSettings", isUnset ? "null" : values.toString());

            assertThat(patched.status()).as(patched.json().toString()).isEqualTo(200);
            var wanted = new TreeMap<String, String>();
            var running = new TreeMap<String, String>();
            for (var setting : raw.properties()) {
                var name = setting.getKey();
                var value = isUnset ? setting.getValue().get(bound) : values.get(name);
                wanted.put(name, value.asString());
                running.put(name, effective(name).path("running").asString());
            }
            assertThat(running).as(bound).containsExactlyEntriesOf(wanted);
        }
    }

    @Test
    void saysThatTheAlternativeLimitsHold() throws Exception {
        patch(
                "/limits/alternative",
                "{\"mode\": \"on\", \"downloadBytesPerSecond\": 6000, \"uploadBytesPerSecond\": 7000}");

        assertThat(running("download_rate_limit", "upload_rate_limit")).containsExactly("6000", "7000");
        assertThat(effective("download_rate_limit").path("why").asString()).contains("alternative");
        patch("/limits/alternative", "null");
        assertThat(running("download_rate_limit", "upload_rate_limit")).containsExactly("0", "0");
    }

    @Test
    void goesByTheScheduleInItsTimeZone() throws Exception {
        var now = OffsetDateTime.now(ZoneOffset.UTC);
        var window = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
        patch(
                "/limits/alternative",
                """
                        {"downloadBytesPerSecond": 6000, "schedule": {"timeZone": "UTC", "windows": [{"days": ["monday", "tuesday",
                        "wednesday", "thursday", "friday", "saturday", "sunday"], "from": "%s", "to": "%s"}]}}"""
                        .formatted(
                                window.format(now.minusHours(1)),
                                window.format(now.plusHours(1))));
        var inside = running("download_rate_limit");

        patch("/limits/alternative/schedule/timeZone", "\"Etc/GMT-12\"");
        var outside = running("download_rate_limit");

        patch("/limits/alternative", "null");
        assertThat(inside).containsExactly("6000");
        assertThat(outside).containsExactly("0");
    }

    static Stream<String> everySetting() {
        return SettingsSchemaTest.leaves().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("everySetting")
    void refusesWhatMakesNoSense(String pointer) throws Exception {
        var nonsense = pointer.matches("/app/logLevels|/fsops/profiles") ? "17" : "{\"nonsense\": [{}]}";
        var patch = SettingsSchemaTest.set(pointer, Documents.STRICT.readTree(nonsense));

        var refused = client.patch("/v1/config?dryRun=true", patch.toString());

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.at("/errors").findValuesAsString("pointer"))
                .anySatisfy(fault -> assertThat(fault).startsWith(pointer));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{\"limits\": {\"downloadBytesPerSecond\": -1}} | /limits/downloadBytesPerSecond",
            "{\"limits\": {\"downloadBytesPerSecond\": \"x\"}} | /limits/downloadBytesPerSecond",
            "{\"limits\": {\"downloadBytesPerSecond\": 1.5}} | /limits/downloadBytesPerSecond",
            "{\"limits\": {\"speed\": 1}} | /limits/speed",
            "{\"engine\": {\"network\": {\"listen\": [\"0.0.0.0:6881\", \"nowhere\"]}}} | /engine/network/listen/1",
            "{\"engine\": {\"network\": {\"encryption\": \"maybe\"}}} | /engine/network/encryption",
            "{\"engine\": {\"network\": {\"proxy\": {\"type\": \"http\", \"host\": \"h\", \"port\": 0, \"killSwitch\": true}}}} | /engine/network/proxy/port",
            "{\"engine\": {\"queue\": {\"activeSeeds\": -2}}} | /engine/queue/activeSeeds",
            "{\"limits\": {\"seedGoals\": {\"ratio\": -1}}} | /limits/seedGoals/ratio",
            "{\"limits\": {\"seedGoals\": {\"seedTime\": \"soon\"}}} | /limits/seedGoals/seedTime",
            "{\"colour\": 1} | /colour"})
    void namesTheFault(String patch, String pointer) throws Exception {
        var before = client.get("/v1/config").at("/revision");

        var answer = client.patch("/v1/config", patch);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.at("/errors/0/pointer").asString()).isEqualTo(pointer);
        assertThat(client.get("/v1/config").at("/revision")).isEqualTo(before);
    }

    @Test
    void goesByTheProxyAndHidesItsPassword() throws Exception {
        var names = new String[]{"proxy_type", "proxy_hostname", "proxy_port", "proxy_username",
                "proxy_password", "proxy_peer_connections", "proxy_tracker_connections", "proxy_hostnames"};
        patch(
                "/engine/network/proxy",
                "{\"type\": \"http\", \"host\": \"127.0.0.1\", \"port\": 9, \"username\": \"me\", "
                        + "\"password\": \"s3cret\", \"killSwitch\": false, \"peers\": false, \"trackers\": false, "
                        + "\"hostnames\": false}");

        assertThat(running(names)).containsExactly(
                HTTP_WITH_PASSWORD,
                "127.0.0.1",
                "9",
                "me",
                "********",
                "false",
                "false",
                "false");
        patch(
                "/engine/network/proxy",
                "{\"type\": \"socks5\", \"host\": \"127.0.0.2\", \"port\": 10, \"username\": null, "
                        + "\"password\": null, \"peers\": null, \"trackers\": null, \"hostnames\": null}");
        assertThat(running(names))
                .containsExactly(SOCKS5, "127.0.0.2", "10", "", "", "true", "true", "true");
        patch("/engine/network/proxy", "null");
        assertThat(running("proxy_type")).containsExactly("0");
    }

    private static ServiceClient.Answer patch(String pointer, String value) throws Exception {
        var patch = SettingsSchemaTest.set(pointer, Documents.STRICT.readTree(value));
        return client.patch("/v1/config", patch.toString());
    }

    private static List<String> running(String... names) throws Exception {
        var values = new ArrayList<String>();
        for (var name : names) {
            values.add(effective(name).path("running").asString());
        }
        return values;
    }

    private static JsonNode effective(String name) throws Exception {
        return client.get("/v1/config/effective")
                .at("/items")
                .valueStream()
                .filter(item -> item.path("name").asString().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
