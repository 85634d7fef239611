package dev.revaer.cli.torrent;

import java.time.Duration;

import dev.revaer.cli.json.Fields;
import dev.revaer.cli.view.Console;
import dev.revaer.cli.view.ProgressBar;
import dev.revaer.cli.view.SafeText;
import dev.revaer.cli.view.Units;

/// Shows progress on one line: redrawn on a terminal, elsewhere a new line now and then.
final class ProgressLine {
    private static final int BAR = 20;
    private static final Duration PAUSE_OFF_TERMINAL = Duration.ofSeconds(1);
    private static final Duration PAUSE_ON_TERMINAL = Duration.ofMillis(50);

    private final Console console;
    private long shownAt;
    private boolean shown;
    private String topic = "";

    ProgressLine(Console console) {
        this.console = console;
    }

    /// How far the download is, from the numbers of a torrent or of a `progress` event.
    void download(String state, Fields numbers) {
        double part = numbers.part("progress");
        show(
                state,
                "%s %6s  %s/%s  %s  ETA %s  %d peers  %s".formatted(
                        ProgressBar.of(part, BAR),
                        Units.percent(part),
                        Units.size(numbers.count("downloadedBytes")),
                        Units.size(numbers.count("sizeBytes")),
                        Units.rate(numbers.count("downloadBytesPerSecond")),
                        Units.duration(numbers.number("etaSeconds")),
                        numbers.count("peers"),
                        SafeText.of(state)));
    }

    /// How far a stage of the post-processing is.
    void fsops(Fields numbers) {
        long total = numbers.count("bytesTotal");
        long done = numbers.count("bytesDone");
        String stage = numbers.text("stage", "post-processing");
        if (total <= 0) {
            show(stage, SafeText.of(stage));
            return;
        }
        double part = (double) done / total;
        show(
                stage,
                "%s %6s  %s/%s  %s".formatted(
                        ProgressBar.of(part, BAR),
                        Units.percent(part),
                        Units.size(done),
                        Units.size(total),
                        SafeText.of(stage)));
    }

    /// A change of topic is shown at once.
    private void show(String about, String text) {
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
