package dev.revaer.app.config;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import dev.revaer.app.config.access.AccessChecks;

/// Looks before the start for what would stop it, and names every fault with its fix.
final class StartChecks {
    private StartChecks() {}

    /// @throws StartException naming all faults
    static void check(ServiceOptions options) {
        var faults = new ArrayList<String>();
        checkDirectory("data directory", "--data-dir", options.dataDir(), faults);
        if (faults.isEmpty()) {
            checkDirectory("download directory", "--download-dir", options.downloadDir(), faults);
            checkDirectory("library directory", "--library-dir", options.libraryDir(), faults);
        }
        if (faults.isEmpty()) {
            faults.addAll(AccessChecks.faultsOfKeys(options.access(), options.secretKeyFile()));
        }
        checkDirectory(
                "directory for the command line's key",
                "XDG_CONFIG_HOME",
                options.cliFile().resolveSibling(""),
                faults);
        checkPort(options.listen(), faults);
        if (!faults.isEmpty()) {
            throw new StartException(faults);
        }
    }

    private static void checkDirectory(String what, String option, Path directory, List<String> faults) {
        var fix = "; make it writable for this user or choose another with " + option;
        try {
            Files.createDirectories(directory);
            var probe = Files.createTempFile(directory, ".revaer", ".probe");
            Files.delete(probe);
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
