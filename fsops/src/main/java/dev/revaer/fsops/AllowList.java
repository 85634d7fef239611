package dev.revaer.fsops;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/// The directories a run may touch, compared by real path and whole path elements; gives back real paths.
final class AllowList {
    private final List<Path> roots;

    AllowList(List<Path> roots) {
        this.roots = roots;
    }

    Path library(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            throw new FsopsException(Stage.ALLOWLIST, new FsopsError.MissingLibrary(directory), null);
        }
        return allowed(directory.toRealPath());
    }

    Path download(Path directory) throws IOException {
        try {
            return allowed(directory.toRealPath());
        } catch (NoSuchFileException e) {
            var fault = List.of(directory + ": missing");
            throw new FsopsException(Stage.ALLOWLIST, new FsopsError.MissingContent(fault, 1), e);
        }
    }

    /// One that may not have been made yet.
    Path expectedDownload(Path directory) throws IOException {
        var existing = directory;
        while (!Files.exists(existing) && existing.getParent() != null) {
            existing = existing.getParent();
        }
        return allowed(existing.toRealPath().resolve(existing.relativize(directory)).normalize());
    }

    private Path allowed(Path realPath) throws IOException {
        for (var root : roots) {
            if (Files.isDirectory(root) && realPath.startsWith(root.toRealPath())) {
                return realPath;
            }
        }
        throw new FsopsException(Stage.ALLOWLIST, new FsopsError.OutsideAllowList(realPath), null);
    }
}
