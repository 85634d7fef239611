package dev.revaer.api.swarm;

import java.util.List;

import io.swagger.v3.oas.annotations.media.Schema;

/// The URLs that serve a torrent's content (BEP 19).
public record WebSeedList(List<Row> items, int total) {
    static WebSeedList of(List<String> urls) {
        return new WebSeedList(urls.stream().map(Row::new).toList(), urls.size());
    }

    /// One of them.
    @Schema(name = "WebSeedRow")
    public record Row(String url) {}
}
