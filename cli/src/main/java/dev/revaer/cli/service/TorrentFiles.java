package dev.revaer.cli.service;

import dev.revaer.cli.http.Query;
import dev.revaer.cli.http.RevaerClient;
import dev.revaer.cli.json.Fields;
import tools.jackson.databind.JsonNode;

/// What is in a torrent.
public final class TorrentFiles {
    private static final int LARGEST_PAGE = 5000;

    private final RevaerClient client;
    private final String path;

    /// The files of this torrent.
    public TorrentFiles(RevaerClient client, String infoHash) {
        this.client = client;
        this.path = Torrents.path(infoHash);
    }

    /// The files.
    public Fields list() {
        return client.pages(path + "/files", new Query(), Integer.MAX_VALUE, LARGEST_PAGE);
    }

    /// Chooses which are wanted; what isn't named stays.
    public Fields select(JsonNode choice) {
        return client.post(path + "/select", choice);
    }

    /// Renames a file or a folder.
    public Fields rename(JsonNode request) {
        return client.post(path + "/files/rename", request);
    }

    /// Which pieces are here.
    public Fields pieces() {
        return client.get(path + "/pieces");
    }
}
