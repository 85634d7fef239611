package dev.revaer.fsops.select;

import java.nio.file.Path;

/// A file and its place in the published tree.
///
/// @param from relative to the download directory or to the directory of unpacked archives
/// @param to relative to what is published, parts parted by `/`; empty when that is this file alone
public record PlannedFile(Origin origin, String from, String to, long sizeBytes) {
    public enum Origin {
        DOWNLOAD, ARCHIVE
    }

    public Path target(Path root) {
        return to.isEmpty() ? root : root.resolve(to);
    }
}
