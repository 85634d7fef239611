package dev.revaer.app.job;

import java.time.Duration;

import dev.revaer.fsops.Stage;

/// Is told of every stage that has ended, well or not.
@FunctionalInterface
public interface StageMeter {
    void ended(Stage stage, Duration took, long bytesDone);
}
