package dev.revaer.engine.event;

import java.util.Locale;

public enum Severity {
    INFO, WARNING, ERROR;

    /// The public name: `info`.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
