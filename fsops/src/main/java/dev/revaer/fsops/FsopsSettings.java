package dev.revaer.fsops;

import java.nio.file.Path;
import java.util.List;

/// How downloads are tidied.
///
/// @param libraryDir absolute directory to publish into; it must exist, since a missing one is often a disk not mounted
/// @param allowList absolute directories; download and library must lie in one of them, by their real paths
public record FsopsSettings(
        Path libraryDir,
        List<Path> allowList,
        TransferMode transfer,
        ExistingName existingName,
        ExtractionLimits limits) {

    public FsopsSettings {
        allowList = List.copyOf(allowList);
        if (!libraryDir.isAbsolute()) {
            throw new IllegalArgumentException("not an absolute directory: " + libraryDir);
        }
        if (allowList.isEmpty()) {
            throw new IllegalArgumentException("the allow-list is empty");
        }
        for (var root : allowList) {
            if (!root.isAbsolute()) {
                throw new IllegalArgumentException("not an absolute directory in the allow-list: " + root);
            }
        }
    }

    /// Hard links, an existing name fails, and nothing but the two directories is allowed.
    public static FsopsSettings defaults(Path libraryDir, Path downloadDir) {
        return new FsopsSettings(
                libraryDir,
                List.of(libraryDir, downloadDir),
                TransferMode.HARDLINK,
                ExistingName.FAIL,
                ExtractionLimits.defaults());
    }
}
