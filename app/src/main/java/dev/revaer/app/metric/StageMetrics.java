package dev.revaer.app.metric;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

import dev.revaer.app.job.StageMeter;
import dev.revaer.fsops.Stage;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/// How long the stages of post-processing take, and how many bytes go through them.
public final class StageMetrics implements StageMeter {
    private final Map<Stage, Timer> times = new EnumMap<>(Stage.class);
    private final Map<Stage, Counter> bytes = new EnumMap<>(Stage.class);

    public StageMetrics(MeterRegistry registry) {
        for (var stage : Stage.values()) {
            times.put(
                    stage,
                    Timer.builder("revaer.fsops.stage")
                            .tag("stage", stage.label())
                            .description("How long a stage of post-processing took, failed or not")
                            .register(registry));
            bytes.put(
                    stage,
                    Counter.builder("revaer.fsops.stage.bytes")
                            .tag("stage", stage.label())
                            .description("Bytes that went through a stage of post-processing")
                            .register(registry));
        }
    }

    @Override
    public void ended(Stage stage, Duration took, long bytesDone) {
        Objects.requireNonNull(times.get(stage)).record(took);
        Objects.requireNonNull(bytes.get(stage)).increment((double) bytesDone);
    }
}
