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
    private final Halt halt;
    private @Nullable Stage current;
    private long begunNanos;
    private long lastToldNanos = System.nanoTime();
    private volatile StageBytes bytes = StageBytes.NONE;

    JobProgress(
            InfoHash infoHash,
            int attempt,
            JobQueue queue,
            EventBus bus,
            StageMeter meter,
            Halt halt) {
        this.infoHash = infoHash;
        this.attempt = attempt;
        this.queue = queue;
        this.bus = bus;
        this.meter = meter;
        this.halt = halt;
    }

    /// May be called by any thread.
    StageBytes bytes() {
        return bytes;
    }

    void begin() {
        show(null);
    }

    @Override
    public void stageStarted(Stage stage) {
        halt.enter(stage);
        end();
        current = stage;
        begunNanos = System.nanoTime();
        bytes = StageBytes.NONE;
        tell(stage, 0, 0);
    }

    @Override
    public void progress(Stage stage, long bytesDone, long bytesTotal) {
        bytes = new StageBytes(bytesDone, bytesTotal);
        var now = System.nanoTime();
        if (now - lastToldNanos >= INTERVAL_NANOS || bytesDone == bytesTotal) {
            lastToldNanos = now;
            halt.enter(stage);
            tell(stage, bytesDone, bytesTotal);
        }
    }

    /// The stage at hand is over, well or not.
    void end() {
        var ended = current;
        if (ended != null) {
            current = null;
            meter.ended(ended, Duration.ofNanos(System.nanoTime() - begunNanos), bytes.done());
        }
    }

    private void show(EventData.@Nullable FsopsProgress told) {
        queue.show(
                infoHash,
                new FsopsProgress(
                        "running",
                        told == null ? null : told.stage(),
                        null,
                        null,
                        attempt,
                        told == null ? null : told.percent(),
                        null));
    }

    private void tell(Stage stage, long bytesDone, long bytesTotal) {
        var told = new EventData.FsopsProgress(stage.label(), bytesDone, bytesTotal);
        show(told);
        bus.publish(Event.about(infoHash, told));
    }
}
