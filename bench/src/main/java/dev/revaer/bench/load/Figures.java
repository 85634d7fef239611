package dev.revaer.bench.load;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What was measured, in the order it was.
public final class Figures {
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double MEBIBYTE = 1 << 20;

    private final List<Figure> figures = new ArrayList<>();
    private final PrintWriter progress;

    /// @param progress where each figure is told at once
    public Figures(PrintWriter progress) {
        this.progress = progress;
    }

    private record Figure(String what, String value) {}

    public void add(String what, String value) {
        figures.add(new Figure(what, value));
        progress.println(what + ": " + value);
        progress.flush();
    }

    public void millis(String what, Duration time) {
        add(what, format("%.2f ms", time.toNanos() / NANOS_PER_MILLI));
    }

    public void seconds(String what, Duration time) {
        add(what, format("%.1f s", time.toNanos() / NANOS_PER_SECOND));
    }

    public void perSecond(String what, long count, Duration time) {
        add(what, format("%.0f per second", count * NANOS_PER_SECOND / time.toNanos()));
    }

    public void mebibytes(String what, long bytes) {
        add(what, format("%.0f MiB", bytes / MEBIBYTE));
    }

    public void kilobytesEach(String what, long bytes, int torrents) {
        add(what, format("%.1f kB", bytes / 1e3 / torrents));
    }

    /// Processor time as a share of one core.
    public void share(String what, Duration used, Duration time) {
        add(what, format("%.2f %%", 100.0 * used.toNanos() / time.toNanos()));
    }

    public void print(PrintWriter out) {
        var width = figures.stream().mapToInt(figure -> figure.what().length()).max().orElse(0);
        for (var figure : figures) {
            out.println("| " + pad(figure.what(), width) + " | " + figure.value() + " |");
        }
        out.flush();
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(width - text.length());
    }

    private static String format(String form, double value) {
        return String.format(Locale.ROOT, form, value);
    }
}
