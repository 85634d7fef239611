package dev.revaer.cli.service;

import dev.revaer.cli.http.Query;
import dev.revaer.cli.http.RevaerClient;
import dev.revaer.cli.json.Fields;

/// How the service reaches the world, and whom it keeps away.
public final class Network {
    private final RevaerClient client;

    /// Speaks through this client.
    public Network(RevaerClient client) {
        this.client = client;
    }

    /// Sockets, port mappings and whether others reach us.
    public Fields status() {
        return client.get("/v1/network");
    }

    /// The addresses that are banned.
    public Fields bans() {
        return client.get("/v1/network/bans");
    }

    /// Bans an address.
    public Fields ban(String address) {
        return client.post("/v1/network/bans", Swarm.address(address));
    }

    /// Lifts a ban.
    public void unban(String address) {
        client.delete("/v1/network/bans/" + Query.segment(address));
    }
}
