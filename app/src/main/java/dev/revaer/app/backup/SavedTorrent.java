package dev.revaer.app.backup;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

import dev.revaer.app.catalog.Readmission.Kept;
import dev.revaer.app.document.Documents;
import dev.revaer.engine.Hold;
import dev.revaer.engine.InfoHash;
import dev.revaer.engine.InfoHashes;
import dev.revaer.engine.TorrentOptions;
import dev.revaer.engine.resume.Bencoded;
import dev.revaer.engine.resume.StoredTorrent;
import dev.revaer.engine.seeding.Counters;
import dev.revaer.engine.seeding.Stopwatch;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A torrent as it stands in a backup, beside its metainfo and resume data.
///
/// @param infoHash v1 where there is one
/// @param metainfoSha256 in hex; null for one whose metadata has not come
/// @param resumeSha256 in hex; null for one without resume data
/// @param finalDir where it belongs; null for one whose files lie there
/// @param letOff whether it was let off the seed goals it had met
/// @param activeMillis up to the moment the backup was taken, as are the seconds spent seeding
/// @param job its post-processing; null before the download was finished
record SavedTorrent(
        String infoHash,
        @Nullable String infoHashV1,
        @Nullable String infoHashV2,
        String name,
        @Nullable String magnet,
        @Nullable String metainfoSha256,
        @Nullable String resumeSha256,
        String downloadDir,
        @Nullable String finalDir,
        boolean paused,
        boolean goalMet,
        boolean letOff,
        Instant addedAt,
        @Nullable Instant completedAt,
        JsonNode options,
        long uploadedBytes,
        long receivedBytes,
        long activeMillis,
        long seedingMillis,
        @Nullable SavedJob job) {
    private static final Instant EARLIEST = Instant.EPOCH;
    private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");

    /// Checks what the database would not take.
    ///
    /// @throws IllegalArgumentException for what was never kept
    SavedTorrent {
        requireTime(addedAt);
        if (completedAt != null) {
            requireTime(completedAt);
        }
        require(Stream.of(uploadedBytes, receivedBytes, activeMillis, seedingMillis).allMatch(n -> n >= 0));
        require(magnet == null || magnet.indexOf('\0') < 0);
        require(Objects.nonNull(infoHash) && Objects.nonNull(name) && Objects.nonNull(downloadDir));
        require(Objects.nonNull(options) && options.isObject());
    }

    private static void requireTime(Instant time) {
        require(Objects.nonNull(time) && !time.isBefore(EARLIEST) && time.isBefore(LATEST));
    }

    private static void require(boolean isSo) {
        if (!isSo) {
            throw new IllegalArgumentException("no torrent was ever kept like this");
        }
    }

    /// Where its way into the library stood.
    ///
    /// @param state as in the API; one that ran is queued
    record SavedJob(
            String state,
            @Nullable String stage,
            @Nullable String detail,
            @Nullable String libraryPath,
            @Nullable String libraryDir,
            int attempts,
            Instant queuedAt,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt) {
        private static final Set<String> STATES = Set.of("queued", "completed", "failed", "cancelled");

        /// Checks what the database would not take.
        ///
        /// @throws IllegalArgumentException for what was never kept
        SavedJob {
            require(STATES.contains(state) && attempts >= 0);
            requireTime(queuedAt);
            for (var time : Arrays.asList(startedAt, endedAt)) {
                if (time != null) {
                    requireTime(time);
                }
            }
        }
    }

    /// The torrent with what it is made of.
    ///
    /// @throws IllegalArgumentException for what can be no torrent
    Kept with(byte @Nullable [] metainfo, byte @Nullable [] resumeData) {
        var holds = EnumSet.noneOf(Hold.class);
        if (paused) {
            holds.add(Hold.USER);
        }
        if (goalMet) {
            holds.add(Hold.GOAL);
        }
        var stored = new StoredTorrent(
                new InfoHashes(hash(infoHashV1), hash(infoHashV2)),
                name,
                magnet,
                metainfo == null ? null : new Bencoded(metainfo),
                resumeData == null ? null : new Bencoded(resumeData),
                Path.of(downloadDir),
                holds,
                addedAt,
                completedAt,
                Documents.LENIENT.treeToValue(options, TorrentOptions.class),
                new Counters(uploadedBytes, receivedBytes, clock(activeMillis), clock(seedingMillis)));
        if (!stored.infoHashes().first().hex().equals(infoHash)) {
            throw new IllegalArgumentException("it is named by another hash");
        }
        return new Kept(stored, finalDir == null ? null : Path.of(finalDir), letOff);
    }

    private static Stopwatch clock(long millis) {
        return new Stopwatch(Duration.ofMillis(millis), null);
    }

    private static @Nullable InfoHash hash(@Nullable String hex) {
        return hex == null ? null : new InfoHash(hex);
    }
}
