package dev.revaer.cli.torrent;

import dev.revaer.cli.json.Fields;
import dev.revaer.cli.view.ByteProgress;
import dev.revaer.cli.view.Console;
import dev.revaer.cli.view.ProgressBar;
import dev.revaer.cli.view.SafeText;
import dev.revaer.cli.view.Units;

/// Shows how far a torrent is on one line.
final class ProgressLine {
    private static final int BAR = 20;

    private final ByteProgress progress;

    ProgressLine(Console console) {
        this.progress = new ByteProgress(console);
    }

    /// How far the download is, from the numbers of a torrent or of a `progress` event.
    void download(String state, Fields numbers) {
        double part = numbers.part("progress");
        progress.line(
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
        progress.show(
                numbers.text("stage", "post-processing"),
                numbers.count("bytesDone"),
                numbers.count("bytesTotal"));
    }
}
