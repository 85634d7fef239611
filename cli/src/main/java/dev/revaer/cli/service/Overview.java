package dev.revaer.cli.service;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

import dev.revaer.cli.http.Query;
import dev.revaer.cli.http.RevaerClient;
import dev.revaer.cli.json.Fields;
import dev.revaer.cli.sse.EventStream;
import org.jspecify.annotations.Nullable;

/// The service as a whole: totals, directories, log and audit log.
public final class Overview {
    private static final int LARGEST_PAGE = 500;
    private static final int LARGEST_PAGE_OF_A_DIRECTORY = 1000;
    private static final int LARGEST_PAGE_OF_EVENTS = 200;

    private final RevaerClient client;

    /// Speaks through this client.
    public Overview(RevaerClient client) {
        this.client = client;
    }

    /// Totals, rates and room on volumes.
    public Fields stats() {
        return client.get("/v1/stats");
    }

    /// What is in a directory of the service.
    ///
    /// @param path null for its roots
    public Fields browse(@Nullable String path) {
        return client.pages(
                "/v1/fs/browse",
                new Query().with("path", path),
                Integer.MAX_VALUE,
                LARGEST_PAGE_OF_A_DIRECTORY);
    }

    /// Who changed what, newest first.
    public Fields audit(int limit) {
        return client.pages("/v1/audit", new Query(), limit, LARGEST_PAGE);
    }

    /// What happened to a torrent, newest first.
    public Fields history(String infoHash, List<String> types, int limit) {
        return client.pages(
                Torrents.path(infoHash) + "/events",
                new Query().withEach("type", types),
                limit,
                LARGEST_PAGE_OF_EVENTS);
    }

    /// The last lines of the log, then each as it is logged.
    ///
    /// @param level null for all
    /// @param silence how long it may be silent
    public EventStream logs(@Nullable String level, List<String> loggers, Duration silence) {
        return client.stream(
                new Query().with("level", level).withEach("logger", loggers).of("/v1/logs"),
                OptionalLong.empty(),
                silence);
    }
}
