package dev.revaer.cli.change;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import dev.revaer.cli.argument.Amount;
import dev.revaer.cli.json.Fields;
import dev.revaer.cli.problem.CliError;
import dev.revaer.cli.problem.CliException;
import dev.revaer.cli.service.Creations;
import dev.revaer.cli.session.Poll;
import dev.revaer.cli.session.Session;
import dev.revaer.cli.view.ByteProgress;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// `revaer create`.
@Command(name = "create", header = "Make a torrent of a file or folder on the service's machine, and save the .torrent here.", description = {
        "",
        "Shows how far the hashing is. With --detach it only begins; 'revaer creations' shows and saves it then."}, footerHeading = "%nExamples:%n", footer = {
                "  revaer create /srv/downloads/show --tracker udp://127.0.0.1:6969",
                "  revaer create /srv/downloads/show --to my.torrent --start-seeding",
                "  revaer create /srv/downloads/show --format hybrid --private --detach"})
public final class CreateCommand implements Callable<Integer> {
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Session session;

    @Parameters(paramLabel = "PATH", description = "A file or folder below the service's directories, absolute; 'revaer browse' shows them.")
    private String path = "";

    @Option(names = "--to", paramLabel = "FILE|DIR|-", description = "Where the .torrent is saved; this directory if absent.")
    private @Nullable String target;

    @Option(names = "--tracker", paramLabel = "URL", description = "A tracker; may be repeated, the first is asked first.")
    private List<String> trackers = new ArrayList<>();

    @Option(names = "--web-seed", paramLabel = "URL", description = "Where the content lies on the web; may be repeated.")
    private List<String> webSeeds = new ArrayList<>();

    @Option(names = "--format", paramLabel = "FORMAT", description = "v1, v2 or hybrid.")
    private @Nullable String format;

    @Option(names = "--piece-length", paramLabel = "SIZE", converter = Amount.Converter.class, description = "Such as 1M; the service chooses if absent.")
    private @Nullable Amount pieceLength;

    @Option(names = "--private", description = "Peers come from the trackers alone (BEP 27).")
    private boolean isPrivate;

    @Option(names = "--comment", paramLabel = "TEXT", description = "A comment in the .torrent.")
    private @Nullable String comment;

    @Option(names = "--source", paramLabel = "TEXT", description = "A source tag in the .torrent, which makes its info hash another.")
    private @Nullable String source;

    @Option(names = "--start-seeding", description = "Add it, and seed it from where it lies.")
    private boolean startSeeding;

    @Option(names = "--detach", description = "Don't wait, and save nothing.")
    private boolean detach;

    /// The verb, for this run.
    public CreateCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        var creations = new Creations(session.client());
        Fields creation = creations.begin(body());
        String id = creation.text("id", "");
        if (detach) {
            session.output().object(creation, CreationsCommand.FACTS, "id");
            return 0;
        }
        Fields made = follow(creations, creation, id);
        String name = path.replaceAll("/+$", "");
        String file = TorrentFile
                .save(target, name.substring(name.lastIndexOf('/') + 1), creations.metainfo(id), session);
        if (!file.equals("-")) {
            session.output().done("Made " + made.text("infoHash", "") + ", saved " + file, made);
        }
        return 0;
    }

    private Fields follow(Creations creations, Fields begun, String id) {
        var poll = new Poll(session, PATIENCE);
        var progress = new ByteProgress(session.console());
        Fields creation = begun;
        while (!creation.text("state", "").equals("completed")) {
            String state = creation.text("state", "");
            if (state.equals("failed") || state.equals("cancelled")) {
                throw new CliException(
                        new CliError.TorrentFailed(path, creation.text("reason", "it was " + state)));
            }
            if (session.isTalking() && !"-".equals(target)) {
                progress.show("hashing", creation.count("bytesDone"), creation.count("bytesTotal"));
            }
            poll.pause(PAUSE);
            creation = poll.ask(() -> creations.get(id));
        }
        return creation;
    }

    private ObjectNode body() {
        var body = JsonNodeFactory.instance.objectNode().put("path", path);
        put(body, "format", format);
        put(body, "comment", comment);
        put(body, "source", source);
        if (pieceLength != null) {
            body.put("pieceLength", pieceLength.bytes());
        }
        if (isPrivate) {
            body.put("private", true);
        }
        if (startSeeding) {
            body.put("startSeeding", true);
        }
        if (!trackers.isEmpty()) {
            trackers.forEach(body.putArray("trackers")::add);
        }
        if (!webSeeds.isEmpty()) {
            webSeeds.forEach(body.putArray("webSeeds")::add);
        }
        return body;
    }

    private static void put(ObjectNode body, String name, @Nullable String value) {
        if (value != null) {
            body.put(name, value);
        }
    }
}
