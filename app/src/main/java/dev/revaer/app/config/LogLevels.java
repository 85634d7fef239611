package dev.revaer.app.config;

import java.util.HashMap;
import java.util.Map;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import dev.revaer.app.setting.AppSettings.LogLevel;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/// Has loggers log as much as the settings say, and as the program has it where they say nothing any more.
final class LogLevels {
    private final Map<String, @Nullable Level> usual = new HashMap<>();

    synchronized void use(Map<String, LogLevel> wanted) {
        if (!(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) {
            return;
        }
        usual.entrySet().removeIf(before -> {
            if (wanted.containsKey(before.getKey())) {
                return false;
            }
            logger(context, before.getKey()).setLevel(before.getValue());
            return true;
        });
        wanted.forEach((name, level) -> {
            var logger = logger(context, name);
            if (!usual.containsKey(name)) {
                usual.put(name, logger.getLevel());
            }
            logger.setLevel(Level.toLevel(level.name()));
        });
    }

    private static Logger logger(LoggerContext context, String name) {
        return context
                .getLogger(name.equalsIgnoreCase(Logger.ROOT_LOGGER_NAME) ? Logger.ROOT_LOGGER_NAME : name);
    }
}
