package dev.revaer.fsops.record;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/// Which files went in and came out, and what became of those that did not.
///
/// @param sources files of the torrent
/// @param outputs files of the published tree, without the manifest
/// @param leftOut files, downloaded or unpacked, that the rules left out
public record Inventory(List<Source> sources, List<Output> outputs, List<LeftOut> leftOut) {
    /// The record is read whole; of torrents with more than this in names it says nothing of each file.
    private static final long MOST_CHARACTERS = 8 << 20;

    public Inventory {
        sources = List.copyOf(sources);
        outputs = List.copyOf(outputs);
        leftOut = List.copyOf(leftOut);
    }

    /// A file of the torrent.
    public record Source(String path, long sizeBytes) {
        public Source {
            Objects.requireNonNull(path);
        }
    }

    /// A file of the published tree.
    ///
    /// @param path below what is published; empty when that is this file alone
    /// @param origin `download` or `archive`
    /// @param from path in the torrent, or below the directory of unpacked archives
    /// @param sha256 64 hex digits; null where none was computed
    public record Output(String path, long sizeBytes, String origin, String from, @Nullable String sha256) {
        public Output {
            Objects.requireNonNull(path);
            Objects.requireNonNull(origin);
            Objects.requireNonNull(from);
        }
    }

    /// A file that did not come in.
    ///
    /// @param reason in words
    public record LeftOut(String path, long sizeBytes, String reason) {
        public LeftOut {
            Objects.requireNonNull(path);
            Objects.requireNonNull(reason);
        }
    }

    /// The published files by path.
    public Map<String, Output> byPath() {
        return outputs.stream().collect(Collectors.toMap(Output::path, output -> output, (one, _) -> one));
    }

    boolean isSmall() {
        var characters = sources.stream().mapToLong(file -> file.path().length() + 60L).sum()
                + outputs.stream()
                        .mapToLong(file -> file.path().length() + file.from().length() + 200L)
                        .sum()
                + leftOut.stream()
                        .mapToLong(file -> file.path().length() + file.reason().length() + 80L)
                        .sum();
        return characters < MOST_CHARACTERS;
    }
}
