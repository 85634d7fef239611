package dev.revaer.api.torrent;

import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;

import dev.revaer.api.torrent.TorrentCatalog.CatalogTorrent;
import dev.revaer.api.torrent.TorrentCatalog.FsopsProgress;
import dev.revaer.engine.TransferMode;
import dev.revaer.engine.limit.TorrentLimits;
import dev.revaer.engine.seeding.GoalAction;
import dev.revaer.engine.seeding.SeedGoals;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A torrent as the API shows it.
///
/// @param infoHash v1 where there is one, else v2; lower-case hex
/// @param state as in [dev.revaer.engine.TorrentState#label()]
/// @param reason why it failed
/// @param progress 0 to 1, of the wanted files
/// @param sizeBytes of the wanted files; 0 until the metadata is known
/// @param downloadedBytes of the wanted files that are here
/// @param ratio uploaded over downloaded
/// @param etaSeconds null when it cannot be told
/// @param swarmSeeds seeds in the swarm, as far as trackers and peers tell
/// @param swarmPeers peers in the swarm, seeds included, as far as trackers and peers tell
/// @param availability copies of the rarest piece within reach; -1 for a seed
/// @param receivedBytes payload received since it was added, waste included
/// @param activeSeconds time spent transferring or ready to
/// @param queuePosition from 0 among the downloads; -1 for one that is complete
/// @param isPrivate whether peers may come from its trackers alone (BEP 27)
/// @param modes which of `sequential`, `firstLastPieces`, `superSeed` and `forceStart` are on
/// @param downloadDir where its files belong: where they are, or go once it is complete
/// @param contentPath the file or folder, where it is now; null until the metadata is known
/// @param fsops null until the download is finished
public record TorrentAnswer(
        String infoHash,
        @Nullable String infoHashV1,
        @Nullable String infoHashV2,
        String name,
        String state,
        @Nullable String reason,
        double progress,
        long sizeBytes,
        long downloadedBytes,
        long uploadedBytes,
        long downloadBytesPerSecond,
        long uploadBytesPerSecond,
        double ratio,
        @Nullable Long etaSeconds,
        int seeds,
        int peers,
        int swarmSeeds,
        int swarmPeers,
        double availability,
        long receivedBytes,
        long activeSeconds,
        long seedingSeconds,
        int queuePosition,
        boolean isPrivate,
        @Nullable String category,
        Set<String> tags,
        Set<String> modes,
        Limits limits,
        Goals seedGoals,
        @Schema(description = "The directory its files belong in: the one they lie in, or, while it is in the incomplete directory, the one they go to once it is complete") String downloadDir,
        @Schema(description = "The file or folder where it lies now: in downloadDir or in the incomplete directory; null until the metadata is known") @Nullable String contentPath,
        Instant addedAt,
        @Nullable Instant completedAt,
        @Nullable FsopsProgress fsops) {

    public static TorrentAnswer of(CatalogTorrent kept) {
        return of(kept, Instant.now());
    }

    static TorrentAnswer of(CatalogTorrent kept, Instant now) {
        var counters = kept.torrent().transfer().counters();
        return of(kept, counters.active().at(now).toSeconds(), counters.seeding().at(now).toSeconds());
    }

    static TorrentAnswer of(CatalogTorrent kept, long activeSeconds, long seedingSeconds) {
        var torrent = kept.torrent();
        var transfer = torrent.transfer();
        var options = torrent.options();
        var hashes = torrent.infoHashes();
        var v1 = hashes.v1();
        var v2 = hashes.v2();
        var content = torrent.contentPath();
        return new TorrentAnswer(
                torrent.infoHash().hex(),
                v1 == null ? null : v1.hex(),
                v2 == null ? null : v2.hex(),
                torrent.name(),
                torrent.state().label(),
                torrent.reason(),
                transfer.progress(),
                transfer.sizeBytes(),
                transfer.downloadedBytes(),
                transfer.uploadedBytes(),
                transfer.downloadBytesPerSecond(),
                transfer.uploadBytesPerSecond(),
                transfer.ratio(),
                transfer.etaSeconds(),
                transfer.seeds(),
                transfer.peers(),
                transfer.swarm().allSeeds(),
                transfer.swarm().allPeers(),
                transfer.swarm().availability(),
                transfer.counters().receivedBytes(),
                activeSeconds,
                seedingSeconds,
                torrent.queuePosition(),
                torrent.isPrivate(),
                options.category(),
                options.tags(),
                options.modes().stream().map(TorrentAnswer::label).collect(Collectors.toSet()),
                Limits.of(options.limits()),
                Goals.of(options.seedGoals()),
                kept.downloadDir().toString(),
                content == null ? null : content.toString(),
                torrent.addedAt(),
                torrent.completedAt(),
                kept.fsops());
    }

    private static String label(TransferMode mode) {
        return switch (mode) {
            case SEQUENTIAL -> "sequential";
            case FIRST_LAST_PIECES -> "firstLastPieces";
            case SUPER_SEEDING -> "superSeed";
            case FORCE_START -> "forceStart";
        };
    }

    /// Its own caps; 0 for none.
    public record Limits(
            int downloadBytesPerSecond,
            int uploadBytesPerSecond,
            int connections,
            int uploadSlots) {
        static Limits of(TorrentLimits limits) {
            return new Limits(
                    limits.downloadBytesPerSecond(),
                    limits.uploadBytesPerSecond(),
                    limits.connections(),
                    limits.uploadSlots());
        }
    }

    /// Its own goals; null for what it inherits.
    ///
    /// @param seedTime ISO-8601
    public record Goals(@Nullable Double ratio, @Nullable String seedTime, @Nullable String action) {
        static Goals of(SeedGoals goals) {
            var time = goals.seedTime();
            var action = goals.action();
            return new Goals(
                    goals.ratio(),
                    time == null ? null : time.toString(),
                    action == null ? null : label(action));
        }

        private static String label(GoalAction action) {
            return switch (action) {
                case STOP -> "stop";
                case REMOVE -> "remove";
                case REMOVE_DATA -> "removeData";
            };
        }
    }
}
