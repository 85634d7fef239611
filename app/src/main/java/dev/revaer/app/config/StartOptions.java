package dev.revaer.app.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import dev.revaer.app.config.access.AccessOptions;
import dev.revaer.app.config.access.GivenSecret;
import dev.revaer.app.log.LogFormat;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// The options of a start, each with its twin in the environment.
final class StartOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(names = "--data-dir", paramLabel = "DIR", defaultValue = "${env:REVAER_DATA_DIR:-${env:HOME}/.local/share/revaer}", description = "Everything Revaer keeps (REVAER_DATA_DIR). Default: ~/.local/share/revaer")
    private Path dataDir;

    @Option(names = "--download-dir", paramLabel = "DIR", defaultValue = "${env:REVAER_DOWNLOAD_DIR:-}", description = "Where torrents download to (REVAER_DOWNLOAD_DIR). Default: downloads in the data directory")
    private @Nullable Path downloadDir;

    @Option(names = "--library-dir", paramLabel = "DIR", defaultValue = "${env:REVAER_LIBRARY_DIR:-}", description = "Where finished downloads are published (REVAER_LIBRARY_DIR). Default: library in the data directory")
    private @Nullable Path libraryDir;

    @Option(names = "--listen", paramLabel = "HOST:PORT", defaultValue = "${env:REVAER_LISTEN:-127.0.0.1:7070}", description = "Where HTTP is listened for (REVAER_LISTEN). Default: 127.0.0.1:7070")
    private String listen;

    @Option(names = "--loopback-only", arity = "0..1", fallbackValue = "true", defaultValue = "${env:REVAER_LOOPBACK_ONLY:-false}", description = "No BitTorrent beyond this machine: bound to 127.0.0.1 and ::1, DHT, LSD, UPnP and NAT-PMP off (REVAER_LOOPBACK_ONLY=true)")
    private boolean loopbackOnly;

    @Option(names = "--log-format", paramLabel = "FORMAT", defaultValue = "${env:REVAER_LOG_FORMAT:-text}", description = "How the log is written: text, or json for one object a line (REVAER_LOG_FORMAT). Default: text")
    private String logFormat;

    @Option(names = "--print-setup-token", arity = "0..1", fallbackValue = "true", defaultValue = "${env:REVAER_PRINT_SETUP_TOKEN:-true}", description = "Print a setup token to the log while Revaer is not set up (REVAER_PRINT_SETUP_TOKEN). Default: true")
    private boolean printSetupToken;

    @Option(names = "--secret-key", hidden = true, defaultValue = "${env:REVAER_SECRET_KEY:-}")
    private @Nullable String secretKey;

    @Option(names = "--secret-key-file", hidden = true, defaultValue = "${env:REVAER_SECRET_KEY_FILE:-}")
    private @Nullable Path secretKeyFile;

    @Option(names = "--secret-key-old", hidden = true, defaultValue = "${env:REVAER_SECRET_KEY_OLD:-}")
    private @Nullable String oldSecretKeys;

    @Option(names = "--secret-key-old-file", hidden = true, defaultValue = "${env:REVAER_SECRET_KEY_OLD_FILE:-}")
    private @Nullable Path oldSecretKeysFile;

    @Option(names = "--database-url", hidden = true, defaultValue = "${env:DATABASE_URL:-}")
    private @Nullable String databaseUrl;

    @Option(names = "--database-url-file", hidden = true, defaultValue = "${env:DATABASE_URL_FILE:-}")
    private @Nullable Path databaseUrlFile;

    @Option(names = "--config-home", hidden = true, defaultValue = "${env:XDG_CONFIG_HOME:-}")
    private @Nullable String configHome;

    @Option(names = "--home", hidden = true, defaultValue = "${env:HOME:-/}")
    private Path home;

    /// How the log is to be written.
    ///
    /// @throws CommandLine.ParameterException if it is neither `text` nor `json`
    LogFormat logFormat() {
        return switch (logFormat.toLowerCase(Locale.ROOT)) {
            case "text" -> LogFormat.TEXT;
            case "json" -> LogFormat.JSON;
            default -> throw new CommandLine.ParameterException(
                    spec.commandLine(),
                    "--log-format: '" + logFormat + "' is none; give text or json");
        };
    }

    /// What they say.
    ///
    /// @throws CommandLine.ParameterException if one is not of its form
    /// @throws StartException if secrets cannot be read
    ServiceOptions read() {
        var faults = new ArrayList<String>();
        var database = secret("DATABASE_URL", databaseUrl, databaseUrlFile, faults);
        var key = secret("REVAER_SECRET_KEY", secretKey, secretKeyFile, faults);
        var oldKeys = secret("REVAER_SECRET_KEY_OLD", oldSecretKeys, oldSecretKeysFile, faults);
        if (!faults.isEmpty()) {
            throw new StartException(faults);
        }
        var data = dataDir.toAbsolutePath().normalize();
        var configDir = isBlank(configHome) ? home.resolve(".config") : Path.of(configHome);
        return new ServiceOptions(
                data,
                or(downloadDir, data.resolve("downloads")),
                or(libraryDir, data.resolve("library")),
                parse(listen),
                loopbackOnly,
                database,
                configDir.resolve("revaer/cli.toml"),
                new AccessOptions(
                        printSetupToken,
                        key,
                        split(oldKeys)));
    }

    private static @Nullable String secret(
            String name,
            @Nullable String given,
            @Nullable Path file,
            List<String> faults) {
        try {
            return GivenSecret.of(name, given, file);
        } catch (IllegalArgumentException e) {
            faults.add(String.valueOf(e.getMessage()));
            return null;
        }
    }

    private static List<String> split(@Nullable String keys) {
        return keys == null
                ? List.of()
                : Stream.of(keys.split("[,\\s]+", -1)).filter(key -> !key.isEmpty()).toList();
    }

    private ListenAddress parse(String text) {
        try {
            return ListenAddress.parse(text);
        } catch (IllegalArgumentException e) {
            throw new CommandLine.ParameterException(spec.commandLine(), "--listen: " + e.getMessage(), e);
        }
    }

    private static Path or(@Nullable Path given, Path usual) {
        return given == null || given.toString().isBlank() ? usual : given.toAbsolutePath().normalize();
    }

    @org.jspecify.annotations.NullUnmarked
    private static boolean isBlank(String text) {
        return text == null || text.isBlank();
    }
}
