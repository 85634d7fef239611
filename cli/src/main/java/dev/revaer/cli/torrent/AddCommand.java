package dev.revaer.cli.torrent;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import dev.revaer.cli.argument.Choice;
import dev.revaer.cli.argument.Wishes;
import dev.revaer.cli.json.Fields;
import dev.revaer.cli.service.NewTorrent;
import dev.revaer.cli.service.Torrent;
import dev.revaer.cli.session.Attempts;
import dev.revaer.cli.session.Session;
import dev.revaer.cli.view.SafeText;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// `revaer add`.
@Command(name = "add", header = "Add torrents: magnet links, .torrent files, or URLs of such.", description = {
        "",
        "Each is reported; the exit code is that of the first that failed."}, footerHeading = "%nExamples:%n", footer = {
                "  revaer add 'magnet:?xt=urn:btih:3f9c6d1f5b1f0e2d4c8b7a695f4e3d2c1b0a9f8e&dn=film'  # quote it: it holds an &",
                "  revaer add --follow debian.torrent  # show the progress until it is in the library",
                "  revaer add --download-dir /srv/downloads/iso 'iso/*.torrent'  # several at once, to a directory of the service",
                "  revaer add ubuntu.torrent --category linux --tag new --exclude '*.txt' --up-limit 500k",
                "  revaer add --paused - < links.txt  # a .torrent, or links, a line each, from the input"})
public final class AddCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(paramLabel = "MAGNET|FILE|URL|-", arity = "1..*", description = "A magnet link, a .torrent file of at most 5 MiB or a glob for several, the URL of one, or - for the input.")
    private List<String> torrents = new ArrayList<>();

    @Option(names = "--download-dir", paramLabel = "DIR", description = "Where the service puts the data.")
    private @Nullable String downloadDir;

    @Option(names = "--category", paramLabel = "NAME", description = "Its category, which must be there.")
    private @Nullable String category;

    @Option(names = {"--tag",
            "--tags"}, split = ",", paramLabel = "TAG", description = "A tag; may be repeated.")
    private List<String> tags = new ArrayList<>();

    @Option(names = "--paused", description = "Don't start yet.")
    private boolean paused;

    @Option(names = "--sequential", description = "Download the pieces in order.")
    private boolean sequential;

    @Option(names = "--first-last", description = "Download the first and last piece of each file first.")
    private boolean firstLastPieces;

    @Option(names = "--seed-mode", description = "Trust data that is already in place after a sampled check.")
    private boolean seedMode;

    @Option(names = "--tracker", paramLabel = "URL", description = "A tracker beside its own; may be repeated.")
    private List<String> trackers = new ArrayList<>();

    @Option(names = "--web-seed", paramLabel = "URL", description = "A web seed beside its own; may be repeated.")
    private List<String> webSeeds = new ArrayList<>();

    @Mixin
    private final Choice choice = new Choice();

    @Mixin
    private final Wishes wishes = new Wishes();

    @Mixin
    private FollowOptions following = new FollowOptions();

    /// The verb, for this run.
    public AddCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        var attempts = new Attempts(session);
        var added = new ArrayList<Torrent>();
        var origins = new TorrentOrigin(session.console());
        JsonNode options = options();
        session.output().begin(TorrentColumns.USUAL);
        for (String argument : torrents) {
            attempts.attempt(() -> {
                for (var origin : origins.read(argument)) {
                    attempts.attempt(() -> added.add(add(new NewTorrent(origin, options))));
                }
            });
        }
        if (following.isWanted()) {
            for (Torrent torrent : added) {
                attempts.attempt(() -> following.follow(torrent, session));
            }
        }
        return attempts.exitCode();
    }

    private JsonNode options() {
        var options = JsonNodeFactory.instance.objectNode();
        put(options, "downloadDir", downloadDir);
        put(options, "category", category);
        flag(options, "paused", paused);
        flag(options, "sequential", sequential);
        flag(options, "firstLastPieces", firstLastPieces);
        flag(options, "seedMode", seedMode);
        list(options, "tags", tags);
        list(options, "trackers", trackers);
        list(options, "webSeeds", webSeeds);
        choice.write(options);
        wishes.write(options, new Fields(JsonNodeFactory.instance.objectNode()));
        return options;
    }

    private static void put(ObjectNode options, String name, @Nullable String value) {
        if (value != null) {
            options.put(name, value);
        }
    }

    private static void flag(ObjectNode options, String name, boolean wanted) {
        if (wanted) {
            options.put(name, true);
        }
    }

    private static void list(ObjectNode options, String name, List<String> values) {
        if (!values.isEmpty()) {
            values.forEach(options.putArray(name)::add);
        }
    }

    private Torrent add(NewTorrent wanted) {
        Torrent torrent = session.torrents().add(wanted);
        if (session.isTalking()) {
            session.console().line(SafeText.of("Added " + torrent.infoHash() + "  " + torrent.name()));
        } else {
            session.output().item(torrent.fields(), TorrentColumns.USUAL, "infoHash");
        }
        return torrent;
    }
}
