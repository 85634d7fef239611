package dev.revaer.app.log;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import dev.revaer.api.log.LogFeed;
import dev.revaer.api.log.LogFilter;
import dev.revaer.api.log.LogLine;
import org.slf4j.LoggerFactory;

/// Gets every line that is logged, keeps the last of them, and hands them on to readers. Never waits, and logs nothing.
public final class LogRing extends UnsynchronizedAppenderBase<ILoggingEvent>
        implements
            LogFeed.Source,
            AutoCloseable {
    static final int KEPT = 500;
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
            add(event);
        }
    }

    private synchronized void add(ILoggingEvent event) {
        var line = LogLines.masked(++number, event);
        if (kept.size() == KEPT) {
            kept.removeFirst();
        }
        kept.addLast(line);
        readers.forEach(reader -> reader.take(line));
    }
}
