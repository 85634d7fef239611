package dev.revaer.app.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

@Timeout(120)
@Execution(CONCURRENT)
class EmbeddedPostgresIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /// A folder with a cluster whose server is stopped.
    @TempDir
    private static Path stopped;

    @TempDir
    private Path data;
    private Path home;

    @BeforeAll
    static void makeACluster() {
        EmbeddedPostgres.start(stopped).close();
    }

    @BeforeEach
    void nameTheHome() throws IOException {
        home = data.toRealPath().resolve("postgresql");
        PostgresPrograms.linkInto(home);
    }

    @Test
    void makesADurableClusterThatOnlyItsOwnerCanOpen() throws Exception {
        try (var postgres = EmbeddedPostgres.start(home)) {
            assertThat(postgres.isAlive()).isTrue();
            assertThat(ask(postgres, "show fsync")).isEqualTo("on");
            assertThat(ask(postgres, "show data_checksums")).isEqualTo("on");
            assertThat(ask(postgres, "show server_encoding")).isEqualTo("UTF8");
            assertThat(ask(postgres, "show listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(ask(postgres, "show unix_socket_directories")).isEmpty();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("password"))))
                    .isEqualTo("rw-------");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home)))
                    .isEqualTo("rwx------");
            var url = postgres.address().jdbcUrl();
            assertThatThrownBy(
                    () -> DriverManager.getConnection(url, postgres.address().user(), "guess").close())
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password");
        }
    }

    @Test
    void keepsItsDataOverARestartAndLeavesNoProcess() throws Exception {
        var postgres = EmbeddedPostgres.start(home);
        execute(postgres, "create table kept as select 42 as answer");
        postgres.close();
        postgres.close();

        assertThat(postgres.isAlive()).isFalse();
        assertThat(new RunningPostgres(home).processes()).isEmpty();
        assertThat(ask(home, "select answer from kept")).isEqualTo("42");
    }

    @Test
    void takesOverFromAPostmasterWhoseRevaerWasKilled() throws Exception {
        var child = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Orphaning.class.getName(),
                home.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var output = child.inputReader()) {
            assertThat(output.lines().anyMatch("written"::equals)).isTrue();
        }
        child.destroyForcibly().waitFor();
        var orphans = new RunningPostgres(home).processes();

        assertThat(orphans).isNotEmpty();
        try (var postgres = EmbeddedPostgres.start(home)) {
            assertThat(ask(postgres, "select answer from kept")).isEqualTo("42");
            assertThat(new RunningPostgres(home).processes()).doesNotContainAnyElementsOf(orphans);
        }
    }

    @Test
    void startsOverAPidFileOfTheDead() throws Exception {
        copyTheCluster();
        var dead = new ProcessBuilder("true").start();
        dead.waitFor();

        writePidFile(dead.pid());

        assertThat(ask(home, "select 1")).isEqualTo("1");
    }

    @Test
    void startsOverAPidFileOfAStrangerAndLeavesHimAlone() throws Exception {
        copyTheCluster();
        var stranger = new ProcessBuilder("sleep", "600").start();
        try {
            writePidFile(stranger.pid());

            assertThat(ask(home, "select 1")).isEqualTo("1");
            assertThat(stranger.isAlive()).isTrue();
        } finally {
            stranger.destroyForcibly().waitFor();
        }
    }

    @Test
    void redoesWhatACrashHasLeftHalfDone() throws Exception {
        DirectoryTree.delete(home);
        Files.createDirectories(home.resolve("cluster.unfinished", "base"));
        Files.writeString(home.resolve("cluster.unfinished", "PG_VERSION"), "17");
        Files.createDirectories(home.resolve("bin-0123.unfinished", "bin"));
        Files.writeString(home.resolve("bin-0123.unfinished", "bin", "postgres"), "half");
        Files.writeString(home.resolve("password.unfinished"), "ha");

        assertThat(ask(home, "select 1")).isEqualTo("1");
        try (var files = Files.list(home)) {
            assertThat(files).noneMatch(file -> file.toString().endsWith(".unfinished"));
        }
    }

    @Test
    void refusesASecondStartInTheSameFolder() {
        try (var first = EmbeddedPostgres.start(home)) {
            assertThatExceptionOfType(DatabaseException.class).isThrownBy(() -> EmbeddedPostgres.start(home))
                    .withMessageContaining("another Revaer is using " + home);
            assertThat(first.isAlive()).isTrue();
        }
    }

    @Test
    void comesBackOnTheSamePortWhenItsPostmasterIsKilled() throws Exception {
        try (var postgres = EmbeddedPostgres.start(home); var database = Database.open(postgres.address())) {
            var address = postgres.address();
            execute(postgres, "create table kept as select 42 as answer");

            for (var process : new RunningPostgres(home).processes()) {
                process.destroyForcibly();
            }

            var answer = askUntilItAnswers(database, "select answer from kept");
            assertThat(answer).isEqualTo("42");
            assertThat(postgres.address()).isEqualTo(address);
            assertThat(postgres.isAlive()).isTrue();
        }
        assertThat(new RunningPostgres(home).processes()).isEmpty();
    }

    @Test
    void stopsWhateverIsLeftOpen() throws Exception {
        var postgres = EmbeddedPostgres.start(home);
        try (var connection = connect(postgres.address()); var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("create table open_work ()");

            postgres.close();

            assertThat(new RunningPostgres(home).processes()).isEmpty();
        }
    }

    @Test
    void tellsThatThePasswordIsLost() throws Exception {
        copyTheCluster();
        Files.delete(home.resolve("password"));

        assertThatExceptionOfType(DatabaseException.class).isThrownBy(() -> EmbeddedPostgres.start(home))
                .withMessageContaining("is lost");
    }

    @Test
    void tellsThatThePasswordIsWrongAndLeavesNoProcess() throws Exception {
        copyTheCluster();
        Files.writeString(home.resolve("password"), "guess");

        assertThatExceptionOfType(DatabaseException.class).isThrownBy(() -> EmbeddedPostgres.start(home))
                .withMessageContaining("refuses the password");
        assertThat(new RunningPostgres(home).processes()).isEmpty();
    }

    @Test
    void showsTheEndOfTheLogWhenItCantStartAndFreesTheFolder() throws Exception {
        copyTheCluster();
        var version = home.resolve("cluster", "PG_VERSION");
        var real = Files.readString(version);
        Files.writeString(version, "9\n");

        assertThatExceptionOfType(DatabaseException.class).isThrownBy(() -> EmbeddedPostgres.start(home))
                .withMessageContaining("database files are incompatible with server");

        Files.writeString(version, real);
        assertThat(ask(home, "select 1")).isEqualTo("1");
    }

    @Test
    void beginsANewLogWhenTheOldOneIsLong() throws Exception {
        Files.createDirectories(home);
        Files.write(home.resolve("postgresql.log"), new byte[9 << 20]);

        EmbeddedPostgres.start(home).close();

        assertThat(Files.size(home.resolve("postgresql.log"))).isLessThan(1 << 20);
        assertThat(home.resolve("postgresql.log.1")).hasSize(9 << 20);
    }

    private void copyTheCluster() throws Exception {
        DirectoryTree.delete(home);
        var copy = new ProcessBuilder("cp", "-a", stopped.toString(), home.toString()).inheritIO().start();
        assertThat(copy.waitFor()).isZero();
    }

    private void writePidFile(long pid) throws IOException {
        var lines = List.of(
                Long.toString(pid),
                home.resolve("cluster").toString(),
                "1700000000",
                "5432",
                "",
                "127.0.0.1",
                "  1234567         0",
                "ready   ");
        Files.write(home.resolve("cluster", "postmaster.pid"), lines);
    }

    private static String ask(Path home, String sql) throws SQLException {
        try (var postgres = EmbeddedPostgres.start(home)) {
            return ask(postgres, sql);
        }
    }

    private static String ask(EmbeddedPostgres postgres, String sql) throws SQLException {
        try (var connection = connect(postgres.address())) {
            return ask(connection, sql);
        }
    }

    private static String ask(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement(); var result = statement.executeQuery(sql)) {
            result.next();
            return result.getString(1);
        }
    }

    /// The pool itself waits for the server, up to its connection timeout, at every attempt.
    private static String askUntilItAnswers(Database database, String sql) throws SQLException {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try (var connection = database.dataSource().getConnection()) {
                return ask(connection, sql);
            } catch (SQLException e) {
                if (System.nanoTime() > deadline) {
                    throw e;
                }
            }
        }
    }

    private static void execute(EmbeddedPostgres postgres, String sql) throws SQLException {
        try (var connection = connect(postgres.address()); var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Connection connect(DatabaseAddress address) throws SQLException {
        return DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
    }

    /// Runs in a JVM of its own, that is killed once it has said `written`.
    static final class Orphaning {
        private Orphaning() {}

        /// @param arguments the folder of the server
        static void main(String[] arguments) throws Exception {
            var postgres = EmbeddedPostgres.start(Path.of(arguments[0]));
            execute(postgres, "create table kept as select 42 as answer");
            System.out.println("written");
            System.out.flush();
            TimeUnit.HOURS.sleep(1);
        }
    }
}
