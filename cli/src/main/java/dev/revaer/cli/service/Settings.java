package dev.revaer.cli.service;

import dev.revaer.cli.http.Query;
import dev.revaer.cli.http.RevaerClient;
import dev.revaer.cli.json.Fields;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// The settings and their revisions: `/v1/config`.
public final class Settings {
    private static final String PATH = "/v1/config";
    private static final int LARGEST_PAGE = 500;

    private final RevaerClient client;

    /// Speaks through this client.
    public Settings(RevaerClient client) {
        this.client = client;
    }

    /// How a change is to be made.
    ///
    /// @param revision the change is for; null for whichever holds
    /// @param dryRun only checked
    /// @param reason kept with the revision; null for none
    public record Manner(@Nullable Long revision, boolean dryRun, @Nullable String reason) {
        private Query query() {
            return new Query().with("dryRun", dryRun ? true : null).with("reason", reason);
        }

        /// The same, checked only.
        public Manner tried() {
            return new Manner(revision, true, reason);
        }
    }

    /// The settings that hold: `revision`, `settings`.
    public Fields current() {
        return client.get(PATH);
    }

    /// Changes them by a merge patch (RFC 7396).
    public Fields patch(JsonNode patch, Manner manner) {
        return client.patchMatching(manner.query().of(PATH), patch, manner.revision());
    }

    /// Goes back to those of a revision.
    public Fields restore(long revision, Manner manner) {
        return client.post(
                manner.query().of(PATH + "/revisions/" + revision + "/restore"),
                JsonNodeFactory.instance.objectNode());
    }

    /// The newest revisions, the newest first.
    public Fields revisions(int limit) {
        return client.get(new Query().with("limit", Math.min(limit, LARGEST_PAGE)).of(PATH + "/revisions"));
    }

    /// One revision: `revision`, `settings`.
    public Fields revision(long revision) {
        return client.get(PATH + "/revisions/" + revision);
    }

    /// JSON Schema.
    public Fields schema() {
        return client.get(PATH + "/schema");
    }

    /// What the session really runs with.
    public Fields effective() {
        return client.get(PATH + "/effective");
    }
}
