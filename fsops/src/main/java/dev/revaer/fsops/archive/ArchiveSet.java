package dev.revaer.fsops.archive;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

import dev.revaer.fsops.workspace.SourceFile;

/// An archive in one file or in several volumes.
///
/// @param baseName file name without the extension
/// @param volumes in order, the first one first; no gap among them
public record ArchiveSet(ArchiveFormat format, String baseName, List<SourceFile> volumes) {
    public ArchiveSet {
        volumes = List.copyOf(volumes);
    }

    /// The path of its first volume: what it is called in messages.
    public String name() {
        return volumes.getFirst().path();
    }

    /// Where it lies in its tree, and where what it holds goes; empty at the root.
    public String directory() {
        return volumes.getFirst().directory();
    }

    /// Whether it is a zip in segments that count their offsets anew: `.z01`, `.z02` and `.zip`.
    public boolean isSegmentedZip() {
        return format == ArchiveFormat.ZIP && volumes.size() > 1
                && volumes.getLast().fileName().toLowerCase(Locale.ROOT).endsWith(".zip");
    }

    public List<Path> files() {
        return volumes.stream().map(SourceFile::file).toList();
    }

    public long sizeBytes() {
        return volumes.stream().mapToLong(SourceFile::sizeBytes).sum();
    }
}
