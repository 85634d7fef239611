package dev.revaer.app.log;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import dev.revaer.api.log.LogFeed;
import dev.revaer.api.log.LogFilter;
import dev.revaer.api.log.LogLevel;
import dev.revaer.api.log.LogLine;
import org.slf4j.LoggerFactory;

/// Gets every line that is logged, keeps the last of them, and hands them on to readers. Never waits, and logs nothing.
public final class LogRing extends UnsynchronizedAppenderBase<ILoggingEvent>
        implements
            LogFeed.Source,
            AutoCloseable {
    static final int KEPT = 500;
    private static final int MOST_FRAMES = 40;
    private static final int MOST_CAUSES = 5;
    /// What these say below `info` comes of sending lines, and would bring forth more of them without end.
    private static final List<String> CARRIERS = List.of("io.netty", "reactor", "org.springframework");

    private final Deque<LogLine> kept = new ArrayDeque<>();
    private final List<Reader> readers = new CopyOnWriteArrayList<>();
    private long number;

    /// Begins to listen.
    public static LogRing listen() {
        var ring = new LogRing();
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            ring.setContext(context);
            ring.setName("ring");
            ring.start();
            context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(ring);
        }
        return ring;
    }

    @Override
    public LogFeed open(LogFilter filter) {
        var reader = new Reader(filter, readers::remove);
        synchronized (this) {
            kept.forEach(reader::take);
            readers.add(reader);
        }
        return reader;
    }

    /// Ends all feeds.
    public void end() {
        readers.forEach(Reader::close);
    }

    @Override
    public void close() {
        if (getContext() instanceof LoggerContext context) {
            context.getLogger(Logger.ROOT_LOGGER_NAME).detachAppender(this);
        }
        stop();
        end();
    }

    @Override
    protected void append(ILoggingEvent event) {
        if (event.getLevel().isGreaterOrEqual(Level.INFO)
                || CARRIERS.stream().noneMatch(event.getLoggerName()::startsWith)) {
            add(event, fields(event), stack(event));
        }
    }

    private synchronized void add(ILoggingEvent event, Map<String, String> fields, List<String> stack) {
        var line = new LogLine(
                ++number,
                event.getInstant(),
                level(event.getLevel()),
                PlainText.of(event.getLoggerName()),
                PlainText.of(event.getThreadName()),
                PlainText.of(String.valueOf(event.getFormattedMessage())),
                fields,
                stack);
        if (kept.size() == KEPT) {
            kept.removeFirst();
        }
        kept.addLast(line);
        readers.forEach(reader -> reader.take(line));
    }

    private static Map<String, String> fields(ILoggingEvent event) {
        var fields = new LinkedHashMap<String, String>();
        event.getMDCPropertyMap()
                .forEach((name, value) -> fields.put(PlainText.of(name), PlainText.of(name, value)));
        var pairs = event.getKeyValuePairs();
        if (pairs != null) {
            pairs.forEach(
                    pair -> fields
                            .put(PlainText.of(pair.key), PlainText.of(pair.key, String.valueOf(pair.value))));
        }
        return fields;
    }

    private static List<String> stack(ILoggingEvent event) {
        var lines = new ArrayList<String>();
        var thrown = event.getThrowableProxy();
        for (int i = 0; thrown != null && i < MOST_CAUSES; i++) {
            lines.add(PlainText.of((i == 0 ? "" : "caused by ") + head(thrown)));
            Arrays.stream(thrown.getStackTraceElementProxyArray())
                    .limit(MOST_FRAMES)
                    .forEach(frame -> lines.add(PlainText.of(frame.getSTEAsString())));
            thrown = thrown.getCause();
        }
        return lines;
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
