package dev.revaer.cli.swarm;

import java.util.List;
import java.util.concurrent.Callable;

import dev.revaer.cli.argument.OneTorrent;
import dev.revaer.cli.output.Column;
import dev.revaer.cli.output.Kind;
import dev.revaer.cli.service.Swarm;
import dev.revaer.cli.session.Session;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `revaer peers`.
@Command(name = "peers", header = "Show the peers of a torrent, connect to one, or ban one.")
public final class PeersCommand {
    private static final List<Column> COLUMNS = List.of(
            new Column("address", "ADDRESS", Kind.TEXT),
            new Column("client", "CLIENT", Kind.NAME),
            new Column("progress", "HAS", Kind.PART),
            new Column("downloadBytesPerSecond", "DOWN", Kind.RATE),
            new Column("uploadBytesPerSecond", "UP", Kind.RATE),
            new Column("downloadedBytes", "RECEIVED", Kind.SIZE),
            new Column("uploadedBytes", "SENT", Kind.SIZE),
            new Column("connection", "OVER", Kind.TEXT),
            new Column("hashFailures", "BAD", Kind.COUNT),
            new Column("sources", "FROM", Kind.LIST),
            new Column("flags", "FLAGS", Kind.LIST));

    private PeersCommand() {}

    /// The verb with its own verbs, for this run.
    public static CommandLine of(Session session) {
        return new CommandLine(new PeersCommand()).addSubcommand(new Ls(session))
                .addSubcommand(new Add(session))
                .addSubcommand(new BanPeer(session));
    }

    @Command(name = "ls", header = "Show who is connected, what they have and how fast they are.", footerHeading = "%nExamples:%n", footer = {
            "  revaer peers ls debian-13",
            "  revaer peers ls debian-13 -o csv"})
    private static final class Ls implements Callable<Integer> {
        private final Session session;

        @Mixin
        private final OneTorrent torrent = new OneTorrent();

        Ls(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() {
            var peers = new Swarm(session.client(), torrent.infoHash(session)).peers();
            session.output().list(peers, COLUMNS, "address", "No peers.");
            return 0;
        }
    }

    @Command(name = "add", header = "Connect to a peer.", footerHeading = "%nExamples:%n", footer = {
            "  revaer peers add debian-13 127.0.0.1:6881",
            "  revaer peers add debian-13 '[::1]:6881'"})
    private static final class Add implements Callable<Integer> {
        private final Session session;

        @Mixin
        private final OneTorrent torrent = new OneTorrent();

        @Parameters(index = "1", paramLabel = "ADDRESS:PORT", description = "Where the peer listens.")
        private String address = "";

        Add(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() {
            new Swarm(session.client(), torrent.infoHash(session)).connect(address);
            session.output().done("Connecting to " + address, null);
            return 0;
        }
    }

    @Command(name = "ban", header = "Keep a peer's address away from all torrents, for good; 'revaer bans' lists and lifts bans.", footerHeading = "%nExamples:%n", footer = {
            "  revaer peers ban debian-13 127.0.0.66"})
    private static final class BanPeer implements Callable<Integer> {
        private final Session session;

        @Mixin
        private final OneTorrent torrent = new OneTorrent();

        @Parameters(index = "1", paramLabel = "ADDRESS", description = "The peer's address; a port is no matter.")
        private String address = "";

        BanPeer(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() {
            var ban = new Swarm(session.client(), torrent.infoHash(session)).ban(address);
            session.output().done("Banned " + ban.text("address", address), ban);
            return 0;
        }
    }
}
