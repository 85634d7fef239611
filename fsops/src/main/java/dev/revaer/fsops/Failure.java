package dev.revaer.fsops;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Tells what a failed file operation means.
final class Failure {
    /// What Linux says for ENOSPC and EDQUOT; Java keeps no error number.
    private static final List<String> FULL = List.of("No space left on device", "Disk quota exceeded");

    private Failure() {}

    static FsopsException of(Stage stage, IOException e, Path library) {
        return new FsopsException(stage, errorOf(e, library), e);
    }

    private static FsopsError errorOf(IOException e, Path library) {
        if (e instanceof InterruptedIOException || e instanceof ClosedByInterruptException
                || Thread.currentThread().isInterrupted()) {
            return new FsopsError.Interrupted();
        }
        var reason = String.valueOf(e.getMessage());
        if (FULL.stream().anyMatch(reason::contains)) {
            return new FsopsError.NotEnoughSpace(library, 0, free(library));
        }
        if (e instanceof FileSystemException failed) {
            var why = failed.getReason() == null ? e.getClass().getSimpleName() : failed.getReason();
            return new FsopsError.StorageFailed(String.valueOf(failed.getFile()), why);
        }
        return new FsopsError.StorageFailed(library.toString(), reason);
    }

    private static long free(Path library) {
        try {
            return Files.getFileStore(library).getUsableSpace();
        } catch (IOException _) {
            return 0;
        }
    }
}
