package dev.revaer.app.catalog;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

import dev.revaer.app.audit.AuditTable;
import dev.revaer.app.label.Labels;
import dev.revaer.app.limit.CategoryCaps;
import dev.revaer.app.queue.QueueKeeper;
import dev.revaer.app.seeding.Goals;
import dev.revaer.engine.InfoHash;
import dev.revaer.engine.TorrentOptions;
import dev.revaer.engine.network.TrackerSettings;

/// What has a say about torrents beside what is wanted of each.
///
/// @param goals when they have seeded enough
/// @param queue which of them downloads first
/// @param caps what those of a category may take together
/// @param trackers how trackers are asked, and which all torrents get
public record TorrentRules(
        Labels labels,
        Goals goals,
        QueueKeeper queue,
        CategoryCaps caps,
        AuditTable audit,
        Supplier<TrackerSettings> trackers) {

    /// Makes sure that the labels are here that a torrent is to get.
    ///
    /// @throws dev.revaer.api.problem.ApiException with `Invalid`
    void check(TorrentOptions before, TorrentOptions after) {
        var isSameCategory = Objects.equals(before.category(), after.category());
        labels.check(isSameCategory ? null : after.category(), after.tags());
    }

    /// Notes changed limits and goals; part of the transaction that changes them.
    void note(InfoHash infoHash, TorrentOptions before, TorrentOptions after, String actor) {
        if (!before.limits().equals(after.limits())) {
            audit.insert(
                    actor,
                    "torrent.limits",
                    infoHash.hex(),
                    detail(before.limits(), after.limits()));
        }
        if (!before.seedGoals().equals(after.seedGoals())) {
            audit.insert(
                    actor,
                    "torrent.seedGoals",
                    infoHash.hex(),
                    detail(before.seedGoals(), after.seedGoals()));
        }
    }

    private static Map<String, Object> detail(Object before, Object after) {
        var detail = new LinkedHashMap<String, Object>();
        detail.put("before", before);
        detail.put("after", after);
        return detail;
    }
}
