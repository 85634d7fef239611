package dev.revaer.app.database;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import dev.revaer.app.MountNamespace;
import dev.revaer.app.Patience;
import dev.revaer.app.ServiceFixture;
import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;

/// A PostgreSQL of the test's own, on one port for ever, that it may stop, kill, freeze and fill up. Nobody brings it back
/// but the test.
final class FaultyPostgres {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int VOLUME_MEBIBYTES = 160;

    private final PostgresBinaries binaries;
    private final PostgresCommand command;
    private final PostgresLog log;
    private final PostgresCluster cluster;
    private final @Nullable MountNamespace mounts;
    private final Path volume;
    private final int port;
    private Postmaster postmaster;

    /// Makes and starts it.
    ///
    /// @param home real path of an empty folder
    FaultyPostgres(Path home) throws Exception {
        var plain = PostgresCommand.ofThisMachine();
        log = PostgresLog.rotated(home.resolve("postgresql.log"));
        binaries = PostgresBinaries.unpackedIn(home);
        var made = PostgresCluster.madeIn(home, binaries, plain, log);
        volume = home.resolve("volume");
        mounts = mounted(volume);
        if (mounts == null) {
            command = plain;
            cluster = made;
        } else {
            var prefix = new ArrayList<>(mounts.prefix());
            prefix.addAll(plain.prefix());
            command = new PostgresCommand(prefix);
            cluster = new PostgresCluster(volume.resolve("cluster"), made.password());
            mounts.run("cp", "-a", made.directory().toString(), cluster.directory().toString());
        }
        port = ServiceFixture.freePort();
        postmaster = started();
    }

    private static @Nullable MountNamespace mounted(Path volume) throws Exception {
        try {
            var mounts = MountNamespace.open();
            mounts.mountSmall(volume, VOLUME_MEBIBYTES);
            return mounts;
        } catch (IOException | TestAbortedException _) {
            return null;
        }
    }

    DatabaseAddress address() {
        return postmaster.address();
    }

    void start() throws Exception {
        postmaster = started();
    }

    private Postmaster started() throws Exception {
        while (true) {
            var started = Postmaster.start(binaries, cluster, command, log, port);
            if (started.awaitReady(PATIENCE)) {
                return started;
            }
        }
    }

    void stop() throws Exception {
        if (!postmaster.stop(PATIENCE)) {
            throw new AssertionError("PostgreSQL does not stop; see " + log.file());
        }
    }

    void kill() throws Exception {
        postmaster.process().destroyForcibly().waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// Every process of it stands still; the system still takes connections for it.
    void freeze() throws IOException {
        var postmasterProcess = postmaster.process().toHandle();
        RunningPostgres.send("STOP", postmasterProcess);
        for (var child : postmasterProcess.descendants().toList()) {
            RunningPostgres.send("STOP", child);
        }
    }

    void thaw() throws IOException {
        var postmasterProcess = postmaster.process().toHandle();
        for (var child : postmasterProcess.descendants().toList()) {
            RunningPostgres.send("CONT", child);
        }
        RunningPostgres.send("CONT", postmasterProcess);
    }

    /// Leaves it no room to write to.
    ///
    /// @throws TestAbortedException where nothing can be mounted
    void fill() throws Exception {
        var full = mounts();
        for (var blockSize : List.of("1M", "4k")) {
            full.run("sh", "-c", "cat /dev/zero | dd bs=" + blockSize + " >> " + filler() + " 2> /dev/null");
        }
    }

    void empty() throws Exception {
        mounts().run("rm", filler().toString());
    }

    private MountNamespace mounts() {
        if (mounts == null) {
            throw new TestAbortedException("nothing can be mounted here");
        }
        return mounts;
    }

    private Path filler() {
        return volume.resolve("filler");
    }

    void close() throws Exception {
        thaw();
        var handle = postmaster.process().toHandle();
        var children = handle.descendants().toList();
        if (!postmaster.stop(PATIENCE)) {
            kill();
        }
        children.forEach(ProcessHandle::destroyForcibly);
        Patience.until("no child", () -> children.stream().noneMatch(ProcessHandle::isAlive));
        if (mounts != null) {
            mounts.close();
        }
    }
}
