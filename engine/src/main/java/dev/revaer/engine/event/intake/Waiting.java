package dev.revaer.engine.event.intake;

import java.util.concurrent.CompletableFuture;

import dev.revaer.engine.Torrent;
import dev.revaer.engine.event.Event;
import org.jspecify.annotations.Nullable;

/// An event that is not kept yet.
///
/// @param fact what must be stored together with it
/// @param progress of its torrent, as it was before this happened to it, and to be told before
/// @param whenKept completed with the event's id, or with what the fact threw; null if nobody waits, so that it is tried
///        until it is kept
public record Waiting(
        Event event,
        Runnable fact,
        @Nullable Torrent progress,
        @Nullable CompletableFuture<Long> whenKept) {}
