package dev.revaer.fsops.record;

import java.time.Instant;
import java.util.Objects;

import dev.revaer.fsops.Stage;

/// How a stage last ended.
///
/// @param stage public name of the stage
/// @param detail what was done, or why it failed or was not needed, in words
/// @param bytes what the stage moved or unpacked
public record StageOutcome(
        String stage,
        Status status,
        String detail,
        Instant startedAt,
        Instant endedAt,
        long bytes) {

    public StageOutcome {
        Objects.requireNonNull(stage);
        Objects.requireNonNull(status);
        Objects.requireNonNull(detail);
        Objects.requireNonNull(startedAt);
        Objects.requireNonNull(endedAt);
    }

    public enum Status {
        COMPLETED, FAILED, SKIPPED
    }

    public boolean isOf(Stage candidate) {
        return stage.equals(candidate.label());
    }
}
