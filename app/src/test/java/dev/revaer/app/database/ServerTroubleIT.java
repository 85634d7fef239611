package dev.revaer.app.database;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import dev.revaer.app.Patience;
import dev.revaer.app.SeedingPeer;
import dev.revaer.app.ServiceClient;
import dev.revaer.app.ServiceFixture;
import dev.revaer.engine.InfoHash;
import dev.revaer.engine.event.Event;
import dev.revaer.engine.event.EventData.Failure;
import dev.revaer.engine.event.EventType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// One service that downloads and is written to by many, while its PostgreSQL is stopped, killed, frozen, crowded out and
/// filled up.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class ServerTroubleIT {
    private static final int MIB = 1 << 20;
    /// Longer than all of this takes, at the rate of the seed.
    private static final int LONG_BYTES = 128 * MIB;
    private static final int RATE = MIB / 2;
    /// The longest that a statement may hang, and then its caller is told.
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(16);
    private static final int CONNECTIONS = 8;
    private static final int MOST_LINES = 40;
    private static final int MOST_STACK_TRACES = 3;
    private static final int SPARE_THREADS = 8;

    private Path directory;
    private FaultyPostgres postgres;
    private ServiceFixture service;
    private ServiceClient client;
    private SeedingPeer seed;
    private InfoHash download;
    private final List<SeedingPeer> seeds = new ArrayList<>();
    private HttpLoad load;
    private LogLines log;
    private int told;

    private interface Deed {
        void run() throws Exception;
    }

    @BeforeAll
    void startAll(@TempDir Path temp) throws Exception {
        directory = temp.toRealPath();
        postgres = new FaultyPostgres(Files.createDirectory(directory.resolve("postgresql")));
        service = ServiceFixture.start(directory, postgres.address());
        client = ServiceClient.of(service.options().url(), service.options().cliFile());
        seed = seed("Long.bin", LONG_BYTES, RATE);
        download = service.addForced(seed.magnet());
        Patience.until("the download going", () -> progress() > 0);
        Patience.until("all connections", () -> connections() == CONNECTIONS);
    }

    @AfterAll
    void stopAll() throws Exception {
        client.close();
        service.close();
        for (var each : seeds) {
            each.close();
        }
        postgres.close();
    }

    @BeforeEach
    void begin() {
        log = new LogLines();
        load = new HttpLoad(client);
    }

    @AfterEach
    void end() throws Exception {
        load.close();
        log.close();
    }

    @Test
    void outlivesAServerThatIsStopped() throws Exception {
        var small = seed("Small.bin", 2 * MIB, MIB);
        var infoHash = service.addForced(small.magnet());
        Patience.until("the small download going", () -> progress(infoHash) > 0);

        outlives(() -> {
            postgres.stop();
            Patience.until("the small download", () -> progress(infoHash) == 1);
        }, postgres::start);

        service.eventsUntil(infoHash, EventType.FSOPS_COMPLETED);
    }

    @Test
    void outlivesAServerThatIsKilled() throws Exception {
        outlives(postgres::kill, postgres::start);
    }

    @Test
    void outlivesAServerThatStandsStill() throws Exception {
        outlives(postgres::freeze, postgres::thaw);
    }

    @Test
    void outlivesAServerThatHasNoConnectionsLeft() throws Exception {
        var crowd = new ArrayList<Connection>();

        outlives(() -> crowdOut(crowd), () -> {
            for (var connection : crowd) {
                connection.close();
            }
        });
    }

    @Test
    void outlivesAServerThatHasNoRoomLeft() throws Exception {
        outlives(postgres::fill, postgres::empty);
    }

    private void outlives(Deed trouble, Deed relief) throws Exception {
        var threads = Thread.getAllStackTraces().size();
        trouble.run();
        try {
            Patience.until("degraded health", () -> health("database").equals("degraded"));
            assertRefusesAtOnce();
            assertThat(client.get("/health").status()).isEqualTo(200);
            assertThat(metrics()).contains("revaer_database_breaker{state=\"closed\"} 0.0");
            service.bus().publish(Event.about(download, new Failure("told meanwhile " + ++told)));
            var before = progress();
            Patience.until("the download going on", () -> progress() > before);
        } finally {
            relief.run();
        }

        Patience.until("good health", () -> health("database").equals("up"));
        assertThat(client.get("/v1/torrents/" + download).at("/state").asString()).isEqualTo("downloading");
        Patience.until("a change", () -> client.put("/v1/tags/after", "{}").status() / 100 == 2);
        Patience.until("all that was told", () -> reasons() == told);
        writeSettings();
        load.close();
        assertThat(load.complaints()).isEmpty();
        assertThat(load.refused()).isPositive();
        assertThat(load.longest()).isLessThan(LONGEST_ANSWER);
        assertThat(tags()).containsAll(load.kept());
        assertThat(metrics()).contains("revaer_database_breaker{state=\"closed\"} 1.0");
        assertThat(log.withStackTrace()).hasSizeLessThanOrEqualTo(MOST_STACK_TRACES);
        assertThat(log.all()).hasSizeLessThanOrEqualTo(MOST_LINES);
        Patience.until("as many connections as before", () -> connections() == CONNECTIONS);
        Patience.until(
                "as many threads as before",
                () -> Thread.getAllStackTraces().size() <= threads + SPARE_THREADS);
    }

    private void assertRefusesAtOnce() throws Exception {
        var begun = System.nanoTime();
        var answer = client.patch("/v1/config", "{\"limits\": {\"uploadBytesPerSecond\": 1}}");
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(1));
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.problem()).isEqualTo("database-away");
        assertThat(answer.response().headers().firstValue("Retry-After")).isPresent();
        assertThat(answer.response().headers().firstValue("Content-Type"))
                .contains("application/problem+json");
    }

    /// Takes every connection that there is, those of the service too.
    private void crowdOut(List<Connection> crowd) throws Exception {
        Patience.until("no connection of the service", () -> {
            take(crowd);
            try (var statement = crowd.getFirst().createStatement()) {
                statement.execute(
                        "select pg_terminate_backend(pid) from pg_stat_activity"
                                + " where application_name = 'revaer'");
            }
            take(crowd);
            return count(crowd.getFirst()) == 0;
        });
    }

    private void take(List<Connection> crowd) {
        try {
            while (true) {
                crowd.add(connect());
            }
        } catch (SQLException e) {
            assertThat(e.getMessage()).contains("too many clients");
        }
    }

    /// What is written by hand is seen, once the watch is back.
    private void writeSettings() throws Exception {
        var wanted = 2000 + told;
        load.close();
        try (var connection = connect(); var statement = connection.createStatement()) {
            statement.execute(
                    "insert into settings (revision, at, actor, document)"
                            + " select max(revision) + 1, now(), 'psql', '{\"engine\": {\"connections\": "
                            + wanted + "}}'::jsonb from settings");
        }
        Patience.until(
                "what was written by hand",
                () -> client.get("/v1/config").at("/settings/engine/connections").asInt() == wanted);
    }

    private SeedingPeer seed(String name, int size, int rate) throws Exception {
        var bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        var origin = Files.createDirectories(directory.resolve("origin"));
        var made = SeedingPeer
                .of(Files.write(origin.resolve(name), bytes), directory.resolve("native"), rate);
        seeds.add(made);
        return made;
    }

    private double progress() throws Exception {
        return progress(download);
    }

    private double progress(InfoHash infoHash) throws Exception {
        return client.get("/v1/torrents/" + infoHash).at("/progress").asDouble();
    }

    private String health(String component) throws Exception {
        return client.get("/health").at("/components/" + component + "/status").asString();
    }

    private String metrics() throws Exception {
        return client.get("/metrics").response().body();
    }

    private List<String> tags() throws SQLException {
        try (var connection = connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select name from tag")) {
            var names = new ArrayList<String>();
            while (rows.next()) {
                names.add(rows.getString(1));
            }
            return names;
        }
    }

    private int reasons() throws SQLException {
        try (var connection = connect()) {
            return number(
                    connection,
                    "select count(*) from event where data->>'reason' like 'told meanwhile %'");
        }
    }

    private int connections() throws SQLException {
        try (var connection = connect()) {
            return count(connection);
        }
    }

    private static int count(Connection connection) throws SQLException {
        return number(connection, "select count(*) from pg_stat_activity where application_name = 'revaer'");
    }

    private static int number(Connection connection, String query) throws SQLException {
        try (var statement = connection.createStatement(); var rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private Connection connect() throws SQLException {
        var address = postgres.address();
        return DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
    }
}
