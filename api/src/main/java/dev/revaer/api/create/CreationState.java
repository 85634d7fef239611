package dev.revaer.api.create;

import java.util.Locale;

/// How far the making of a torrent has come.
public enum CreationState {
    QUEUED, RUNNING, COMPLETED, FAILED, CANCELLED;

    /// As the API says it: `queued`, `running`, `completed`, `failed`, `cancelled`.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    public boolean isEnded() {
        return switch (this) {
            case QUEUED, RUNNING -> false;
            case COMPLETED, FAILED, CANCELLED -> true;
        };
    }
}
