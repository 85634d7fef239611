package dev.revaer.app.config;

import java.nio.file.Path;

import dev.revaer.app.config.access.AccessOptions;
import org.jspecify.annotations.Nullable;

/// What the service is started with.
///
/// @param dataDir holds the database, downloads and library unless these are said to lie elsewhere
/// @param databaseUrl of a server to use; null to run one of our own
/// @param cliFile in which the command line looks for the service's address and key
/// @param access how the first setup and the stored secrets are guarded
public record ServiceOptions(
        Path dataDir,
        Path downloadDir,
        Path libraryDir,
        ListenAddress listen,
        boolean loopbackOnly,
        @Nullable String databaseUrl,
        Path cliFile,
        AccessOptions access) {

    /// With the usual access.
    public ServiceOptions(
            Path dataDir,
            Path downloadDir,
            Path libraryDir,
            ListenAddress listen,
            boolean loopbackOnly,
            @Nullable String databaseUrl,
            Path cliFile) {
        this(
                dataDir,
                downloadDir,
                libraryDir,
                listen,
                loopbackOnly,
                databaseUrl,
                cliFile,
                AccessOptions.USUAL);
    }

    /// Whether the service runs a database of its own, which nobody else has set up.
    public boolean isEmbedded() {
        return databaseUrl == null;
    }

    /// The keys for secrets, if they are in a file.
    public Path secretKeyFile() {
        return dataDir.resolve("secret.key");
    }

    /// Without what is secret.
    @Override
    public String toString() {
        return "ServiceOptions[" + dataDir + ", " + listen + ", " + access + "]";
    }

    /// Where the command line can reach the service.
    ///
    /// @param isTls whether HTTP is spoken over TLS
    public String url(boolean isTls) {
        return (isTls ? "https://" : "http://") + listen.reachable();
    }

    /// Where the command line can reach the service while TLS is off.
    public String url() {
        return url(false);
    }
}
