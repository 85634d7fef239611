package dev.revaer.app.log;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import dev.revaer.api.log.LogLevel;
import dev.revaer.api.log.LogLine;

/// Makes lines of what is logged: nothing in them can forge another line or steer a terminal.
final class LogLines {
    private static final int MOST_FRAMES = 40;
    private static final int MOST_CAUSES = 5;

    private LogLines() {}

    /// For whoever may read the log.
    static LogLine masked(long number, ILoggingEvent event) {
        return of(number, event, PlainText::of, PlainText::of);
    }

    /// For the console, which is where secrets of [LogMarkers#SHOWN] are handed over.
    static LogLine forConsole(ILoggingEvent event) {
        var markers = event.getMarkerList();
        return markers != null && markers.contains(LogMarkers.SHOWN)
                ? of(0, event, PlainText::escaped, (_, value) -> PlainText.escaped(value))
                : masked(0, event);
    }

    /// Takes out of a text what must not be in it.
    private interface Cleaning {
        String of(String text);
    }

    /// The same for the value of a field.
    private interface FieldCleaning {
        String of(String name, String value);
    }

    private static LogLine of(long number, ILoggingEvent event, Cleaning text, FieldCleaning field) {
        return new LogLine(
                number,
                event.getInstant(),
                level(event.getLevel()),
                text.of(event.getLoggerName()),
                text.of(event.getThreadName()),
                text.of(String.valueOf(event.getFormattedMessage())),
                fields(event, field),
                stack(event));
    }

    private static Map<String, String> fields(ILoggingEvent event, FieldCleaning cleaning) {
        var fields = new LinkedHashMap<String, String>();
        event.getMDCPropertyMap()
                .forEach((name, value) -> fields.put(PlainText.of(name), cleaning.of(name, value)));
        var pairs = event.getKeyValuePairs();
        if (pairs != null) {
            pairs.forEach(
                    pair -> fields
                            .put(PlainText.of(pair.key), cleaning.of(pair.key, String.valueOf(pair.value))));
        }
        return fields;
    }

    private static List<String> stack(ILoggingEvent event) {
        var lines = new ArrayList<String>();
        var thrown = event.getThrowableProxy();
        for (int i = 0; thrown != null && i < MOST_CAUSES; i++) {
            add(lines, i == 0 ? "" : "caused by ", thrown);
            // where Reactor says what led to it
            Arrays.stream(thrown.getSuppressed())
                    .limit(MOST_CAUSES)
                    .forEach(other -> add(lines, "beside ", other));
            thrown = thrown.getCause();
        }
        return lines;
    }

    private static void add(List<String> lines, String relation, IThrowableProxy thrown) {
        lines.add(PlainText.of(relation + head(thrown)));
        Arrays.stream(thrown.getStackTraceElementProxyArray())
                .limit(MOST_FRAMES)
                .forEach(frame -> lines.add(PlainText.of(frame.getSTEAsString())));
    }

    private static String head(IThrowableProxy thrown) {
        return thrown.getClassName() + ": " + thrown.getMessage();
    }

    private static LogLevel level(Level level) {
        return switch (level.toInt()) {
            case Level.ERROR_INT -> LogLevel.ERROR;
            case Level.WARN_INT -> LogLevel.WARN;
            case Level.INFO_INT -> LogLevel.INFO;
            case Level.DEBUG_INT -> LogLevel.DEBUG;
            default -> LogLevel.TRACE;
        };
    }
}
