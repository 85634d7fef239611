package dev.revaer.cli.service;

import java.util.List;

import dev.revaer.cli.http.Query;
import dev.revaer.cli.http.RevaerClient;
import dev.revaer.cli.json.Fields;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// The torrents themselves: `/v1/torrents`.
public final class Torrents {
    /// The most that the service puts on one page.
    public static final int LARGEST_PAGE = 500;

    private static final String PATH = "/v1/torrents";

    private final RevaerClient client;

    /// Speaks through this client.
    public Torrents(RevaerClient client) {
        this.client = client;
    }

    /// Adds a torrent.
    public Torrent add(NewTorrent torrent) {
        return new Torrent(client.post(PATH, torrent.json()));
    }

    /// The torrents that a filter lets through.
    ///
    /// @param limit the most that are wanted
    public TorrentPage list(Query filter, int limit) {
        return new TorrentPage(client.pages(PATH, filter, limit, LARGEST_PAGE));
    }

    /// The torrent of this info hash.
    ///
    /// @param infoHash 40 or 64 hex digits
    public Torrent get(String infoHash) {
        return new Torrent(client.get(path(infoHash)));
    }

    /// Changes labels, limits, goals or the selection.
    public Torrent change(String infoHash, JsonNode options) {
        return new Torrent(client.patch(path(infoHash), options));
    }

    /// Removes a torrent.
    ///
    /// @param deleteData what it downloaded, too
    public void remove(String infoHash, boolean deleteData) {
        client.delete(new Query().with("deleteData", deleteData).of(path(infoHash)));
    }

    /// Commands a torrent.
    ///
    /// @param command with `action` and what the action needs
    public Torrent act(String infoHash, JsonNode command) {
        return new Torrent(client.post(path(infoHash) + "/action", command));
    }

    /// Commands several torrents, each for itself: `results`, in the order of the hashes.
    ///
    /// @param infoHashes at most 1000
    public Fields actOnAll(List<String> infoHashes, JsonNode command) {
        var body = JsonNodeFactory.instance.objectNode();
        command.properties().forEach(member -> body.set(member.getKey(), member.getValue()));
        var hashes = body.putArray("hashes");
        infoHashes.forEach(hashes::add);
        return client.post(PATH + "/actions", body);
    }

    /// Its `.torrent`.
    public byte[] metainfo(String infoHash) {
        return client.bytes(path(infoHash) + ".torrent");
    }

    /// Where a torrent is found.
    static String path(String infoHash) {
        return PATH + "/" + infoHash;
    }
}
