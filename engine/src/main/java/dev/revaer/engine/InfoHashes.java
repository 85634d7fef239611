package dev.revaer.engine;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/// All names of one torrent: a v1 hash, a v2 hash, or both for a hybrid (BEP 52).
public record InfoHashes(@Nullable InfoHash v1, @Nullable InfoHash v2) {
    public InfoHashes {
        if (v1 == null && v2 == null) {
            throw new IllegalArgumentException("a torrent has at least one info hash");
        }
        if ((v1 != null && !v1.isV1()) || (v2 != null && v2.isV1())) {
            throw new IllegalArgumentException("info hashes of the wrong version: " + v1 + ", " + v2);
        }
    }

    /// The one that identifies the torrent in the API: v1 where there is one.
    public InfoHash first() {
        return v1 != null ? v1 : Objects.requireNonNull(v2);
    }

    public List<InfoHash> all() {
        return Stream.of(v1, v2).filter(Objects::nonNull).toList();
    }
}
