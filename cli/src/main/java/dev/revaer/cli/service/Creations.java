package dev.revaer.cli.service;

import dev.revaer.cli.http.Query;
import dev.revaer.cli.http.RevaerClient;
import dev.revaer.cli.json.Fields;
import tools.jackson.databind.JsonNode;

/// Torrents that the service makes of what lies on its machine.
public final class Creations {
    private static final String PATH = "/v1/create";

    private final RevaerClient client;

    /// Speaks through this client.
    public Creations(RevaerClient client) {
        this.client = client;
    }

    /// Has one made.
    public Fields begin(JsonNode request) {
        return client.post(PATH, request);
    }

    /// All that are kept.
    public Fields list() {
        return client.get(PATH);
    }

    /// How far it is.
    public Fields get(String id) {
        return client.get(path(id));
    }

    /// The `.torrent` that was made.
    public byte[] metainfo(String id) {
        return client.bytes(path(id) + ".torrent");
    }

    /// Ends it, or forgets it.
    public void remove(String id) {
        client.delete(path(id));
    }

    private static String path(String id) {
        return PATH + "/" + Query.segment(id);
    }
}
