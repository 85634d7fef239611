package dev.revaer.bench.files;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

import dev.revaer.fsops.PipelineListener;
import dev.revaer.fsops.Stage;

/// How long each stage of a run takes.
final class StageClock implements PipelineListener {
    private final Map<Stage, Long> took = new EnumMap<>(Stage.class);
    private Stage current = Stage.VALIDATE;
    private long begunAt = System.nanoTime();

    @Override
    public void stageStarted(Stage stage) {
        end();
        current = stage;
    }

    @Override
    public void progress(Stage stage, long bytesDone, long bytesTotal) {}

    Duration of(Stage stage) {
        return Duration.ofNanos(took.getOrDefault(stage, 0L));
    }

    void end() {
        var now = System.nanoTime();
        took.merge(current, now - begunAt, Long::sum);
        begunAt = now;
    }
}
