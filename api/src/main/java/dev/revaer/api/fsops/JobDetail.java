package dev.revaer.api.fsops;

import java.time.Instant;
import java.util.List;

import io.swagger.v3.oas.annotations.media.Schema;

/// A job and what its record in the library says of its stages.
public record JobDetail(
        JobAnswer job,
        @Schema(description = "The last outcome of each stage, as the record of the job has it: `.revaer/<info hash>/.revaer.meta` in the library; empty before the first has ended, or while the library is away") List<StageAnswer> stages) {
    public JobDetail {
        stages = List.copyOf(stages);
    }

    /// How a stage last ended.
    public record StageAnswer(
            String stage,
            String status,
            @Schema(description = "What was done, or why it failed") String detail,
            Instant startedAt,
            Instant endedAt,
            @Schema(description = "Moved or unpacked") long bytes) {}
}
