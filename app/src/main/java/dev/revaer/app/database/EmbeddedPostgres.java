package dev.revaer.app.database;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A PostgreSQL server of our own, that keeps its programs, data, password and log in one folder.
///
/// It listens on a free port of 127.0.0.1 alone. If it dies, it comes back on the same port; if *we* die, the next
/// start stops what we have left and PostgreSQL recovers every committed row.
public final class EmbeddedPostgres implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);
    private static final Duration READY_WITHIN = Duration.ofSeconds(60);
    private static final Duration BACK_WITHIN = Duration.ofHours(1);
    private static final Duration STOPPED_WITHIN = Duration.ofSeconds(8);
    private static final Duration FORCED_WITHIN = Duration.ofSeconds(1);
    private static final Duration SHORTEST_BACK_OFF = Duration.ofMillis(100);
    private static final Duration LONGEST_BACK_OFF = Duration.ofSeconds(30);
    private static final Duration STEADY_AFTER = Duration.ofMinutes(1);
    private static final int ATTEMPTS = 5;

    private final FileChannel lockFile;
    private final RunningPostgres running;
    private final PostgresCommand command;
    private final PostgresBinaries binaries;
    private final PostgresCluster cluster;
    private final PostgresLog log;
    private final Thread supervisor;
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile Postmaster postmaster;

    private EmbeddedPostgres(Path home, FileChannel lockFile) throws IOException, InterruptedException {
        this.lockFile = lockFile;
        running = new RunningPostgres(home);
        running.stop(STOPPED_WITHIN);
        command = PostgresCommand.ofThisMachine();
        log = PostgresLog.rotated(home.resolve("postgresql.log"));
        binaries = PostgresBinaries.unpackedIn(home);
        cluster = PostgresCluster.madeIn(home, binaries, command, log);
        postmaster = startOnAFreePort();
        supervisor = Thread.ofPlatform().name("postgres-supervisor").daemon().start(this::supervise);
    }

    /// Starts the server and waits until it lets us in, for a minute at most: it may have a crash to recover from.
    ///
    /// The first start in a folder unpacks PostgreSQL and makes an empty cluster.
    ///
    /// @param directory made if it isn't there
    /// @throws DatabaseException if another Revaer uses the folder, we are root on a machine that gives root no user
    ///             namespaces, or PostgreSQL doesn't start; the message then ends with the last lines of its log
    public static EmbeddedPostgres start(Path directory) {
        try {
            var ownerOnly = PosixFilePermissions
                    .asFileAttribute(PosixFilePermissions.fromString("rwx------"));
            var home = Files.createDirectories(directory, ownerOnly).toRealPath();
            var lockFile = lock(home);
            try {
                return new EmbeddedPostgres(home, lockFile);
            } catch (IOException | InterruptedException | RuntimeException e) {
                new RunningPostgres(home).stop(FORCED_WITHIN);
                lockFile.close();
                throw e;
            }
        } catch (IOException e) {
            throw new DatabaseException("can't start PostgreSQL in " + directory + ": " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DatabaseException("interrupted while starting PostgreSQL", e);
        }
    }

    /// Looks whether this machine lets a server start.
    ///
    /// @return what is wrong, for people; empty if nothing is
    public static Optional<String> fault() {
        try {
            PostgresCommand.ofThisMachine();
            return Optional.empty();
        } catch (DatabaseException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /// Whether a start has been in the folder before.
    public static boolean isMadeIn(Path directory) {
        return Files.exists(directory.resolve("cluster"));
    }

    /// Stays the same until the server is closed, however often it dies and comes back.
    public DatabaseAddress address() {
        return postmaster.address();
    }

    /// Whether the server process runs; if it doesn't and we haven't closed it, it is being brought back.
    public boolean isAlive() {
        return postmaster.process().isAlive();
    }

    /// Stops the server in an orderly way, or after 8 s by force. Close the connections to it first: it breaks those
    /// that are left.
    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        supervisor.interrupt();
        try (lockFile) {
            try {
                supervisor.join();
                postmaster.stop(STOPPED_WITHIN);
            } catch (InterruptedException _) { // in a hurry, yet nothing may stay behind
                Thread.currentThread().interrupt();
            }
            running.stop(FORCED_WITHIN);
        } catch (IOException e) {
            throw new DatabaseException("can't stop PostgreSQL in " + running.home() + ": " + e, e);
        }
    }

    /// The system drops the lock with its holder, however that dies.
    private static FileChannel lock(Path home) throws IOException {
        var file = FileChannel
                .open(home.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (file.tryLock() != null) {
                return file;
            }
        } catch (OverlappingFileLockException _) { // held by this very JVM
        }
        file.close();
        throw new DatabaseException(
                "another Revaer is using " + home
                        + ": stop it first, or give this one another data directory");
    }

    private Postmaster startOnAFreePort() throws IOException, InterruptedException {
        for (var attempt = 1; attempt <= ATTEMPTS; attempt++) {
            var started = Postmaster.start(binaries, cluster, command, log, freePort());
            if (started.awaitReady(READY_WITHIN)) {
                return started;
            }
            TimeUnit.NANOSECONDS.sleep(backOff(attempt).toNanos());
        }
        throw new DatabaseException(
                "PostgreSQL found no free port on 127.0.0.1, or a process it has lost is still at "
                        + "its data; see " + log.file());
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[]{127, 0, 0, 1}))) {
            return socket.getLocalPort();
        }
    }

    /// Brings the server back whenever it has died, until interrupted. It never gives up, as what stops the server (a
    /// full disk) may pass, but it comes to wait 30 s between attempts.
    private void supervise() {
        var failures = 0;
        try {
            while (true) {
                var begin = System.nanoTime();
                var exitCode = postmaster.process().waitFor();
                failures = System.nanoTime() - begin > STEADY_AFTER.toNanos() ? 1 : failures + 1;
                LOG.atWarn()
                        .addKeyValue("exitCode", exitCode)
                        .addKeyValue("log", log.file())
                        .addKeyValue("restartIn", backOff(failures))
                        .log("PostgreSQL died");
                TimeUnit.NANOSECONDS.sleep(backOff(failures).toNanos());
                revive();
            }
        } catch (InterruptedException _) { // closed
        }
    }

    private void revive() throws InterruptedException {
        try {
            running.stop(FORCED_WITHIN);
            postmaster = Postmaster.start(binaries, cluster, command, log, postmaster.port());
            if (postmaster.awaitReady(BACK_WITHIN)) {
                LOG.atInfo().addKeyValue("port", postmaster.port()).log("PostgreSQL is back");
            }
        } catch (IOException | DatabaseException e) {
            LOG.atError().setCause(e).log("PostgreSQL didn't come back");
        }
    }

    private static Duration backOff(int failures) {
        var doubled = SHORTEST_BACK_OFF.multipliedBy(1L << Math.min(failures - 1, 20));
        return doubled.compareTo(LONGEST_BACK_OFF) < 0 ? doubled : LONGEST_BACK_OFF;
    }
}
