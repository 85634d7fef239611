package dev.revaer.app.job;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import dev.revaer.api.torrent.TorrentCatalog.FsopsProgress;
import dev.revaer.engine.InfoHash;
import dev.revaer.engine.event.Event;
import dev.revaer.engine.event.EventBus;
import dev.revaer.engine.event.EventData;
import dev.revaer.fsops.PipelineListener;
import dev.revaer.fsops.Stage;
import org.jspecify.annotations.Nullable;

/// Shows how far a job is: each stage as it starts, and bytes at most once a second, as these events are kept.
final class JobProgress implements PipelineListener {
    private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final InfoHash infoHash;
    private final int attempt;
    private final JobQueue queue;
    private final EventBus bus;
    private final StageMeter meter;
    private @Nullable Stage current;
    private long begunNanos;
    private long bytes;
    private long lastToldNanos = System.nanoTime();

    JobProgress(InfoHash infoHash, int attempt, JobQueue queue, EventBus bus, StageMeter meter) {
        this.infoHash = infoHash;
        this.attempt = attempt;
        this.queue = queue;
        this.bus = bus;
        this.meter = meter;
    }

    void begin() {
        show(null);
    }

    @Override
    public void stageStarted(Stage stage) {
        end();
        current = stage;
        begunNanos = System.nanoTime();
        bytes = 0;
        show(stage.label());
        tell(stage, 0, 0);
    }

    @Override
    public void progress(Stage stage, long bytesDone, long bytesTotal) {
        bytes = bytesDone;
        var now = System.nanoTime();
        if (now - lastToldNanos >= INTERVAL_NANOS || bytesDone == bytesTotal) {
            lastToldNanos = now;
            tell(stage, bytesDone, bytesTotal);
        }
    }

    /// The stage at hand is over, well or not.
    void end() {
        var ended = current;
        if (ended != null) {
            current = null;
            meter.ended(ended, Duration.ofNanos(System.nanoTime() - begunNanos), bytes);
        }
    }

    private void show(@Nullable String stage) {
        queue.show(infoHash, new FsopsProgress("running", stage, null, null, attempt));
    }

    private void tell(Stage stage, long bytesDone, long bytesTotal) {
        bus.publish(Event.about(infoHash, new EventData.FsopsProgress(stage.label(), bytesDone, bytesTotal)));
    }
}
