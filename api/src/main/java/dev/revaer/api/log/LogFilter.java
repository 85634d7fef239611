package dev.revaer.api.log;

import java.util.Set;

/// Which lines are wanted.
///
/// @param least level
/// @param loggers names of loggers, or of what they lie in (`dev.revaer.app`); empty for all
public record LogFilter(LogLevel least, Set<String> loggers) {
    public LogFilter {
        loggers = Set.copyOf(loggers);
    }

    public boolean wants(LogLine line) {
        return line.level().compareTo(least) >= 0
                && (loggers.isEmpty() || loggers.stream().anyMatch(name -> isIn(line.logger(), name)));
    }

    private static boolean isIn(String logger, String name) {
        return logger.startsWith(name)
                && (logger.length() == name.length() || logger.charAt(name.length()) == '.');
    }
}
