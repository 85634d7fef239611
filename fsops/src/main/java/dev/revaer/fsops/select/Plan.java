package dev.revaer.fsops.select;

import java.util.List;
import java.util.Objects;

/// Everything that is to be published, and what is left out of it.
public record Plan(List<PlannedFile> files, List<LeftOut> leftOut) {
    public Plan {
        files = List.copyOf(files);
        leftOut = List.copyOf(leftOut);
    }

    /// A file that does not come in.
    ///
    /// @param path in the torrent, an unpacked file's beside its archive
    /// @param reason in words
    public record LeftOut(String path, long sizeBytes, String reason) {
        public LeftOut {
            Objects.requireNonNull(path);
            Objects.requireNonNull(reason);
        }
    }

    public long bytes() {
        return files.stream().mapToLong(PlannedFile::sizeBytes).sum();
    }
}
