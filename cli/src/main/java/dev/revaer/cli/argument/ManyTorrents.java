package dev.revaer.cli.argument;

import java.util.ArrayList;
import java.util.List;

import dev.revaer.cli.service.Torrent;
import dev.revaer.cli.session.Session;
import picocli.CommandLine.Parameters;

/// The torrents that a verb is about, its only arguments.
public final class ManyTorrents {
    @Parameters(arity = "1..*", paramLabel = "TORRENT", description = "Info hash, the beginning of it, the name, or a part of the name; a quoted glob such as 'Show*' stands for all it matches.")
    private List<String> torrents = new ArrayList<>();

    /// The torrents, each once; all are found before any is returned.
    public List<Torrent> find(Session session) {
        return session.finder().findAll(torrents);
    }
}
