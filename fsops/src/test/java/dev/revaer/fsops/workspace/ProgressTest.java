package dev.revaer.fsops.workspace;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import dev.revaer.fsops.PipelineListener;
import dev.revaer.fsops.Stage;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class ProgressTest {
    private final List<Long> told = new ArrayList<>();
    private final AtomicLong clock = new AtomicLong();
    private final Progress progress = new Progress(Stage.TRANSFER, 1000, new PipelineListener() {
        @Override
        public void stageStarted(Stage stage) {}

        @Override
        public void progress(Stage stage, long bytesDone, long bytesTotal) {
            told.add(bytesDone);
        }
    }, clock::get);

    @Test
    void tellsAtMostFourTimesASecond() {
        for (var i = 0; i < 1000; i++) {
            clock.addAndGet(1_000_000);
            progress.add(1);
        }
        progress.finish();

        assertThat(told).containsExactly(250L, 500L, 750L, 1000L);
    }

    @Test
    void neverTellsMoreThanTheTotal() {
        clock.addAndGet(1_000_000_000);
        progress.add(5000);

        assertThat(told).containsExactly(1000L);
    }

    @Test
    void tellsTheLastValue() {
        progress.add(3);
        progress.finish();

        assertThat(told).containsExactly(1000L);
    }
}
