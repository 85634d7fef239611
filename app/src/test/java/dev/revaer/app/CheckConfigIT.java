package dev.revaer.app;

import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

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

/// What the program says of a start that is not made, and of a service that runs.
@Execution(ExecutionMode.CONCURRENT)
@Timeout(180)
class CheckConfigIT {
    private static final int BAD_CONFIGURATION = 78;

    @TempDir
    private Path temp;
    private ServiceProcess service;

    /// What the program said, and how it ended.
    private record Said(int code, String out, String err) {}

    @BeforeEach
    void choosePlaces() throws Exception {
        service = new ServiceProcess(temp.toRealPath());
    }

    @AfterEach
    void endAll() throws Exception {
        service.endAll();
    }

    @Test
    void saysThatAllIsWellAndLeavesNothingBehind() throws Exception {
        var said = check(Map.of(), "--listen", service.listen());

        assertThat(said.code()).as(said.err()).isZero();
        assertThat(said.out()).contains("All is well");
        assertThat(service.dataDir()).doesNotExist();
    }

    @Test
    void looksIntoADatabaseOfItsOwnAndIntoAGivenOne() throws Exception {
        var given = Map
                .of("DATABASE_URL", ServiceFixture.url(migrated("{\"engine\": {\"connections\": 60}}")));
        assertThat(check(given, "--listen", service.listen()).code()).isZero();
        service.startAndAwaitReady().destroy();
        Patience.until("the end of the service", () -> service.leftBehind().isEmpty());

        var said = check(Map.of(), "--listen", service.listen());

        assertThat(said.code()).as(said.err()).isZero();
        assertThat(service.leftBehind()).isEmpty();
    }

    @Test
    void namesEveryFaultAtOnce() throws Exception {
        var file = Files.writeString(temp.resolve("file"), "");
        try (var http = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var peers = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            var database = migrated(
                    "{\"engine\": {\"connections\": 1, \"network\": {\"blockedRanges\": [\"10.0.0.0/99\"]}}}");

            var said = check(
                    Map.of(
                            "DATABASE_URL",
                            ServiceFixture.url(database),
                            "REVAER_SECRET_KEY",
                            "hunter2"),
                    "--listen",
                    "127.0.0.1:" + http.getLocalPort(),
                    "--download-dir",
                    file.resolve("downloads").toString(),
                    "--library-dir",
                    file.resolve("library").toString());

            assertThat(said.code()).isEqualTo(BAD_CONFIGURATION);
            assertThat(said.err())
                    .contains("the download directory " + file.resolve("downloads"))
                    .contains("the library directory " + file.resolve("library"))
                    .contains("REVAER_SECRET_KEY must be 32 bytes")
                    .contains("cannot listen on 127.0.0.1:" + http.getLocalPort())
                    .contains("/engine/connections")
                    .doesNotContain("hunter2")
                    .doesNotContain("\tat ");
            assertThat(service.dataDir()).doesNotExist();

            var listening = migrated(
                    "{\"engine\": {\"network\": {\"listen\": [\"127.0.0.1:" + peers.getLocalPort()
                            + "\"]}}, \"api\": {\"tls\": {\"certificate\": \"/no.crt\", \"privateKey\": \"/no.key\"}}}");
            var refused = check(
                    Map.of("DATABASE_URL", ServiceFixture.url(listening)),
                    "--listen",
                    service.listen(),
                    "--loopback-only=false");
            assertThat(refused.code()).isEqualTo(BAD_CONFIGURATION);
            assertThat(refused.err())
                    .contains("cannot listen for peers on 127.0.0.1:" + peers.getLocalPort())
                    .contains("TLS on (api.tls.certificate)", "/no.crt", "openssl req");
        }
    }

    @Test
    void namesEveryFaultOfAStartTogetherWithThatOfTheDatabase() throws Exception {
        var file = Files.writeString(temp.resolve("file"), "");

        var started = service.start(
                Map.of(
                        "DATABASE_URL",
                        "postgres://ann:secret@127.0.0.1:" + ServiceFixture.freePort() + "/media"),
                "up",
                "--loopback-only",
                "--data-dir",
                service.dataDir().toString(),
                "--library-dir",
                file.resolve("library").toString(),
                "--listen",
                service.listen());
        var said = said(started);

        assertThat(said.code()).isEqualTo(BAD_CONFIGURATION);
        assertThat(said.err())
                .contains("the library directory ")
                .contains("can't use the database of ann at ")
                .contains("correct DATABASE_URL")
                .doesNotContain("secret@");
    }

    @Test
    void refusesADatabaseThatANewerOneHasUsedAndOneThatIsNone() throws Exception {
        var address = migrated("{}");
        execute(
                address,
                "insert into flyway_schema_history (installed_rank, version, description, type, script, checksum,"
                        + " installed_by, execution_time, success)"
                        + " values (1000, '1000', 'holograms', 'SQL', 'V1000__holograms.sql', 1, 'newer', 1, true)");

        var newer = check(Map.of("DATABASE_URL", ServiceFixture.url(address)), "--listen", service.listen());
        var none = check(Map.of("DATABASE_URL", "mysql://ann@127.0.0.1/media"), "--listen", service.listen());

        assertThat(newer.code()).isEqualTo(BAD_CONFIGURATION);
        assertThat(newer.err()).contains("was used by a newer Revaer");
        assertThat(none.code()).isEqualTo(BAD_CONFIGURATION);
        assertThat(none.err()).contains("not a PostgreSQL address");
    }

    @Test
    void refusesASecondOneBesideTheOneThatRuns() throws Exception {
        var process = service.startAndAwaitReady();

        var second = check(Map.of(), "--listen", service.listen());
        assertThat(second.code()).isEqualTo(BAD_CONFIGURATION);
        assertThat(second.err()).contains("another Revaer runs with the data directory", "cannot listen on");

        process.destroy();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }

    private Said check(Map<String, String> environment, String... more) throws Exception {
        var arguments = new ArrayList<>(
                List.of("up", "--check-config", "--data-dir", service.dataDir().toString()));
        if (!List.of(more).contains("--loopback-only=false")) {
            arguments.add("--loopback-only");
        }
        arguments.addAll(List.of(more));
        return said(service.start(environment, arguments.toArray(String[]::new)));
    }

    private static Said said(Process process) throws Exception {
        var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        var err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(ServiceProcess.READY_LIMIT.toMillis(), TimeUnit.MILLISECONDS)).isTrue();
        return new Said(process.exitValue(), out, err);
    }

    private static DatabaseAddress migrated(String settings) throws Exception {
        var address = DatabaseFixture.freshDatabase();
        execute(
                address,
                "insert into settings (revision, at, actor, document) values (1, now(), 'psql', '" + settings
                        + "'::jsonb)");
        return address;
    }

    private static void execute(DatabaseAddress address, String sql) throws Exception {
        try (var connection = DriverManager
                .getConnection(address.jdbcUrl(), address.user(), address.password());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
