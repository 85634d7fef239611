package dev.revaer.engine.session;

import java.nio.file.Path;

import dev.revaer.engine.EngineSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

import static org.assertj.core.api.Assertions.assertThat;

/// Closing by a thread that is to end itself.
@Isolated("it looks at the threads of the whole JVM")
@Timeout(60)
class InterruptedCloseIT {
    private static final int ROUNDS = 10;

    @TempDir
    private Path directory;

    /// The alert thread must not find the session gone: that would end the whole program.
    @Test
    void freesTheSessionOnlyAfterTheAlertThreadHasEnded() {
        for (int round = 0; round < ROUNDS; round++) {
            var listener = new RecordingListener();
            var engine = LibtorrentEngine.start(
                    EngineSettings.loopbackOnly(directory.resolve("native"), "Revaer/test"),
                    listener,
                    listener);

            Thread.currentThread().interrupt();
            engine.close();

            assertThat(Thread.interrupted()).as("interrupted still").isTrue();
            assertThat(Thread.getAllStackTraces().keySet()).extracting(Thread::getName)
                    .doesNotContain("engine-alerts");
        }
    }
}
