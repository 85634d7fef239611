package dev.revaer.app.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds and stops the PostgreSQL processes of a data folder, whoever started them.
///
/// A process counts if its program lies under the folder, or if it is a `postgres` that works in the cluster there. The
/// number in `postmaster.pid` proves nothing: after a restart of the machine it may be anyone's.
///
/// @param home holds the programs and the cluster
record RunningPostgres(Path home) {
    private static final Logger LOG = LoggerFactory.getLogger(RunningPostgres.class);
    private static final Duration POLL = Duration.ofMillis(20);

    /// Stops them all, the orderly way first (fast shutdown, then immediate shutdown, then by force), and takes away a
    /// `postmaster.pid` that could keep the next server from starting.
    ///
    /// @param patience how long each of the three ways may take
    /// @throws DatabaseException if a process can't be stopped
    void stop(Duration patience) throws IOException {
        if (!processes().isEmpty()) {
            LOG.atWarn().addKeyValue("directory", home).log("Stopping a PostgreSQL that was left behind");
            if (!stopBy("INT", patience) && !stopBy("QUIT", patience) && !stopBy("KILL", patience)) {
                throw new DatabaseException(
                        "can't stop the PostgreSQL left behind in " + home + ", processes "
                                + processes().stream().map(ProcessHandle::pid).toList());
            }
        }
        Files.deleteIfExists(home.resolve("cluster", "postmaster.pid"));
    }

    /// The postmaster and its children; children may outlive it for a moment.
    List<ProcessHandle> processes() {
        return ProcessHandle.allProcesses().filter(this::isOurs).toList();
    }

    /// Sends a signal that [ProcessHandle] has no method for.
    static void send(String signal, ProcessHandle process) throws IOException {
        new ProcessBuilder("sh", "-c", "kill -" + signal + " " + process.pid()).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .onExit()
                .join();
    }

    /// Children are left to their postmaster, unless by force.
    private boolean stopBy(String signal, Duration patience) throws IOException {
        var processes = processes();
        for (var process : processes) {
            if (signal.equals("KILL") || process.parent().filter(processes::contains).isEmpty()) {
                send(signal, process);
            }
        }
        var deadline = System.nanoTime() + patience.toNanos();
        while (!processes().isEmpty() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(POLL.toNanos());
        }
        return processes().isEmpty();
    }

    private boolean isOurs(ProcessHandle process) {
        var proc = Path.of("/proc", Long.toString(process.pid()));
        try {
            var program = Files.readSymbolicLink(proc.resolve("exe"));
            if (program.startsWith(home.toRealPath())) {
                return true;
            }
            return program.endsWith("postgres")
                    && Files.isSameFile(proc.resolve("cwd"), home.resolve("cluster"));
        } catch (IOException _) { // gone meanwhile, or another user's
            return false;
        }
    }
}
