package dev.revaer.app.metric;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

import dev.revaer.app.Patience;
import dev.revaer.app.ServiceClient;
import dev.revaer.app.ServiceFixture;
import dev.revaer.app.database.DatabaseFixture;
import dev.revaer.engine.event.EventType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/// What Prometheus reads of the running service.
@Timeout(60)
class MetricsIT {
    private static final String NAME = "a-name-that-is-in-no-metric.txt";
    @TempDir
    private static Path temp;
    private static ServiceFixture service;
    private static ServiceClient client;

    /// A torrent whose content lies in place has gone through all stages.
    @BeforeAll
    static void start() throws Exception {
        service = ServiceFixture.start(temp.toRealPath(), DatabaseFixture.freshDatabase());
        client = ServiceClient.of(service.options().url(), service.options().cliFile());
        Files.writeString(service.options().downloadDir().resolve(NAME), "hello");
        var infoHash = service.add(torrent());
        service.eventsUntil(infoHash, EventType.FSOPS_COMPLETED);
    }

    @AfterAll
    static void stop() {
        client.close();
        service.close();
    }

    @Test
    void countsWhatEachPartDoes() throws Exception {
        client.send("GET", "/v1/torrents", null, "Authorization", "Bearer nonsense");
        Patience.until("the state", () -> value("revaer_torrents{state=\"seeding\"}") == 1);

        assertThat(value("revaer_libtorrent_disk_num_blocks_read_total")).isNotNegative();
        assertThat(value("revaer_libtorrent_peer_num_peers_connected")).isZero();
        assertThat(value("revaer_events_published_total")).isGreaterThanOrEqualTo(5);
        assertThat(value("revaer_events_delivered_total")).isGreaterThanOrEqualTo(5);
        assertThat(value("revaer_events_lag_seconds")).isBetween(0.0, 5.0);
        assertThat(value("revaer_fsops_stage_seconds_count{stage=\"transfer\"}")).isEqualTo(1);
        assertThat(value("revaer_fsops_stage_seconds_sum{stage=\"transfer\"}")).isPositive();
        assertThat(value("revaer_fsops_stage_bytes_total{stage=\"transfer\"}")).isEqualTo(5);
        assertThat(value("revaer_fsops_jobs{state=\"completed\"}")).isEqualTo(1);
        assertThat(value("revaer_hook_deliveries{state=\"dead\"}")).isZero();
        assertThat(value("revaer_health{component=\"engine\",status=\"up\"}")).isEqualTo(1);
        assertThat(value("revaer_health{component=\"engine\",status=\"down\"}")).isZero();
        assertThat(value("revaer_database_breaker{state=\"closed\"}")).isEqualTo(1);
        assertThat(value("revaer_config_revision")).isNotNegative();
        assertThat(value("revaer_access_denied_total{reason=\"api-key-unknown\"}")).isGreaterThanOrEqualTo(1);
        assertThat(value("hikaricp_connections_active{pool=\"revaer\"}")).isNotNegative();
        assertThat(metrics()).contains("jvm_memory_used_bytes{");
    }

    @Test
    void tellsTimesOfRequestsByRouteInFewBuckets() throws Exception {
        client.get("/v1/torrents/" + "0".repeat(40));

        // counted once the answer is on its way
        Patience.until(
                "its time",
                () -> buckets().stream().anyMatch(line -> line.contains("status=\"404\"")));

        assertThat(buckets()).hasSizeBetween(5, 60);
    }

    private static List<String> buckets() throws IOException, InterruptedException {
        return metrics().lines()
                .filter(line -> line.startsWith("http_server_requests_seconds_bucket{"))
                .filter(line -> line.contains("uri=\"/v1/torrents/{hash}\""))
                .toList();
    }

    @Test
    void namesNoTorrent() throws Exception {
        var digest = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(info()));

        assertThat(metrics()).doesNotContain(NAME, digest);
    }

    /// With `promtool` on the path, which comes with Prometheus.
    @Test
    void isWhatPrometheusWouldHaveIt() throws Exception {
        assumeTrue(hasPromtool(), "promtool is not here: metrics are not linted");
        assertThat(promtool(metrics(), "check", "metrics")).isEmpty();
    }

    /// Also as far as they name states.
    @Test
    void hasAllThatDashboardAndAlertsAskFor() throws Exception {
        client.send("GET", "/v1/torrents", null, "Authorization", "Bearer nonsense");
        Patience.until("the refusal", () -> metrics().contains("revaer_access_denied_total{"));
        var metrics = metrics();

        var asked = MonitoringFiles.series();

        assertThat(asked).hasSizeGreaterThan(50).allMatch(series -> series.isIn(metrics));
    }

    @Test
    void hasAlertsThatPrometheusTakes() throws Exception {
        assumeTrue(hasPromtool(), "promtool is not here: alerts are not linted");

        assertThat(promtool("", "check", "rules", MonitoringFiles.RULES.toString())).contains("SUCCESS");
    }

    @Test
    void hasAScrapeConfigurationThatPrometheusTakes() throws Exception {
        assumeTrue(hasPromtool(), "promtool is not here: the scrape configuration is not linted");

        assertThat(promtool("", "check", "config", MonitoringFiles.CONFIGURATION.toString()))
                .contains("1 rule files found", "is valid prometheus config");
    }

    /// What it says when all is well.
    private static String promtool(String input, String... arguments) throws Exception {
        var command = new ArrayList<>(List.of("promtool"));
        command.addAll(List.of(arguments));
        var promtool = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (var in = promtool.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        }
        var said = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(promtool.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(promtool.exitValue()).as(said).isZero();
        return said;
    }

    private static boolean hasPromtool() throws InterruptedException {
        try {
            return new ProcessBuilder("promtool", "--version").redirectErrorStream(true)
                    .start()
                    .waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static double value(String sample) throws IOException, InterruptedException {
        var matcher = Pattern.compile("(?m)^" + Pattern.quote(sample) + " (\\S+)$").matcher(metrics());
        assertThat(matcher.find()).as(sample + " in " + metrics()).isTrue();
        return Double.parseDouble(matcher.group(1));
    }

    private static String metrics() throws IOException, InterruptedException {
        return new String(client.bytes("/metrics"), StandardCharsets.UTF_8);
    }

    /// As another program would make it (BEP 3).
    private static byte[] torrent() throws Exception {
        return ("d4:info" + new String(info(), StandardCharsets.ISO_8859_1) + "e")
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] info() throws Exception {
        var pieces = MessageDigest.getInstance("SHA-1").digest("hello".getBytes(StandardCharsets.US_ASCII));
        return ("d6:lengthi5e4:name" + NAME.length() + ":" + NAME + "12:piece lengthi16384e6:pieces20:"
                + new String(pieces, StandardCharsets.ISO_8859_1) + "e")
                .getBytes(StandardCharsets.ISO_8859_1);
    }
}
