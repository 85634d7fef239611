package dev.revaer.api.log;

import java.util.Arrays;
import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;

/// How much a line matters, the least first.
public enum LogLevel {
    TRACE, DEBUG, INFO, WARN, ERROR;

    /// The public name: `warn`.
    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static @Nullable LogLevel ofLabel(String label) {
        return Arrays.stream(values()).filter(level -> level.label().equals(label)).findFirst().orElse(null);
    }
}
