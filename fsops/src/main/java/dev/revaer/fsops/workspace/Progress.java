package dev.revaer.fsops.workspace;

import java.time.Duration;
import java.util.function.LongSupplier;

import dev.revaer.fsops.PipelineListener;
import dev.revaer.fsops.Stage;

/// How far a stage is; tells the listener at most four times a second, and its last value.
public final class Progress {
    private static final long INTERVAL_NANOS = Duration.ofMillis(250).toNanos();

    private final Stage stage;
    private final long total;
    private final PipelineListener listener;
    private final LongSupplier nanoClock;
    private long done;
    private long toldAt;
    private long told = -1;

    public Progress(Stage stage, long total, PipelineListener listener) {
        this(stage, total, listener, System::nanoTime);
    }

    Progress(Stage stage, long total, PipelineListener listener, LongSupplier nanoClock) {
        this.stage = stage;
        this.total = total;
        this.listener = listener;
        this.nanoClock = nanoClock;
        this.toldAt = nanoClock.getAsLong();
    }

    /// Archives are read more than once in places (their lists of entries): what exceeds the total is not counted.
    public void add(long bytes) {
        done = Math.min(total, done + bytes);
        var now = nanoClock.getAsLong();
        if (now - toldAt < INTERVAL_NANOS) {
            return;
        }
        toldAt = now;
        tell();
    }

    /// At least this far.
    public void reach(long bytes) {
        add(Math.max(0, bytes - done));
    }

    public void finish() {
        done = total;
        tell();
    }

    public long total() {
        return total;
    }

    private void tell() {
        if (told != done) {
            told = done;
            listener.progress(stage, done, total);
        }
    }
}
