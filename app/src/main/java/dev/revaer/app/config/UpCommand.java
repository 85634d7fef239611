package dev.revaer.app.config;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;

import dev.revaer.api.access.SetupMode;
import dev.revaer.app.database.DatabaseException;
import dev.revaer.app.log.LogFormat;
import dev.revaer.app.setting.LiveSettings;
import dev.revaer.app.setting.SettingsReload;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.ContextClosedEvent;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
        "REVAER_SECRET_KEY_OLD has keys from before, separated by commas. Each of the",
        "three can be in a file instead, named by DATABASE_URL_FILE and so on.",
        "",
        "Examples:",
        "  revaer up",
        "  revaer up --data-dir /srv/revaer --library-dir /srv/media",
        "  revaer up --listen 0.0.0.0:7070",
        "  revaer up --check-config        start nothing; say what would go wrong",
        "",
        "SIGHUP has it read the settings again and apply them to everything."})
public final class UpCommand implements Callable<Integer> {
    /// The settings are wrong: `EX_CONFIG` of sysexits.h.
    static final int BAD_CONFIGURATION = 78;

    private static final Logger LOG = LoggerFactory.getLogger(UpCommand.class);

    @Spec
    private CommandSpec spec;

    @Mixin
    private StartOptions start = new StartOptions();

    @Option(names = "--check-config", description = "Look whether a start would go well, name everything that is wrong with its fix, and start nothing. Exits with 0 or 78")
    private boolean isCheck;

    @Override
    public Integer call() throws InterruptedException {
        try {
            var options = start.read();
            var format = start.logFormat();
            format.use();
            return isCheck ? check(options) : run(options, format);
        } catch (StartException e) {
            return fail(e.faults());
        } catch (DatabaseException e) {
            return fail(List.of(String.valueOf(e.getMessage())));
        }
    }

    private int run(ServiceOptions options, LogFormat format) throws InterruptedException {
        var hangUps = HangUps.listen();
        var stopped = new CountDownLatch(1);
        var context = Service.start(options);
        hangUps.follow(new SettingsReload(context.getBean(LiveSettings.class))::run);
        context.addApplicationListener((ContextClosedEvent _) -> stopped.countDown());
        var isTls = context.getBean(LiveSettings.class).now().api().tls().wantsTls();
        if (format == LogFormat.TEXT) {
            greet(options, options.url(isTls), context.getBean(SetupMode.class).isRequired());
        } else {
            LOG.atInfo().addKeyValue("url", options.url(isTls)).log("Revaer listens");
        }
        stopped.await();
        return 0;
    }

    private void greet(ServiceOptions options, String url, boolean isSetupRequired) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(
                "Revaer listens on " + url + " and keeps its data in " + options.dataDir() + ".");
        out.println(
                "Library: " + options.libraryDir() + "."
                        + (options.isEmbedded()
                                ? " The command line's key is in " + options.cliFile() + "."
                                : ""));
        if (isSetupRequired) {
            out.println("It waits for its setup; the log above has the token:");
            out.println(
                    "  curl -X POST " + url
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

    private int check(ServiceOptions options) {
        var faults = StartChecks.everyFault(options);
        if (!faults.isEmpty()) {
            return fail(faults);
        }
        var out = spec.commandLine().getOut();
        out.println("All is well: Revaer can be started with " + options.dataDir() + ".");
        out.flush();
        return 0;
    }

    private int fail(List<String> faults) {
        var err = spec.commandLine().getErr();
        faults.forEach(fault -> err.println("revaer: " + fault));
        err.flush();
        return BAD_CONFIGURATION;
    }
}
