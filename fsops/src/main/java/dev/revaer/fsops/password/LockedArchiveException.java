package dev.revaer.fsops.password;

import java.io.IOException;

/// An encrypted archive that none of the known passwords opens.
public final class LockedArchiveException extends IOException {
    private final int tried;

    /// @param cause what went wrong with a password that may fit
    LockedArchiveException(int tried, Throwable cause) {
        super("none of " + tried + " passwords opens it", cause);
        this.tried = tried;
    }

    public int tried() {
        return tried;
    }
}
