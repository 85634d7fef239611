package dev.revaer.cli.view;

import java.util.Locale;
import java.util.OptionalLong;

/// Sizes, rates and durations as people read them.
public final class Units {
    private static final String[] SIZES = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
    private static final int MINUTE = 60;
    private static final int HOUR = 60 * MINUTE;
    private static final int DAY = 24 * HOUR;

    private Units() {}

    /// `1.5 GiB` for a number of bytes.
    public static String size(long bytes) {
        double value = Math.max(0, bytes);
        int unit = 0;
        while (unit < SIZES.length - 1 && (unit == 0 ? value >= 1024 : value >= 1023.95)) {
            value /= 1024;
            unit++;
        }
        return unit == 0
                ? "%d B".formatted((long) value)
                : String.format(Locale.ROOT, "%.1f %s", value, SIZES[unit]);
    }

    /// `1.5 MiB/s` for bytes per second, `-` for none.
    public static String rate(long bytesPerSecond) {
        return bytesPerSecond <= 0 ? "-" : size(bytesPerSecond) + "/s";
    }

    /// `2h05m` for a number of seconds, `-` when it isn't known.
    public static String duration(OptionalLong seconds) {
        if (seconds.isEmpty() || seconds.getAsLong() < 0) {
            return "-";
        }
        long left = seconds.getAsLong();
        if (left < MINUTE) {
            return left + "s";
        }
        if (left < HOUR) {
            return "%dm%02ds".formatted(left / MINUTE, left % MINUTE);
        }
        if (left < DAY) {
            return "%dh%02dm".formatted(left / HOUR, left % HOUR / MINUTE);
        }
        return left / DAY > 999 ? ">999d" : "%dd%02dh".formatted(left / DAY, left % DAY / HOUR);
    }

    /// `42.0%` for a part of one; only what is whole is shown as `100.0%`.
    public static String percent(double part) {
        double bounded = Math.clamp(part, 0.0, 1.0);
        return String.format(Locale.ROOT, "%.1f%%", Math.floor(bounded * 1000) / 10);
    }

    /// `1.25` for a ratio of uploaded to downloaded bytes.
    public static String ratio(double ratio) {
        return String.format(Locale.ROOT, "%.2f", ratio);
    }
}
