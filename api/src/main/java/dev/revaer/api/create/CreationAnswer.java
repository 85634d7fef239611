package dev.revaer.api.create;

import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.revaer.api.create.Creations.Creation;
import dev.revaer.engine.InfoHash;
import org.jspecify.annotations.Nullable;

/// The making of a torrent as the API shows it.
///
/// @param state `queued`, `running`, `completed`, `failed` or `cancelled`
/// @param reason why it failed, or why it is not seeded although it was made
/// @param path the content as it was asked for
/// @param format `v1`, `v2` or `hybrid`
/// @param pieceLength as it was asked for; null if it was chosen by size
/// @param progress 0.0 to 1.0
/// @param bytesTotal 0 while it is not known
/// @param infoHash v1 where there is one; null until it is completed
/// @param endedAt null until it is completed, failed or cancelled
public record CreationAnswer(
        String id,
        String state,
        @Nullable String reason,
        String path,
        String format,
        @Nullable Integer pieceLength,
        @JsonProperty("private") boolean isPrivate,
        boolean startSeeding,
        double progress,
        long bytesDone,
        long bytesTotal,
        @Nullable String infoHash,
        @Nullable String infoHashV1,
        @Nullable String infoHashV2,
        Instant requestedAt,
        @Nullable Instant endedAt) {

    /// All that are kept, in the order they were asked for.
    public record CreationList(List<CreationAnswer> items, int total) {
        public CreationList {
            items = List.copyOf(items);
        }

        static CreationList of(List<Creation> creations) {
            return new CreationList(
                    creations.stream().map(CreationAnswer::of).toList(),
                    creations.size());
        }
    }

    static CreationAnswer of(Creation creation) {
        var wanted = creation.wanted();
        var hashes = creation.infoHashes();
        var total = creation.bytesTotal();
        return new CreationAnswer(
                creation.id(),
                creation.state().label(),
                creation.reason(),
                wanted.content().toString(),
                wanted.format().label(),
                wanted.pieceLength(),
                wanted.isPrivate(),
                creation.startSeeding(),
                total == 0 ? 0.0 : (double) creation.bytesDone() / total,
                creation.bytesDone(),
                total,
                hashes == null ? null : hashes.first().hex(),
                hashes == null ? null : hex(hashes.v1()),
                hashes == null ? null : hex(hashes.v2()),
                creation.requestedAt(),
                creation.endedAt());
    }

    private static @Nullable String hex(@Nullable InfoHash infoHash) {
        return infoHash == null ? null : infoHash.hex();
    }
}
