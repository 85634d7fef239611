package dev.revaer.cli.view;

import java.time.Duration;

/// Shows how many bytes are done on one line: redrawn on a terminal, elsewhere a new line now and then.
public final class ByteProgress {
    private static final int BAR = 20;
    private static final Duration PAUSE_OFF_TERMINAL = Duration.ofSeconds(1);
    private static final Duration PAUSE_ON_TERMINAL = Duration.ofMillis(50);

    private final Console console;
    private long shownAt;
    private boolean shown;
    private String topic = "";

    /// Draws on this console.
    public ByteProgress(Console console) {
        this.console = console;
    }

    /// Shows what is done at this stage.
    ///
    /// @param total 0 where it is not known
    public void show(String stage, long done, long total) {
        String safe = SafeText.of(stage);
        if (total <= 0) {
            line(stage, safe);
            return;
        }
        double part = (double) done / total;
        line(
                stage,
                "%s %6s  %s/%s  %s".formatted(
                        ProgressBar.of(part, BAR),
                        Units.percent(part),
                        Units.size(done),
                        Units.size(total),
                        safe));
    }

    /// Shows a line that is harmless; a change of topic is shown at once.
    public void line(String about, String text) {
        long now = System.nanoTime();
        Duration pause = console.terminal().interactive() ? PAUSE_ON_TERMINAL : PAUSE_OFF_TERMINAL;
        if (shown && about.equals(topic) && now - shownAt < pause.toNanos()) {
            return;
        }
        shown = true;
        topic = about;
        shownAt = now;
        if (console.terminal().interactive()) {
            console.redraw(text);
        } else {
            console.line(text);
        }
    }
}
