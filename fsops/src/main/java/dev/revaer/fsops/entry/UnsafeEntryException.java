package dev.revaer.fsops.entry;

import java.io.IOException;

/// An entry that must not be unpacked.
public final class UnsafeEntryException extends IOException {
    private final String entry;
    private final String reason;

    public UnsafeEntryException(String entry, String reason) {
        super(entry + " " + reason);
        this.entry = entry;
        this.reason = reason;
    }

    public String entry() {
        return entry;
    }

    public String reason() {
        return reason;
    }
}
