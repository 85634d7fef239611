package dev.revaer.app.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;

/// Lends each test a database of its own on one PostgreSQL per JVM: that of `DATABASE_URL`, else a container if an engine
/// answers, else our embedded one.
public final class DatabaseFixture {
    private static final Path MEMORY = Path.of("/dev/shm");
    private static final long LEAST_MEMORY = 4L << 30;
    private static final String NAME = "revaer-postgresql";
    private static final Server SERVER = Server.start();
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final String RUN = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());

    private DatabaseFixture() {}

    /// Makes a database as the migrations leave it; it is gone at the end of the JVM.
    public static DatabaseAddress freshDatabase() {
        return database(" template " + Migrated.NAME);
    }

    /// Makes an empty one, not yet migrated.
    public static DatabaseAddress emptyDatabase() {
        return database("");
    }

    private static DatabaseAddress database(String copied) {
        var name = "test_" + RUN + "_" + NUMBER.incrementAndGet();
        SERVER.execute("create database " + name + copied);
        if (SERVER.outlivesUs()) {
            Runtime.getRuntime()
                    .addShutdownHook(
                            new Thread(
                                    () -> SERVER
                                            .execute("drop database if exists " + name + " with (force)")));
        }
        var address = SERVER.address();
        return new DatabaseAddress(
                address.jdbcUrl().replaceFirst("/[^/?]+(?=\\?|$)", "/" + name),
                address.user(),
                address.password());
    }

    /// What fresh databases are copied from: a copy takes a fraction of the time of the migrations.
    private static final class Migrated {
        private static final String NAME = make();

        private static String make() {
            var address = emptyDatabase();
            Database.open(address).close();
            return address.jdbcUrl().replaceFirst(".*/([^/?]+).*", "$1");
        }
    }

    private record Server(DatabaseAddress address, boolean outlivesUs) {
        static Server start() {
            return Optional.ofNullable(System.getenv("DATABASE_URL"))
                    .filter(url -> !url.isBlank())
                    .map(url -> new Server(DatabaseAddress.parse(url), true))
                    .orElseGet(
                            () -> DockerClientFactory.instance().isDockerAvailable()
                                    ? contained()
                                    : embedded());
        }

        private static Server contained() {
            var container = new PostgreSQLContainer("postgres:17-alpine");
            container.start();
            Runtime.getRuntime().addShutdownHook(new Thread(container::stop));
            return new Server(
                    DatabaseAddress.parse(
                            "jdbc:postgresql://%s:%d/%s?user=%s&password=%s".formatted(
                                    container.getHost(),
                                    container.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT),
                                    container.getDatabaseName(),
                                    container.getUsername(),
                                    container.getPassword())),
                    false);
        }

        private static Server embedded() {
            try {
                var directory = directory();
                var postgres = EmbeddedPostgres.start(directory);
                Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                    postgres.close();
                    delete(directory);
                }));
                return new Server(postgres.address(), false);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        /// In memory where there is room for programs and data: hundreds of databases come and go.
        private static Path directory() throws IOException {
            if (Files.isDirectory(MEMORY) && Files.getFileStore(MEMORY).getUsableSpace() > LEAST_MEMORY) {
                var directory = Files.createTempDirectory(MEMORY, NAME);
                var program = Files.createFile(
                        directory.resolve("program"),
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
                var canRun = Files.isExecutable(program); // false where it is mounted `noexec`
                Files.delete(program);
                if (canRun) {
                    return directory;
                }
                Files.delete(directory);
            }
            return Files.createTempDirectory(NAME);
        }

        private static void delete(Path directory) {
            try {
                DirectoryTree.delete(directory);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        void execute(String sql) {
            try (var connection = DriverManager
                    .getConnection(address.jdbcUrl(), address.user(), address.password());
                    var statement = connection.createStatement()) {
                statement.execute(sql);
            } catch (SQLException e) {
                throw new IllegalStateException(sql, e);
            }
        }
    }
}
