package dev.revaer.app.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Runs PostgreSQL's programs in the way this machine needs.
///
/// @param prefix what stands before each program
record PostgresCommand(List<String> prefix) {
    PostgresCommand {
        prefix = List.copyOf(prefix);
    }

    /// `setsid` keeps the terminal's Ctrl-C from the server, which must outlive our own connections to it.
    ///
    /// PostgreSQL refuses to run as root. In a user namespace of its own (util-linux, `unshare(1)`) it doesn't see
    /// that it is, and owns what root owns.
    ///
    /// @throws DatabaseException if we are root and such a namespace can't be made, or the machine is one that we have no
    ///             PostgreSQL for
    static PostgresCommand ofThisMachine() {
        if (!System.getProperty("os.arch", "").equals("amd64")) {
            throw new DatabaseException(
                    "the embedded PostgreSQL is made for x86-64 alone: set DATABASE_URL to a server of your own");
        }
        var prefix = new ArrayList<String>();
        if (works("setsid", "true")) {
            prefix.add("setsid");
        }
        if (isRoot()) {
            if (!works("unshare", "--user", "true")) {
                throw new DatabaseException(
                        "PostgreSQL doesn't run as root: start Revaer as an ordinary user, "
                                + "or set DATABASE_URL to a server of your own");
            }
            prefix.addAll(List.of("unshare", "--user"));
        }
        return new PostgresCommand(prefix);
    }

    /// Runs `program`, with no input, its output appended to `log`, and messages in English.
    Process start(Path log, Path program, List<String> arguments) throws IOException {
        var command = new ArrayList<>(prefix);
        command.add(program.toString());
        command.addAll(arguments);
        var builder = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().put("LC_ALL", "C");
        return builder.start();
    }

    private static boolean works(String... command) {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor() == 0;
        } catch (IOException _) { // not installed
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DatabaseException("interrupted while starting PostgreSQL", e);
        }
    }

    private static boolean isRoot() {
        try {
            return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
        } catch (IOException e) {
            throw new DatabaseException(
                    "can't tell which user we are: embedded PostgreSQL needs Linux and /proc",
                    e);
        }
    }
}
