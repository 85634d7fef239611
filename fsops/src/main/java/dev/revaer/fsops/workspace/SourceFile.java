package dev.revaer.fsops.workspace;

import java.nio.file.Path;

/// A file on the disk and its place in a tree.
///
/// @param path place in the tree, parts parted by `/`
/// @param file where its bytes are
public record SourceFile(String path, Path file, long sizeBytes) {
    /// The directory in the tree, empty at its root.
    public String directory() {
        var slash = path.lastIndexOf('/');
        return slash < 0 ? "" : path.substring(0, slash);
    }

    public String fileName() {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
