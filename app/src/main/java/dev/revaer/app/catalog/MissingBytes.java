package dev.revaer.app.catalog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

import dev.revaer.engine.TorrentFile;

/// How much of a file is still to be written.
final class MissingBytes {
    private MissingBytes() {}

    /// A file that is there takes its room already, be it right or not.
    static long of(TorrentFile file, Path downloadDir) {
        var path = downloadDir.resolve(file.path());
        try {
            return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)
                    ? Math.max(0, file.sizeBytes() - Files.size(path))
                    : file.sizeBytes();
        } catch (IOException _) {
            return file.sizeBytes();
        }
    }
}
