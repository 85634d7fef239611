package dev.revaer.cli.http;

import java.util.Base64;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/// A torrent to be added.
///
/// @param origin where it comes from
/// @param downloadDir a directory of the service's machine; null for its default
/// @param paused added without being started
public record NewTorrent(Origin origin, @Nullable String downloadDir, boolean paused) {
    String json() {
        var body = JsonNodeFactory.instance.objectNode();
        switch (origin) {
            case Magnet(var link) -> body.put("magnet", link);
            case Metainfo(var base64) -> body.put("metainfo", base64);
        }
        if (downloadDir != null) {
            body.put("downloadDir", downloadDir);
        }
        if (paused) {
            body.put("paused", true);
        }
        return body.toString();
    }

    /// A torrent is known by either of two things.
    public sealed interface Origin {}

    /// A magnet link (BEP 9).
    public record Magnet(String link) implements Origin {}

    /// What a `.torrent` file holds (BEP 3), in the form in which it travels.
    public record Metainfo(String base64) implements Origin {
        /// Takes the bytes of a file.
        public static Metainfo of(byte[] bytes) {
            return new Metainfo(Base64.getEncoder().encodeToString(bytes));
        }
    }
}
