package dev.revaer.cli.argument;

import dev.revaer.cli.service.Torrent;
import dev.revaer.cli.session.Session;
import picocli.CommandLine.Parameters;

/// The torrent that a verb is about, its first argument.
public final class OneTorrent {
    @Parameters(index = "0", paramLabel = "TORRENT", description = "Info hash, the beginning of it, the name, or a part of the name.")
    private String torrent = "";

    /// The torrent.
    public Torrent find(Session session) {
        return session.finder().find(torrent);
    }

    /// Its info hash; it is asked for only where it isn't given in full.
    public String infoHash(Session session) {
        return session.finder().infoHash(torrent);
    }
}
