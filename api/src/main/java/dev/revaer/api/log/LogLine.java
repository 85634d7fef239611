package dev.revaer.api.log;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A line of the log, without secrets, and with escapes for control characters in all of its texts.
///
/// @param number counts the lines since Revaer started, from 1
/// @param logger name of the class that says it
/// @param fields what stands beside the message: `infoHash`
/// @param stack the failure that led to it, each frame a line; empty for none
public record LogLine(
        long number,
        Instant at,
        LogLevel level,
        String logger,
        String thread,
        String message,
        Map<String, String> fields,
        List<String> stack) {
    public LogLine {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        stack = List.copyOf(stack);
    }
}
