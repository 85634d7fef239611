package dev.revaer.fsops.extract;

import java.io.IOException;
import java.io.InterruptedIOException;

import com.github.junrar.exception.UnsupportedDictionarySizeException;
import com.github.junrar.exception.UnsupportedRarEncryptedException;
import com.github.junrar.exception.WrongPasswordException;
import dev.revaer.fsops.FsopsError;
import dev.revaer.fsops.FsopsException;
import dev.revaer.fsops.Stage;
import dev.revaer.fsops.archive.ArchiveSet;
import dev.revaer.fsops.entry.LimitException;
import dev.revaer.fsops.entry.StorageException;
import dev.revaer.fsops.entry.UnsafeEntryException;
import org.apache.commons.compress.MemoryLimitException;
import org.apache.commons.compress.PasswordRequiredException;
import org.jspecify.annotations.Nullable;

/// Tells what a failure while unpacking means: the archive's fault, or the disk's, or an interruption.
final class ExtractionFailure {
    private ExtractionFailure() {}

    /// The fault of the archive.
    ///
    /// @throws IOException when it is no fault of the archive
    static FsopsException of(ArchiveSet set, Throwable thrown) throws IOException {
        for (var cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof StorageException e) {
                throw e.getCause();
            }
            var error = errorOf(set.name(), cause);
            if (error != null) {
                return new FsopsException(Stage.EXTRACT, error, thrown);
            }
        }
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException("interrupted");
        }
        return new FsopsException(
                Stage.EXTRACT,
                new FsopsError.DamagedArchive(set.name(), reason(thrown)),
                thrown);
    }

    private static @Nullable FsopsError errorOf(String archive, Throwable cause) {
        return switch (cause) {
            case UnsafeEntryException e -> new FsopsError.UnsafeArchive(archive, e.entry(), e.reason());
            case LimitException e -> new FsopsError.LimitExceeded(archive, reason(e));
            case MemoryLimitException _ -> new FsopsError.LimitExceeded(archive, "memory for unpacking");
            case UnsupportedDictionarySizeException _ ->
                new FsopsError.LimitExceeded(archive, "memory for unpacking");
            case OutOfMemoryError _ -> new FsopsError.LimitExceeded(archive, "memory for unpacking");
            case LinkageError e -> new FsopsError.StorageFailed(
                    archive,
                    "a library for it cannot be loaded from the temporary directory: " + reason(e));
            case PasswordRequiredException _ -> new FsopsError.EncryptedArchive(archive);
            case WrongPasswordException _ -> new FsopsError.EncryptedArchive(archive);
            case UnsupportedRarEncryptedException _ -> new FsopsError.EncryptedArchive(archive);
            default -> null;
        };
    }

    private static String reason(Throwable thrown) {
        var cause = thrown;
        while (cause.getMessage() == null && cause.getCause() != null) {
            cause = cause.getCause();
        }
        var message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message;
    }
}
