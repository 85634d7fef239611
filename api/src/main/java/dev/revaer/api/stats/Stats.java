package dev.revaer.api.stats;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.swagger.v3.oas.annotations.media.Schema;

/// How things stand, over all torrents.
///
/// @param version of Revaer
/// @param volumes on which downloads, or what is moved, have their files
public record Stats(
        @Schema(description = "of Revaer", example = "1.0.0") String version,
        Instant startedAt,
        long uptimeSeconds,
        Torrents torrents,
        Rates rates,
        @Schema(description = "payload since Revaer started") Transferred session,
        @Schema(description = "payload ever transferred, by torrents that were removed as well") Transferred allTime,
        Peers peers,
        List<VolumeStats> volumes) {
    public Stats {
        volumes = List.copyOf(volumes);
    }

    /// How many torrents there are.
    ///
    /// @param queued that wait for their turn
    /// @param active that are neither held nor wait
    /// @param held that must not run: paused, moved, without space or network
    public record Torrents(
            int total,
            @Schema(description = "how many are in each state, those with none included") Map<String, Integer> states,
            @Schema(description = "that wait for their turn") int queued,
            @Schema(description = "that are neither held nor wait for their turn") int active,
            @Schema(description = "that must not run: paused, moved, or without space or network") int held) {
        public Torrents {
            states = Collections.unmodifiableMap(new TreeMap<>(states));
        }
    }

    /// Payload, now.
    public record Rates(long downloadBytesPerSecond, long uploadBytesPerSecond) {}

    /// Payload, counted by Revaer.
    ///
    /// @param receivedBytes waste included
    public record Transferred(
            @Schema(description = "waste included") long receivedBytes,
            long uploadedBytes) {
        /// Sent over received; 0 if nothing was received.
        @Schema(description = "uploaded over received; 0 if nothing was received")
        public double getRatio() {
            return receivedBytes > 0 ? (double) uploadedBytes / receivedBytes : 0;
        }
    }

    /// Connections, over all torrents.
    ///
    /// @param connected seeds included
    public record Peers(@Schema(description = "seeds included") int connected, int seeds) {}

    /// A volume, as it was within the last seconds.
    ///
    /// @param directory one that lies on it
    /// @param reservedBytes promised to downloads that run and to what is moved there
    /// @param leftBytes promised to nobody, beside those that are to stay free; negative where too little is
    public record VolumeStats(
            @Schema(description = "one that lies on it", example = "/data/downloads") String directory,
            long freeBytes,
            @Schema(description = "promised to downloads that run, and to what is moved there") long reservedBytes,
            @Schema(description = "promised to nobody, beside what is to stay free; negative where too little is") long leftBytes) {}
}
