package dev.revaer.cli.service;

import java.util.List;

import dev.revaer.cli.http.Query;
import dev.revaer.cli.http.RevaerClient;
import dev.revaer.cli.json.Fields;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Who shares a torrent and how they are found: its trackers, web seeds and peers. A list answers each change.
public final class Swarm {
    private final RevaerClient client;
    private final String path;

    /// The swarm of this torrent.
    public Swarm(RevaerClient client, String infoHash) {
        this.client = client;
        this.path = Torrents.path(infoHash);
    }

    /// The trackers.
    public Fields trackers() {
        return client.get(path + "/trackers");
    }

    /// Adds trackers.
    ///
    /// @param tier null for the service's choice
    public Fields addTrackers(List<String> urls, @Nullable Integer tier) {
        return client.post(path + "/trackers", trackers(urls, tier));
    }

    /// Puts these trackers in the place of all others, each in the tier after the one before.
    public Fields replaceTrackers(List<String> urls) {
        var body = JsonNodeFactory.instance.objectNode();
        var list = body.putArray("trackers");
        for (int i = 0; i < urls.size(); i++) {
            list.addObject().put("url", urls.get(i)).put("tier", i);
        }
        return client.put(path + "/trackers", body);
    }

    /// Gives a tracker another URL or tier; what is null stays.
    public Fields editTracker(String url, @Nullable String newUrl, @Nullable Integer tier) {
        var body = JsonNodeFactory.instance.objectNode().put("url", url);
        if (newUrl != null) {
            body.put("newUrl", newUrl);
        }
        if (tier != null) {
            body.put("tier", tier);
        }
        return client.patch(path + "/trackers", body);
    }

    /// Takes a tracker away.
    public Fields removeTracker(String url) {
        return client.deleteFrom(new Query().with("url", url).of(path + "/trackers"));
    }

    /// The web seeds.
    public Fields webSeeds() {
        return client.get(path + "/web-seeds");
    }

    /// Adds web seeds.
    public Fields addWebSeeds(List<String> urls) {
        var body = JsonNodeFactory.instance.objectNode();
        var list = body.putArray("webSeeds");
        urls.forEach(list::add);
        return client.post(path + "/web-seeds", body);
    }

    /// Takes a web seed away.
    public Fields removeWebSeed(String url) {
        return client.deleteFrom(new Query().with("url", url).of(path + "/web-seeds"));
    }

    /// The peers that are connected.
    public Fields peers() {
        return client.get(path + "/peers");
    }

    /// Connects to a peer.
    ///
    /// @param address with its port
    public void connect(String address) {
        client.tell(path + "/peers", address(address));
    }

    /// Keeps a peer's address away from all torrents.
    public Fields ban(String address) {
        return client.post(path + "/peers/ban", address(address));
    }

    static ObjectNode address(String address) {
        return JsonNodeFactory.instance.objectNode().put("address", address);
    }

    private static ObjectNode trackers(List<String> urls, @Nullable Integer tier) {
        var body = JsonNodeFactory.instance.objectNode();
        var list = body.putArray("trackers");
        for (String url : urls) {
            var entry = list.addObject().put("url", url);
            if (tier != null) {
                entry.put("tier", tier);
            }
        }
        return body;
    }
}
