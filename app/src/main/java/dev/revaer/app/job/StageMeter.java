package dev.revaer.app.job;

import java.time.Duration;

import dev.revaer.engine.InfoHash;
import dev.revaer.fsops.Stage;

/// Is told of every stage that has ended, well or not.
@FunctionalInterface
public interface StageMeter {
    /// The stage that was under way on this thread.
    void ended(Stage stage, Duration took, long bytesDone);

    /// Stands around a whole job, on the thread that does it.
    default void during(InfoHash infoHash, int attempt, Runnable job) {
        job.run();
    }
}
