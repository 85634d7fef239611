package dev.revaer.cli.sse;

import org.jspecify.annotations.Nullable;

/// One dispatched event of a stream (WHATWG HTML §9.2).
///
/// @param id the last id the stream gave, with this event or before
/// @param event the type, `message` when none was given
record SseFrame(@Nullable String id, String event, String data) {}
