package dev.revaer.app.directory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import dev.revaer.engine.EngineError.BadDownloadDir;
import dev.revaer.engine.EngineException;
import org.jspecify.annotations.Nullable;

/// The directory that all downloads lie in or below.
public final class DownloadRoot {
    private final Path directory;

    public DownloadRoot(Path directory) {
        this.directory = directory;
    }

    /// Where a torrent's content goes.
    ///
    /// @param given absolute; null for the root itself
    /// @throws EngineException with [BadDownloadDir] if it is not inside, links followed
    public Path resolve(@Nullable Path given) {
        if (given == null) {
            return directory;
        }
        var wanted = given.normalize();
        try {
            var existing = wanted;
            while (existing != null && !Files.exists(existing)) {
                existing = existing.getParent();
            }
            if (existing != null && wanted.startsWith(directory)
                    && existing.toRealPath().startsWith(directory.toRealPath())) {
                return wanted;
            }
        } catch (IOException e) {
            throw new EngineException(new BadDownloadDir(wanted, "it cannot be read: " + e.getMessage()));
        }
        throw new EngineException(new BadDownloadDir(wanted, "it must lie in " + directory));
    }
}
