package dev.revaer.cli.takeover.torrent;

import java.util.Locale;

/// How much a file is wanted.
public enum Priority {
    /// Not at all.
    SKIP(0),
    /// After the others.
    LOW(1),
    /// As usual.
    NORMAL(4),
    /// Before the others.
    HIGH(7);

    private final int level;

    Priority(int level) {
        this.level = level;
    }

    /// libtorrent's number for it.
    public int level() {
        return level;
    }

    /// As the API calls it.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
