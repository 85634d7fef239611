package dev.revaer.fsops.entry;

import java.io.IOException;

/// An archive made in a way that cannot be read here.
public final class UnsupportedArchiveException extends IOException {
    public UnsupportedArchiveException(String reason) {
        super(reason);
    }
}
