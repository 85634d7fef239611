package dev.revaer.app.hook;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/// How a job has ended. Hooks are sent it as it is, as JSON.
///
/// @param state `completed` or `failed`
/// @param stage that failed
/// @param reason why it failed, and what to do
/// @param files in the library, with `bytes` in all; 0 if it failed
/// @param attempt which one of the job it was, from 1
public record Outcome(
        String infoHash,
        String name,
        @Nullable String category,
        String state,
        @Nullable String stage,
        @Nullable String reason,
        @Nullable String libraryPath,
        int files,
        long bytes,
        int attempt,
        Instant at) {}
