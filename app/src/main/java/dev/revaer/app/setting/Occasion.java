package dev.revaer.app.setting;

import org.jspecify.annotations.Nullable;

/// On what occasion settings are changed.
///
/// @param restoredFrom the revision whose settings these are; null for new ones
/// @param fact what else is to be kept in the same transaction, even if the settings stay as they are
record Occasion(@Nullable Long restoredFrom, Runnable fact) {
    static final Occasion PATCH = new Occasion(null, () -> {});

    static Occasion restoring(long revision) {
        return new Occasion(revision, () -> {});
    }
}
