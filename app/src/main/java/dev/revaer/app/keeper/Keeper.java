package dev.revaer.app.keeper;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import dev.revaer.app.database.breaker.Trouble;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Does one round of something at intervals on a thread of its own. A round that fails is logged, once until the next
/// that succeeds, and does not end the rounds.
public final class Keeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Keeper.class);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(3);

    private final String name;
    private final Runnable round;
    private final ScheduledExecutorService thread;
    private boolean hasFailed;

    private Keeper(String name, Runnable round) {
        this.name = name;
        this.round = round;
        this.thread = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().name(name).factory());
    }

    /// Begins the rounds.
    ///
    /// @param name of the thread, and in the log
    /// @param interval before the first round and between them
    public static Keeper start(String name, Duration interval, Runnable round) {
        var keeper = new Keeper(name, round);
        var millis = interval.toMillis();
        var _ = keeper.thread
                .scheduleWithFixedDelay(keeper::roundOrSay, millis, millis, TimeUnit.MILLISECONDS);
        return keeper;
    }

    /// Does a round soon, besides the usual ones.
    public void wake() {
        try {
            thread.execute(this::roundOrSay);
        } catch (RejectedExecutionException _) {
            LOG.debug("no more rounds of {}", name);
        }
    }

    /// Begins no more rounds; waits at most three seconds for the one under way.
    @Override
    public void close() {
        thread.shutdownNow();
        try {
            if (!thread.awaitTermination(CLOSE_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.atWarn().addKeyValue("keeper", name).log("a round was given up");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void roundOrSay() {
        try {
            round.run();
            hasFailed = false;
        } catch (RuntimeException e) {
            if (!hasFailed) {
                tell(e);
            }
            hasFailed = true;
        }
    }

    /// Why the database is away is told by who watches it, and not from every thread that needs it.
    private void tell(RuntimeException e) {
        var isOfDatabase = Trouble.of(e).isPresent();
        LOG.atWarn()
                .addKeyValue("keeper", name)
                .setCause(isOfDatabase ? null : e)
                .log(
                        isOfDatabase
                                ? "a round needs the database, which does not answer"
                                : "a round failed; the next may succeed");
    }
}
