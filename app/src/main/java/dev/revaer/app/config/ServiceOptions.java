package dev.revaer.app.config;

import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

/// What the service is started with.
///
/// @param dataDir holds the database, downloads and library unless these are said to lie elsewhere
/// @param databaseUrl of a server to use; null to run one of our own
/// @param cliFile in which the command line looks for the service's address and key
public record ServiceOptions(
        Path dataDir,
        Path downloadDir,
        Path libraryDir,
        ListenAddress listen,
        boolean loopbackOnly,
        @Nullable String databaseUrl,
        Path cliFile) {

    /// Where the command line can reach the service.
    public String url() {
        return "http://" + listen.reachable();
    }
}
