package dev.revaer.cli.service;

import java.util.Base64;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// A torrent to be added.
///
/// @param origin where it comes from
/// @param options an object with what else is wanted of it: category, limits and so on
public record NewTorrent(Origin origin, JsonNode options) {
    JsonNode json() {
        var body = JsonNodeFactory.instance.objectNode();
        switch (origin) {
            case Magnet(var link) -> body.put("magnet", link);
            case Url(var url) -> body.put("url", url);
            case Metainfo(var base64) -> body.put("metainfo", base64);
        }
        options.properties().forEach(option -> body.set(option.getKey(), option.getValue()));
        return body;
    }

    /// A torrent is known by one of three things.
    public sealed interface Origin {}

    /// A magnet link (BEP 9).
    public record Magnet(String link) implements Origin {}

    /// Where the service finds a `.torrent`.
    public record Url(String url) implements Origin {}

    /// What a `.torrent` file holds (BEP 3), in the form in which it travels.
    public record Metainfo(String base64) implements Origin {
        /// Takes the bytes of a file.
        public static Metainfo of(byte[] bytes) {
            return new Metainfo(Base64.getEncoder().encodeToString(bytes));
        }
    }
}
