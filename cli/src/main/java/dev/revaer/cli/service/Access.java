package dev.revaer.cli.service;

import java.time.Duration;
import java.util.List;

import dev.revaer.cli.http.Query;
import dev.revaer.cli.http.RevaerClient;
import dev.revaer.cli.json.Fields;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Keys and the setup: `/admin`.
public final class Access {
    private static final String KEYS = "/admin/api-keys";
    private static final String SETUP = "/admin/setup";

    private final RevaerClient client;

    /// Speaks through this client.
    public Access(RevaerClient client) {
        this.client = client;
    }

    /// All keys, without their secrets.
    public Fields keys() {
        return client.get(KEYS);
    }

    /// Issues a key: `key`, and its `secret` this once.
    ///
    /// @param expiresAt an instant; null for never
    public Fields issue(String label, List<String> scopes, @Nullable String expiresAt) {
        var body = object().put("label", label).put("expiresAt", expiresAt);
        var array = body.putArray("scopes");
        scopes.forEach(array::add);
        return client.post(KEYS, body);
    }

    /// Gives a key another secret.
    ///
    /// @param grace how long the old one is taken as well; null for the service's choice
    public Fields rotate(String id, @Nullable Duration grace) {
        var body = object();
        if (grace != null) {
            body.put("grace", grace.toString());
        }
        return client.post(key(id) + "/rotate", body);
    }

    /// Has a key be good no more.
    public void revoke(String id) {
        client.delete(key(id));
    }

    /// A new setup token: `token`, `expiresAt`.
    public Fields startSetup() {
        return client.post(SETUP + "/start", object());
    }

    /// Sets the service up: `key`, and its `secret` this once.
    ///
    /// @param settings what differs from the defaults; null for nothing
    public Fields completeSetup(String token, String label, @Nullable JsonNode settings) {
        var body = object().put("label", label);
        if (settings != null) {
            body.set("settings", settings);
        }
        return client.postWith("X-Revaer-Setup-Token", token, SETUP + "/complete", body);
    }

    private static String key(String id) {
        return KEYS + "/" + Query.segment(id);
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
