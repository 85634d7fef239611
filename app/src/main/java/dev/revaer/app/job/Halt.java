package dev.revaer.app.job;

import dev.revaer.fsops.FsopsError.Interrupted;
import dev.revaer.fsops.FsopsException;
import dev.revaer.fsops.Stage;
import org.jspecify.annotations.Nullable;

/// Ends a run at its next block of data, as long as it has not begun to publish.
final class Halt {
    private @Nullable Thread runner;
    private @Nullable Reason reason;
    private boolean isTooLate;

    /// Why it is to end.
    enum Reason {
        /// It goes on with the next start of the service.
        STOPPING,
        /// It goes on once post-processing does.
        PAUSED,
        /// It goes on if somebody says so, and begins anew.
        CANCELLED
    }

    /// Asks the run to end. A later reason counts if it weighs more.
    ///
    /// @return false if it publishes already; it ends soon, and well
    synchronized boolean ask(Reason why) {
        if (isTooLate && why != Reason.STOPPING) {
            return false;
        }
        if (reason == null || why.compareTo(reason) > 0) {
            reason = why;
        }
        if (runner != null) {
            runner.interrupt();
        }
        return true;
    }

    /// Whether it publishes already, or has ended.
    synchronized boolean isTooLate() {
        return isTooLate;
    }

    /// To be called by the thread that runs.
    synchronized void begin() {
        runner = Thread.currentThread();
    }

    /// To be called before each stage: none is begun once the run is to end.
    ///
    /// @throws FsopsException with [Interrupted]
    synchronized void enter(Stage stage) {
        if (reason != null) {
            throw new FsopsException(stage, new Interrupted(), null);
        }
        isTooLate |= stage.compareTo(Stage.PUBLISH) >= 0;
    }

    /// To be called by the thread that ran: it is not interrupted any more.
    synchronized void over() {
        runner = null;
        isTooLate = true;
        Thread.interrupted();
    }

    /// Why it was to end; null if nobody asked.
    synchronized @Nullable Reason reason() {
        return reason;
    }
}
