package dev.revaer.cli.service;

import dev.revaer.cli.http.Query;
import dev.revaer.cli.http.RevaerClient;
import dev.revaer.cli.json.Fields;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// The categories, or the tags, of the service.
public final class Labels {
    private final RevaerClient client;
    private final String path;

    private Labels(RevaerClient client, String path) {
        this.client = client;
        this.path = path;
    }

    /// The categories.
    public static Labels categories(RevaerClient client) {
        return new Labels(client, "/v1/categories");
    }

    /// The tags.
    public static Labels tags(RevaerClient client) {
        return new Labels(client, "/v1/tags");
    }

    /// All of them.
    public Fields list() {
        return client.get(path);
    }

    /// One of them; an empty object if there is none of that name.
    public Fields find(String name) {
        return list().each("items")
                .stream()
                .filter(label -> name.equals(label.text("name")))
                .findFirst()
                .orElseGet(() -> new Fields(JsonNodeFactory.instance.objectNode()));
    }

    /// Makes one, or changes all of it.
    public Fields put(String name, JsonNode label) {
        return client.put(path + "/" + Query.segment(name), label);
    }

    /// Takes one away; its torrents stay.
    public void remove(String name) {
        client.delete(path + "/" + Query.segment(name));
    }
}
