package dev.revaer.engine.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import dev.revaer.engine.EngineError.BadDownloadDir;
import dev.revaer.engine.EngineException;
import dev.revaer.engine.session.jni.Swig;

/// Where a torrent's content goes; libtorrent itself would take any text.
final class DownloadDir {
    private DownloadDir() {}

    /// @throws EngineException with [BadDownloadDir] unless the directory is there afterwards and can be written to
    static void make(Path directory) {
        if (!directory.isAbsolute()) {
            throw new EngineException(new BadDownloadDir(directory, "it must be an absolute path"));
        }
        if (!Swig.canCarry(directory.toString())) {
            throw new EngineException(
                    new BadDownloadDir(
                            directory,
                            "its name holds an emoji or another character beyond U+FFFF"));
        }
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new EngineException(new BadDownloadDir(directory, "it cannot be made: " + e.getMessage()));
        }
        if (!Files.isWritable(directory)) {
            throw new EngineException(new BadDownloadDir(directory, "it is not writable"));
        }
    }
}
