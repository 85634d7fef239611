package dev.revaer.api.fsops;

import java.time.Instant;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A finished download on its way into the library.
public record JobAnswer(
        String infoHash,
        String name,
        String state,
        @Schema(description = "The stage at hand, or the one that failed") @Nullable String stage,
        @Schema(description = "How often it was begun since it was queued") int attempts,
        @Schema(description = "Why it failed, and what to do") @Nullable String detail,
        @Schema(description = "What stands in the library") @Nullable String libraryPath,
        Instant queuedAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        @Schema(description = "When a failed job is tried again by itself, as its cause may pass; null if it waits for somebody") @Nullable Instant nextTryAt,
        @Schema(description = "Of the stage at hand") long bytesDone,
        @Schema(description = "Of the stage at hand; 0 where it has nothing to move") long bytesTotal,
        @Schema(description = "Of the stage at hand, 0 to 100; null where it has nothing to move") @Nullable Integer percent) {}
