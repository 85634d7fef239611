package dev.revaer.engine.session;

import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import dev.revaer.engine.session.pump.AlertPump;
import org.libtorrent4j.swig.session;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The last things that a session does.
///
/// @param rawSession that is paused and takes no commands
/// @param pump reads its alerts
record SessionEnd(session rawSession, AlertPump pump, ResumeSaver saver) {
    private static final Logger LOG = LoggerFactory.getLogger(SessionEnd.class);
    private static final Duration SAVE_LIMIT = Duration.ofSeconds(5);
    private static final Duration STORE_LIMIT = Duration.ofSeconds(2);

    /// Saves what has changed, as far as time allows; the rest is found out anew at the next start.
    void save(ResumeSchedule schedule, Collection<SessionTorrent> torrents) {
        var saved = new CompletableFuture<Void>();
        pump.execute(() -> schedule.close(torrents, saved));
        try {
            saved.get(SAVE_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("not all resume data was saved in time", e);
        }
        saver.close(STORE_LIMIT);
    }

    /// Ends the pump and frees the session, unless a thread may still use it.
    ///
    /// @param isQuiet whether no command is under way
    void free(boolean isQuiet) {
        if (!pump.stop() || !isQuiet) {
            LOG.error("the session still works and is left as it is: freeing it would end the program");
            return;
        }
        var proxy = rawSession.abort();
        rawSession.delete();
        proxy.delete();
    }
}
