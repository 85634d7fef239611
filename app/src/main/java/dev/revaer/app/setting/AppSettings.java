package dev.revaer.app.setting;

import java.util.List;
import java.util.Map;

import dev.revaer.app.keeper.Retention;
import dev.revaer.app.trace.TracingSettings;
import dev.revaer.engine.BadValueException;

/// The service itself.
///
/// @param immutableKeys patterns of settings that cannot be changed over the API; see [ImmutableKeys]
/// @param revisionsKept how many revisions of the settings are kept
/// @param eventsKept to be replayed and looked at
/// @param auditKept of the audit log
/// @param logLevels how much is logged, by logger; for the others as the program has it
/// @param tracing where traces go
public record AppSettings(
        List<String> immutableKeys,
        int revisionsKept,
        Retention eventsKept,
        Retention auditKept,
        Map<String, LogLevel> logLevels,
        TracingSettings tracing) {
    public static final AppSettings USUAL = new AppSettings(
            List.of(),
            1000,
            new Retention(200_000, 30),
            new Retention(100_000, 400),
            Map.of(),
            TracingSettings.NONE);
    private static final int MOST_LEVELS = 100;

    /// How much is logged.
    public enum LogLevel {
        OFF, ERROR, WARN, INFO, DEBUG, TRACE
    }

    /// Checks the values.
    ///
    /// @throws BadValueException for what is no JSON Pointer, or a number out of range
    public AppSettings {
        for (int i = 0; i < immutableKeys.size(); i++) {
            if (!immutableKeys.get(i).matches("(/[^/]+)+")) {
                throw new BadValueException("immutableKeys/" + i, "must be a JSON Pointer");
            }
        }
        BadValueException.check("revisionsKept", revisionsKept, 10, 100_000);
        if (logLevels.size() > MOST_LEVELS) {
            throw new BadValueException("logLevels", "must name at most " + MOST_LEVELS + " loggers");
        }
        for (var logger : logLevels.keySet()) {
            if (!logger.matches("[A-Za-z_$][A-Za-z0-9_.$]{0,199}")) {
                throw new BadValueException(
                        "logLevels",
                        "must be named by loggers: dev.revaer.engine or root");
            }
        }
        logLevels = Map.copyOf(logLevels);
        immutableKeys = List.copyOf(immutableKeys);
    }
}
