package dev.revaer.fsops.entry;

import java.io.IOException;
import java.io.UncheckedIOException;

/// A failure of the disk, on its way through a library that would take an [IOException] for damage of the archive.
public final class StorageException extends UncheckedIOException {
    public StorageException(IOException cause) {
        super(cause);
    }
}
