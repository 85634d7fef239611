package dev.revaer.fsops.extract;

import java.io.IOException;
import java.io.InterruptedIOException;

import com.github.junrar.exception.UnsupportedDictionarySizeException;
import com.github.junrar.exception.UnsupportedRarEncryptedException;
import com.github.junrar.exception.UnsupportedRarMethodException;
import com.github.junrar.exception.UnsupportedRarVersionException;
import dev.revaer.fsops.FsopsError;
import dev.revaer.fsops.FsopsException;
import dev.revaer.fsops.Stage;
import dev.revaer.fsops.archive.ArchiveSet;
import dev.revaer.fsops.entry.LimitException;
import dev.revaer.fsops.entry.StorageException;
import dev.revaer.fsops.entry.UnsafeEntryException;
import dev.revaer.fsops.entry.UnsupportedArchiveException;
import dev.revaer.fsops.external.MissingToolException;
import dev.revaer.fsops.password.LockedArchiveException;
import org.apache.commons.compress.MemoryLimitException;
import org.apache.commons.compress.archivers.zip.UnsupportedZipFeatureException;
import org.jspecify.annotations.Nullable;

/// Tells what a failure while unpacking means: the archive's fault, or the disk's, or an interruption.
final class ExtractionFailure {
    /// What Commons Compress says of a 7z.
    private static final String UNSUPPORTED_METHOD = "Unsupported compression method";

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

    /// Whether another program may know how to read what was refused.
    static boolean isUnsupported(Throwable thrown) {
        for (var cause = thrown; cause != null; cause = cause.getCause()) {
            if (errorOf("", cause) instanceof FsopsError.UnsupportedArchive) {
                return true;
            }
        }
        return false;
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
            case MissingToolException e -> new FsopsError.MissingTool(archive, e.anyOf());
            case LockedArchiveException e -> new FsopsError.EncryptedArchive(archive, e.tried());
            case UnsupportedRarEncryptedException _ -> new FsopsError.EncryptedArchive(archive, 0);
            case UnsupportedArchiveException e -> new FsopsError.UnsupportedArchive(archive, reason(e));
            case UnsupportedRarMethodException e -> new FsopsError.UnsupportedArchive(archive, reason(e));
            case UnsupportedRarVersionException e -> new FsopsError.UnsupportedArchive(archive, reason(e));
            case UnsupportedZipFeatureException e -> new FsopsError.UnsupportedArchive(archive, reason(e));
            case IOException e when reason(e).startsWith(UNSUPPORTED_METHOD) ->
                new FsopsError.UnsupportedArchive(archive, reason(e));
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
