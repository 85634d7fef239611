package dev.revaer.app.log;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import org.slf4j.LoggerFactory;

/// How lines are written to the console.
public enum LogFormat {
    /// For people.
    TEXT,
    /// One JSON object a line: `timestamp`, `level`, `logger`, `thread`, `message`, `fields` and `stack`; with `requestId`,
    /// `traceId` and `spanId` where the line is of a request.
    JSON;

    /// Has the console written like this from now on.
    public void use() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            context.getLogger(Logger.ROOT_LOGGER_NAME).iteratorForAppenders().forEachRemaining(appender -> {
                if (appender instanceof ConsoleAppender<ILoggingEvent> console
                        && console.getEncoder() instanceof LineEncoder encoder) {
                    encoder.use(this);
                }
            });
        }
    }
}
