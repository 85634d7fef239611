package dev.revaer.app.config;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import dev.revaer.app.config.access.AccessChecks;
import dev.revaer.app.config.check.DatabaseCheck;
import dev.revaer.app.config.check.ListenCheck;

/// Looks before the start for what would stop it, and names every fault with its fix.
final class StartChecks {
    private StartChecks() {}

    /// Makes the directories that are missing.
    ///
    /// @throws StartException naming all faults
    static void check(ServiceOptions options) {
        var faults = faults(options, StartChecks::make);
        if (!faults.isEmpty()) {
            if (options.databaseUrl() != null) {
                faults.addAll(DatabaseCheck.of(options, false).faults());
            }
            throw new StartException(faults);
        }
    }

    /// All that a start would stumble over, and what it would go on in spite of: settings that make no sense, ports that
    /// peers cannot reach. Makes and changes nothing.
    static List<String> everyFault(ServiceOptions options) {
        var faults = faults(options, StartChecks::look);
        var database = DatabaseCheck.of(options, DataLock.isTaken(options.dataDir()));
        faults.addAll(database.faults());
        var tls = TlsCheck.fault(database.settings().api().tls());
        if (tls != null) {
            faults.add(tls);
        }
        if (!options.loopbackOnly()) {
            faults.addAll(ListenCheck.faults(database.settings().engine().network().listen()));
        }
        return faults;
    }

    private static List<String> faults(ServiceOptions options, Probe probe) {
        var faults = new ArrayList<String>();
        checkDirectory("data directory", "--data-dir", options.dataDir(), probe, faults);
        if (faults.isEmpty()) {
            if (DataLock.isTaken(options.dataDir())) {
                faults.add(DataLock.fault(options.dataDir()));
            }
            checkDirectory("download directory", "--download-dir", options.downloadDir(), probe, faults);
            checkDirectory("library directory", "--library-dir", options.libraryDir(), probe, faults);
            faults.addAll(AccessChecks.faultsOfKeys(options.access(), options.secretKeyFile()));
        }
        checkDirectory(
                "directory for the command line's key",
                "XDG_CONFIG_HOME",
                options.cliFile().resolveSibling(""),
                probe,
                faults);
        checkPort(options.listen(), faults);
        return faults;
    }

    /// How it is found out whether a directory can be written to.
    @FunctionalInterface
    private interface Probe {
        void write(Path directory) throws IOException;
    }

    private static void make(Path directory) throws IOException {
        Files.createDirectories(directory);
        look(directory);
    }

    /// One that is missing would be made in the nearest that is there.
    private static void look(Path directory) throws IOException {
        var there = directory.toAbsolutePath();
        while (Files.notExists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        Files.delete(Files.createTempFile(there, ".revaer", ".probe"));
    }

    private static void checkDirectory(
            String what,
            String option,
            Path directory,
            Probe probe,
            List<String> faults) {
        var fix = "; make it writable for this user or choose another with " + option;
        try {
            probe.write(directory);
        } catch (IOException e) {
            faults.add("the " + what + " " + directory + " cannot be written to (" + reason(e) + ")" + fix);
        }
    }

    private static void checkPort(ListenAddress listen, List<String> faults) {
        var address = new InetSocketAddress(listen.host(), listen.port());
        if (address.isUnresolved()) {
            faults.add(
                    "the host " + listen.host()
                            + " is not known; give an address of this machine with --listen");
            return;
        }
        try (var probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(address);
        } catch (IOException e) {
            faults.add(
                    "cannot listen on " + listen.reachable() + " (" + e.getMessage()
                            + "); is another Revaer running? Choose another port with --listen host:port");
        }
    }

    private static String reason(IOException e) {
        return e.getClass().getSimpleName().replace("Exception", "") + ": " + e.getMessage();
    }
}
