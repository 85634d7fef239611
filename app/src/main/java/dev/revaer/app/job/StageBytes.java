package dev.revaer.app.job;

import org.jspecify.annotations.Nullable;

/// How far the stage is that a job is in.
///
/// @param total 0 where it has nothing to move
public record StageBytes(long done, long total) {
    static final StageBytes NONE = new StageBytes(0, 0);

    /// 0 to 100; null where it has nothing to move.
    public @Nullable Integer percent() {
        return total <= 0 ? null : (int) Math.clamp(100.0 * (double) done / (double) total, 0, 100);
    }
}
