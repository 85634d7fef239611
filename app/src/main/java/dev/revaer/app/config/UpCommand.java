package dev.revaer.app.config;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

import dev.revaer.api.access.SetupMode;
import dev.revaer.app.config.access.AccessOptions;
import dev.revaer.app.database.DatabaseException;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.ContextClosedEvent;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `revaer up`: runs the service until it is told to stop.
@Command(name = "up", mixinStandardHelpOptions = true, versionProvider = Version.class, sortOptions = false, description = "Run the service until Ctrl-C or SIGTERM.", footer = {
        "",
        "Each option has a twin in the environment; the option wins. DATABASE_URL",
        "(postgres://… or jdbc:postgresql://…) names a PostgreSQL server to use",
        "instead of the embedded one. REVAER_SECRET_KEY (32 bytes in base64)",
        "encrypts stored secrets instead of secret.key in the data directory;",
        "REVAER_SECRET_KEY_OLD has keys from before, separated by commas.",
        "",
        "Examples:",
        "  revaer up",
        "  revaer up --data-dir /srv/revaer --library-dir /srv/media",
        "  revaer up --listen 0.0.0.0:7070"})
public final class UpCommand implements Callable<Integer> {
    /// The settings are wrong: `EX_CONFIG` of sysexits.h.
    private static final int BAD_CONFIGURATION = 78;

    @Spec
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

    @Option(names = "--print-setup-token", arity = "0..1", fallbackValue = "true", defaultValue = "${env:REVAER_PRINT_SETUP_TOKEN:-true}", description = "Print a setup token to the log while Revaer is not set up (REVAER_PRINT_SETUP_TOKEN). Default: true")
    private boolean printSetupToken;

    @Option(names = "--secret-key", hidden = true, defaultValue = "${env:REVAER_SECRET_KEY:-}")
    private @Nullable String secretKey;

    @Option(names = "--secret-key-old", hidden = true, defaultValue = "${env:REVAER_SECRET_KEY_OLD:-}")
    private @Nullable String oldSecretKeys;

    @Option(names = "--database-url", hidden = true, defaultValue = "${env:DATABASE_URL:-}")
    private @Nullable String databaseUrl;

    @Option(names = "--config-home", hidden = true, defaultValue = "${env:XDG_CONFIG_HOME:-}")
    private @Nullable String configHome;

    @Option(names = "--home", hidden = true, defaultValue = "${env:HOME:-/}")
    private Path home;

    @Override
    public Integer call() throws InterruptedException {
        try {
            var options = options();
            var stopped = new CountDownLatch(1);
            var context = Service.start(options);
            context.addApplicationListener((ContextClosedEvent _) -> stopped.countDown());
            greet(options, context.getBean(SetupMode.class).isRequired());
            stopped.await();
            return 0;
        } catch (StartException e) {
            return fail(e.faults());
        } catch (DatabaseException e) {
            return fail(List.of(String.valueOf(e.getMessage())));
        }
    }

    private ServiceOptions options() {
        var data = dataDir.toAbsolutePath().normalize();
        var configDir = isBlank(configHome) ? home.resolve(".config") : Path.of(configHome);
        return new ServiceOptions(
                data,
                or(downloadDir, data.resolve("downloads")),
                or(libraryDir, data.resolve("library")),
                parse(listen),
                loopbackOnly,
                isBlank(databaseUrl) ? null : databaseUrl,
                configDir.resolve("revaer/cli.toml"),
                new AccessOptions(
                        printSetupToken,
                        isBlank(secretKey) ? null : secretKey,
                        split(oldSecretKeys)));
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

    private void greet(ServiceOptions options, boolean isSetupRequired) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(
                "Revaer listens on " + options.url() + " and keeps its data in " + options.dataDir() + ".");
        out.println(
                "Library: " + options.libraryDir() + "."
                        + (options.isEmbedded()
                                ? " The command line's key is in " + options.cliFile() + "."
                                : ""));
        if (isSetupRequired) {
            out.println("It waits for its setup; the log above has the token:");
            out.println(
                    "  curl -X POST " + options.url()
                            + "/admin/setup/complete -H 'X-Revaer-Setup-Token: …' \\");
            out.println("    -H 'Content-Type: application/json' -d '{}'");
            out.println("Put the secret in the answer into " + options.cliFile() + " as apiKey = \"…\".");
        }
        out.println("Go on in another terminal:");
        out.println("  revaer add 'magnet:?xt=urn:btih:…' --follow    download a torrent and watch it");
        out.println("  revaer ls                                      see all torrents");
        out.println("  revaer tail                                    see all that happens");
        out.println("Ctrl-C stops it.");
        out.flush();
    }

    private int fail(List<String> faults) {
        var err = spec.commandLine().getErr();
        faults.forEach(fault -> err.println("revaer: " + fault));
        err.flush();
        return BAD_CONFIGURATION;
    }

    private static Path or(@Nullable Path given, Path usual) {
        return given == null || given.toString().isBlank() ? usual : given.toAbsolutePath().normalize();
    }

    @org.jspecify.annotations.NullUnmarked
    private static boolean isBlank(String text) {
        return text == null || text.isBlank();
    }
}
