package dev.revaer.fsops;

import java.util.Locale;

/// A step of the pipeline, in the order in which they run.
public enum Stage {
    VALIDATE, ALLOWLIST, LOCATE, VERIFY, EXTRACT, FLATTEN, SELECT, TRANSFER, PERMISSIONS, CHECKSUM, PUBLISH, CLEANUP;

    /// The public name: lower case, as in `.revaer.meta` and in events.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
