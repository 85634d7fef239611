package dev.revaer.cli.service;

import java.nio.file.Path;
import java.time.Duration;

import dev.revaer.cli.http.Download;
import dev.revaer.cli.http.Query;
import dev.revaer.cli.http.RevaerClient;
import dev.revaer.cli.json.Fields;

/// Backups: `/v1/backup` and `/v1/restore`.
public final class Backups {
    /// Thousands of torrents are read, or taken over, before there is an answer.
    private static final Duration LIMIT = Duration.ofHours(1);

    private final RevaerClient client;

    /// Speaks through this client.
    public Backups(RevaerClient client) {
        this.client = client;
    }

    /// One that is made for this call.
    public Download make() {
        return client.download("/v1/backup", LIMIT);
    }

    /// Gives one back.
    ///
    /// @param dryRun only say what that would change
    /// @param keys API keys as well
    public Fields restore(Path archive, boolean dryRun, boolean keys) {
        var query = new Query().with("dryRun", dryRun ? true : null).with("keys", keys ? true : null);
        return client.upload(query.of("/v1/restore"), "application/zip", archive, LIMIT);
    }

    /// Gives the service what another client had, written as a backup: nothing that is there is changed.
    ///
    /// @param dryRun only say what that would add
    public Fields takeOver(Path archive, boolean dryRun) {
        var query = new Query().with("dryRun", dryRun ? true : null).with("import", true);
        return client.upload(query.of("/v1/restore"), "application/zip", archive, LIMIT);
    }
}
