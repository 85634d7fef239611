package dev.revaer.app;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import dev.revaer.app.ServiceClient.Answer;
import dev.revaer.app.database.DatabaseAddress;
import dev.revaer.app.database.DatabaseFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import static org.assertj.core.api.Assertions.assertThat;

/// Two processes on one database, without torrents: the settings and keys are those of both.
@Execution(ExecutionMode.CONCURRENT)
@Timeout(180)
class TwoServicesIT {
    private static final String CONFIG = "/v1/config";
    private static final String CONNECTIONS = "/settings/engine/connections";
    private static final Duration LIVE_WITHIN = Duration.ofSeconds(2);
    private static final int RACES = 10;

    @TempDir
    private Path temp;
    private DatabaseAddress database;
    private ServiceProcess first;
    private ServiceProcess second;
    private ServiceClient one;
    private ServiceClient other;
    private final Queue<String> log = new ConcurrentLinkedQueue<>();
    private Process process;

    @BeforeEach
    void start() throws Exception {
        database = DatabaseFixture.emptyDatabase();
        var given = Map.of("DATABASE_URL", ServiceFixture.url(database));
        first = new ServiceProcess(Files.createDirectories(temp.toRealPath().resolve("first")));
        second = new ServiceProcess(Files.createDirectories(temp.toRealPath().resolve("second")));
        process = first.startUp(given);
        var output = process.inputReader(StandardCharsets.UTF_8);
        Thread.ofVirtual().start(() -> output.lines().forEach(log::add));
        Patience.until("the token", () -> log.stream().anyMatch(line -> line.contains("rvsetup_")));
        Patience.until("an answer", () -> log.stream().anyMatch(line -> line.startsWith("Ctrl-C stops it")));
        var token = log.stream()
                .filter(line -> line.contains("rvsetup_"))
                .findFirst()
                .orElseThrow()
                .replaceAll(".*(rvsetup_[\\w-]{43}).*", "$1");
        var key = ServiceClient.withKey("http://" + first.listen(), "")
                .send("POST", "/admin/setup/complete", "{}", "X-Revaer-Setup-Token", token)
                .at("/secret")
                .asString();
        second.startAndAwaitReady(given);
        one = ServiceClient.withKey("http://" + first.listen(), key);
        other = ServiceClient.withKey("http://" + second.listen(), key);
    }

    @AfterEach
    void stop() throws Exception {
        first.endAll();
        second.endAll();
    }

    @Test
    void runByTheSameSettings() throws Exception {
        for (int wanted = 50; wanted < 55; wanted++) {
            var value = wanted;
            assertThat(one.patch(CONFIG, connections(wanted)).status()).isEqualTo(200);
            var changed = Instant.now();
            Patience.until("the change at the other", () -> connections(other) == value);
            assertThat(Duration.between(changed, Instant.now())).isLessThan(LIVE_WITHIN);
        }
        var effective = other.get("/v1/config/effective");
        assertThat(effective.status()).isEqualTo(200);
        assertThat(other.patch(CONFIG, "{\"engine\": {\"uploadSlots\": 9}}").status()).isEqualTo(200);
        Patience.until(
                "the other's change",
                () -> one.get(CONFIG).at("/settings/engine/uploadSlots").asInt() == 9);

        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int race = 0; race < RACES; race++) {
                var revision = one.get(CONFIG).at("/revision").asLong();
                Patience.until(
                        "the same revision",
                        () -> other.get(CONFIG).at("/revision").asLong() == revision);
                var answers = callers
                        .invokeAll(List.of(race(one, revision, 100), race(other, revision, 200)));
                var statuses = List.of(answers.getFirst().get().status(), answers.getLast().get().status());
                assertThat(statuses).containsExactlyInAnyOrder(200, 412);
                var won = statuses.getFirst() == 200 ? 100 : 200;
                Patience.until(
                        "the winner's at both",
                        () -> connections(one) == won + race(revision)
                                && connections(other) == won + race(revision));
            }
        }
        for (var client : List.of(one, other)) {
            assertThat(client.get("/health").at("/status").asString()).isEqualTo("up");
        }
    }

    @Test
    void readsAgainWhenToldToAndDoesNotEnd() throws Exception {
        try (var connection = DriverManager
                .getConnection(database.jdbcUrl(), database.user(), database.password());
                var statement = connection.createStatement()) {
            statement.execute(
                    "insert into settings (revision, at, actor, document)"
                            + " select coalesce(max(revision), 0) + 1, now(), 'psql', '" + connections(77)
                            + "'::jsonb from settings");
        }
        var pid = String.valueOf(process.pid());
        for (int i = 1; i <= 3; i++) {
            var times = i;
            assertThat(new ProcessBuilder("kill", "-HUP", pid).start().waitFor()).isZero();
            Patience.until("a line in the log", () -> lines() == times);
        }

        assertThat(connections(one)).isEqualTo(77);
        assertThat(process.isAlive()).isTrue();
        assertThat(one.get("/health").at("/status").asString()).isEqualTo("up");
        process.destroy();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }

    private long lines() {
        return log.stream().filter(line -> line.contains("settings were read and applied again")).count();
    }

    private static Callable<Answer> race(ServiceClient client, long revision, int value) {
        return () -> client.patch(
                CONFIG,
                connections(value + race(revision)),
                "If-Match",
                "\"" + revision + "\"");
    }

    private static int race(long revision) {
        return (int) (revision % 100);
    }

    private static int connections(ServiceClient client) throws Exception {
        return client.get(CONFIG).at(CONNECTIONS).asInt();
    }

    private static String connections(int wanted) {
        return "{\"engine\": {\"connections\": " + wanted + "}}";
    }
}
