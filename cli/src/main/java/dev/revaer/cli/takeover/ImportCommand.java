package dev.revaer.cli.takeover;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

import dev.revaer.cli.problem.CliError;
import dev.revaer.cli.problem.CliException;
import dev.revaer.cli.session.Session;
import dev.revaer.cli.takeover.qbittorrent.QBittorrentStores;
import dev.revaer.cli.takeover.transmission.TransmissionStore;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `revaer import`.
@Command(name = "import", header = "Take over the torrents of another client, with their progress.")
public final class ImportCommand {
    private static final Path PROCESSES = Path.of("/proc");

    private ImportCommand() {}

    /// The verb with its own verbs, for this run.
    public static CommandLine of(Session session) {
        return new CommandLine(new ImportCommand()).addSubcommand(new QBittorrent(session))
                .addSubcommand(new Transmission(session));
    }

    private static Path chosen(@Nullable Path given, List<Path> usual) {
        if (given != null) {
            return given.toAbsolutePath().normalize();
        }
        return usual.stream()
                .filter(Files::isDirectory)
                .findFirst()
                .orElseThrow(
                        () -> new CliException(
                                new CliError.Invalid(
                                        "it is in none of its usual places (" + usual.getFirst()
                                                + " for one): name the directory")));
    }

    private static void requireStopped(@Nullable String running, ImportOptions options) {
        if (running != null && !options.isForced()) {
            throw new CliException(
                    new CliError.Invalid(running + "; stop it first, or say --force for what it has saved"));
        }
    }

    @Command(name = "qbittorrent", header = "Take over the torrents of qBittorrent, with their progress.", description = {
            "",
            "Reads BT_backup or torrents.db and changes nothing there; stop qBittorrent first. What would be added is shown",
            "before it is. Torrents that are here stay as they are. Complete ones are not post-processed unless asked for."}, footerHeading = "%nExamples:%n", footer = {
                    "  revaer import qbittorrent --dry-run",
                    "  revaer import qbittorrent qBittorrent --map-path /downloads=/srv/downloads --yes",
                    "  revaer import qbittorrent --only '*linux*' --paused --yes"})
    private static final class QBittorrent implements Callable<Integer> {
        private final Session session;

        @Parameters(paramLabel = "DIR", arity = "0..1", description = "BT_backup, the directory it lies in, or a profile; the usual one if not said.")
        private @Nullable Path directory;

        @Mixin
        private ImportOptions options = new ImportOptions();

        QBittorrent(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() {
            var home = session.home();
            var place = chosen(directory, QBittorrentStores.usual(home.directory(), home.data()));
            var store = QBittorrentStores.in(place);
            requireStopped(
                    new RunningClient(PROCESSES).qbittorrent(QBittorrentStores.locks(place, home.config())),
                    options);
            return new ImportRun(session, options).of("qBittorrent", store);
        }
    }

    @Command(name = "transmission", header = "Take over the torrents of Transmission, with their progress.", description = {
            "",
            "Reads torrents and resume of its configuration directory and changes nothing there; stop Transmission first.",
            "What would be added is shown before it is. Torrents that are here stay as they are. Complete ones are not",
            "post-processed unless asked for."}, footerHeading = "%nExamples:%n", footer = {
                    "  revaer import transmission --dry-run",
                    "  revaer import transmission transmission --map-path /downloads/complete=/srv/downloads --yes",
                    "  revaer import transmission --only mint --yes"})
    private static final class Transmission implements Callable<Integer> {
        private final Session session;

        @Parameters(paramLabel = "DIR", arity = "0..1", description = "Its configuration directory; the usual one if not said.")
        private @Nullable Path directory;

        @Mixin
        private ImportOptions options = new ImportOptions();

        Transmission(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() {
            var home = session.home();
            var place = chosen(directory, TransmissionStore.usual(home.directory(), home.config()));
            var store = new TransmissionStore(place);
            requireStopped(new RunningClient(PROCESSES).transmission(), options);
            return new ImportRun(session, options).of("Transmission", store);
        }
    }
}
