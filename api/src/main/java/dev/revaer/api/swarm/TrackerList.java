package dev.revaer.api.swarm;

import java.time.Instant;
import java.util.List;

import dev.revaer.engine.swarm.TrackerStatus;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// The trackers of a torrent, by tier.
public record TrackerList(List<Row> items, int total) {
    static TrackerList of(List<TrackerStatus> trackers) {
        return new TrackerList(trackers.stream().map(Row::of).toList(), trackers.size());
    }

    /// How announcing to one tracker goes.
    ///
    /// @param tier lower ones are tried first
    /// @param status `working`, `updating`, `notContacted` or `failed`
    /// @param message what the tracker said last
    /// @param lastError why the last announce failed
    /// @param seeds in the swarm, by its count
    /// @param peers in the swarm that are not seeds, by its count
    /// @param downloads that were finished, by its count
    /// @param fails announces that failed in a row
    @Schema(name = "TrackerRow")
    public record Row(
            String url,
            int tier,
            String status,
            @Nullable String message,
            @Nullable String lastError,
            @Nullable Instant nextAnnounceAt,
            @Nullable Integer seeds,
            @Nullable Integer peers,
            @Nullable Integer downloads,
            int fails) {
        static Row of(TrackerStatus tracker) {
            return new Row(
                    tracker.url(),
                    tracker.tier(),
                    tracker.state().label(),
                    tracker.message(),
                    tracker.lastError(),
                    tracker.nextAnnounceAt(),
                    tracker.seeds(),
                    tracker.peers(),
                    tracker.downloads(),
                    tracker.fails());
        }
    }
}
