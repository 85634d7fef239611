package dev.revaer.fsops.entry;

import java.io.IOException;

/// An archive that gives more than the limits allow.
public final class LimitException extends IOException {
    public LimitException(String limit) {
        super(limit);
    }
}
