package dev.revaer.app.create;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

import dev.revaer.api.create.CreationState;
import dev.revaer.api.create.Creations.Creation;
import dev.revaer.engine.InfoHash;
import dev.revaer.engine.InfoHashes;
import dev.revaer.engine.create.MetainfoFormat;
import dev.revaer.engine.create.NewMetainfo;
import org.jspecify.annotations.Nullable;

/// A [Creation] as it stands in its file.
record StoredCreation(
        String id,
        String state,
        Wanted wanted,
        boolean startSeeding,
        long bytesDone,
        long bytesTotal,
        @Nullable String infoHashV1,
        @Nullable String infoHashV2,
        @Nullable String reason,
        Instant requestedAt,
        @Nullable Instant endedAt) {

    record Wanted(
            String path,
            String format,
            @Nullable Integer pieceLength,
            boolean onlyOwnTrackers,
            List<List<String>> trackers,
            List<String> webSeeds,
            @Nullable String comment,
            @Nullable String source) {

        static Wanted of(NewMetainfo wanted) {
            return new Wanted(
                    wanted.content().toString(),
                    wanted.format().label(),
                    wanted.pieceLength(),
                    wanted.isPrivate(),
                    wanted.trackers(),
                    wanted.webSeeds(),
                    wanted.comment(),
                    wanted.source());
        }

        NewMetainfo metainfo() {
            return new NewMetainfo(
                    Path.of(path),
                    Objects.requireNonNull(MetainfoFormat.ofLabel(format), format),
                    pieceLength,
                    onlyOwnTrackers,
                    trackers,
                    webSeeds,
                    comment,
                    source);
        }
    }

    static StoredCreation of(Creation creation) {
        var hashes = creation.infoHashes();
        return new StoredCreation(
                creation.id(),
                creation.state().name(),
                Wanted.of(creation.wanted()),
                creation.startSeeding(),
                creation.bytesDone(),
                creation.bytesTotal(),
                hashes == null ? null : hex(hashes.v1()),
                hashes == null ? null : hex(hashes.v2()),
                creation.reason(),
                creation.requestedAt(),
                creation.endedAt());
    }

    /// What was queued or running when the service ended is queued again.
    ///
    /// @throws RuntimeException if the file did not hold what was once written there
    Creation creation() {
        var known = CreationState.valueOf(state);
        var isEnded = known.isEnded();
        return new Creation(
                id,
                isEnded ? known : CreationState.QUEUED,
                wanted.metainfo(),
                startSeeding,
                isEnded ? bytesDone : 0,
                isEnded ? bytesTotal : 0,
                infoHashV1 == null && infoHashV2 == null
                        ? null
                        : new InfoHashes(hash(infoHashV1), hash(infoHashV2)),
                reason,
                requestedAt,
                endedAt);
    }

    private static @Nullable String hex(@Nullable InfoHash hash) {
        return hash == null ? null : hash.hex();
    }

    private static @Nullable InfoHash hash(@Nullable String hex) {
        return hex == null ? null : new InfoHash(hex);
    }
}
