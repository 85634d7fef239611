package dev.revaer.engine.selection;

import java.util.Arrays;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/// How much a file is wanted, as libtorrent's download priorities 0, 1, 4 and 7.
public enum FilePriority {
    SKIP(0), LOW(1), NORMAL(4), HIGH(7);

    private final int level;

    FilePriority(int level) {
        this.level = level;
    }

    /// libtorrent's number, 0 to 7.
    public int level() {
        return level;
    }

    /// The public name: `skip`.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static @Nullable FilePriority ofLabel(String label) {
        return Arrays.stream(values())
                .filter(priority -> priority.label().equals(label))
                .findFirst()
                .orElse(null);
    }

    /// The name for any of libtorrent's eight numbers.
    public static FilePriority ofLevel(int level) {
        if (level <= 0) {
            return SKIP;
        }
        return level < NORMAL.level ? LOW : level < HIGH.level ? NORMAL : HIGH;
    }
}
