package dev.revaer.cli.service;

import dev.revaer.cli.http.Query;
import dev.revaer.cli.http.RevaerClient;
import dev.revaer.cli.json.Fields;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/// Post-processing: its jobs, and those who are told of their outcome.
public final class Fsops {
    private static final int LARGEST_PAGE = 500;
    private static final int LARGEST_PAGE_OF_DELIVERIES = 200;

    private final RevaerClient client;

    /// Speaks through this client.
    public Fsops(RevaerClient client) {
        this.client = client;
    }

    /// The jobs, newest first as the service sorts them.
    ///
    /// @param state null for all
    public Fields jobs(@Nullable String state, int limit) {
        return client.pages("/v1/fsops/jobs", new Query().with("state", state), limit, LARGEST_PAGE);
    }

    /// The job of a torrent with the outcome of each stage.
    public Fields job(String infoHash) {
        return client.get(path(infoHash));
    }

    /// What post-processing would do.
    public Fields plan(String infoHash) {
        return client.post(path(infoHash) + "/plan", JsonNodeFactory.instance.objectNode());
    }

    /// Puts a job back into the queue.
    public Fields retry(String infoHash) {
        return client.post(path(infoHash) + "/retry", JsonNodeFactory.instance.objectNode());
    }

    /// Ends a job, or takes it out of the queue.
    public Fields cancel(String infoHash) {
        return client.post(path(infoHash) + "/cancel", JsonNodeFactory.instance.objectNode());
    }

    /// Who was or is to be told of an outcome.
    ///
    /// @param state null for all
    public Fields deliveries(@Nullable String state, int limit) {
        return client.pages(
                "/v1/fsops/hooks/deliveries",
                new Query().with("state", state),
                limit,
                LARGEST_PAGE_OF_DELIVERIES);
    }

    /// Tells it again.
    public Fields retryDelivery(String id) {
        return client.post(
                "/v1/fsops/hooks/deliveries/" + Query.segment(id) + "/retry",
                JsonNodeFactory.instance.objectNode());
    }

    private static String path(String infoHash) {
        return Torrents.path(infoHash) + "/fsops";
    }
}
