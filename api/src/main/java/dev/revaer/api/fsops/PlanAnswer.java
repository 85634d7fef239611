package dev.revaer.api.fsops;

import java.util.List;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// What post-processing would do with a torrent now.
public record PlanAnswer(
        @Schema(description = "What would come of it: something new in the library, more in what stands there, another in its place, nothing as it stands there already, or a failure") String outcome,
        @Schema(description = "What would be published, or stands already; null where it is not known") @Nullable String libraryPath,
        @Schema(description = "The stage that would fail; null if none would") @Nullable String stage,
        @Schema(description = "Why it would fail, and what to do") @Nullable String reason,
        @Schema(description = "The torrent's wanted files by path, the first 10000; empty where they cannot be looked at") List<PlannedFile> files,
        @Schema(description = "How many files there are") int filesTotal,
        @Schema(description = "What else is to be known, each a sentence") List<String> notes,
        @Schema(description = "Whether all that is wanted is here; else the files are told as they will be") boolean complete) {
    /// Files named in one answer.
    public static final int MOST_FILES = 10_000;

    public PlanAnswer {
        files = List.copyOf(files);
        notes = List.copyOf(notes);
    }

    /// What would happen to one file.
    public record PlannedFile(
            @Schema(description = "In the torrent") String path,
            long sizeBytes,
            String action,
            @Schema(description = "Below what is published; empty where the file is published alone, null for one that is not brought in as it is") @Nullable String target,
            @Schema(description = "Why") String reason) {}
}
