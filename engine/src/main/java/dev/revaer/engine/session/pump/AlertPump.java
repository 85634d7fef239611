package dev.revaer.engine.session.pump;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jspecify.annotations.Nullable;
import org.libtorrent4j.swig.alert;
import org.libtorrent4j.swig.alert_ptr_vector;
import org.libtorrent4j.swig.session;
import org.libtorrent4j.swig.torrent_handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one thread that reads libtorrent's alerts. An alert lives only until the handler returns.
public final class AlertPump {
    private static final Logger LOG = LoggerFactory.getLogger(AlertPump.class);
    private static final Duration TICK = Duration.ofMillis(250);
    private static final Duration STOP_LIMIT = TICK.multipliedBy(8);
    private static final int MAX_FAILURES = 5;
    private static final Duration FORGIVEN_AFTER = Duration.ofMinutes(1);

    private final session rawSession;
    private final Work work;
    private final ConcurrentLinkedQueue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    /// The tasks of this round. Belongs to the pump's thread.
    private final Queue<Runnable> due = new ArrayDeque<>();
    private final Thread thread = Thread.ofPlatform().name("engine-alerts").unstarted(this::run);
    private final AtomicBoolean isWoken = new AtomicBoolean();
    private volatile boolean isStopping;
    private volatile @Nullable String failure;
    private int failures;
    private long lastFailureNanos;

    /// What the pump is for. Called on the alert thread.
    public interface Work {
        void alert(alert raised);

        /// Called every [#TICK] or so.
        void tick();

        /// Something failed, so that an alert or part of one was lost; the pump goes on.
        void shaken();

        /// The pump reads no more, though nobody stopped it.
        void givenUp(String reason);
    }

    /// Reads nothing before its start.
    public AlertPump(session rawSession, Work work) {
        this.rawSession = rawSession;
        this.work = work;
    }

    /// Begins to read, once.
    public void start() {
        thread.start();
    }

    /// Runs the task on the alert thread, soon.
    public void execute(Runnable task) {
        tasks.add(task);
        if (!isStopping && !Thread.currentThread().equals(thread) && isWoken.compareAndSet(false, true)) {
            wake();
        }
    }

    /// Answered by an alert, which ends the wait for one.
    private void wake() {
        rawSession.post_torrent_updates(torrent_handle.query_distributed_copies);
    }

    /// What stopped the pump or shook it lately; null when it is well.
    @Nullable
    public String failure() {
        return failure;
    }

    /// Whether alerts are read.
    public boolean isAlive() {
        return thread.isAlive();
    }

    /// Ends the thread, interrupted or not.
    ///
    /// @return whether it has ended; else it may still use the session, which must then not be freed
    public boolean stop() {
        isStopping = true;
        if (thread.isAlive()) {
            wake();
        }
        var end = System.nanoTime() + STOP_LIMIT.toNanos();
        var isInterrupted = false;
        for (var left = STOP_LIMIT; left.isPositive() && thread.isAlive(); left = Duration
                .ofNanos(end - System.nanoTime())) {
            try {
                thread.join(left);
            } catch (InterruptedException e) {
                isInterrupted = true;
            }
        }
        if (isInterrupted) {
            Thread.currentThread().interrupt();
        }
        return !thread.isAlive();
    }

    private void run() {
        try {
            pumpUntilStopped();
        } catch (Error e) {
            failure = "reading libtorrent's alerts ended: " + e;
            throw e;
        } finally {
            if (!isStopping) {
                LOG.error("alert pump given up");
                work.givenUp(String.valueOf(failure));
            }
        }
    }

    private void pumpUntilStopped() {
        long nextTick = System.nanoTime();
        var alerts = new alert_ptr_vector();
        while (!isStopping) {
            try {
                if (tasks.isEmpty() && due.isEmpty()) {
                    rawSession.wait_for_alert_ms(TICK.toMillis());
                }
                takeTasks();
                pop(alerts);
                runTasks();
                long now = System.nanoTime();
                if (now - nextTick >= 0) {
                    nextTick = now + TICK.toNanos();
                    work.tick();
                    forgive(now);
                }
            } catch (RuntimeException e) {
                if (!goesOnAfter(e)) {
                    return;
                }
            }
        }
    }

    private void pop(alert_ptr_vector alerts) {
        rawSession.pop_alerts(alerts);
        for (int i = 0; i < alerts.size(); i++) {
            try {
                work.alert(alerts.get(i));
            } catch (RuntimeException e) {
                // the rest of the batch is still good
                if (!goesOnAfter(e)) {
                    throw e;
                }
            }
        }
    }

    /// Takes those that were there before the alerts are popped: each alert older than a task is read before it runs.
    private void takeTasks() {
        isWoken.set(false);
        for (var task = tasks.poll(); task != null; task = tasks.poll()) {
            due.add(task);
        }
    }

    private void runTasks() {
        for (var task = due.poll(); task != null; task = due.poll()) {
            task.run();
        }
    }

    private boolean goesOnAfter(RuntimeException e) {
        failures++;
        lastFailureNanos = System.nanoTime();
        failure = "reading libtorrent's alerts failed " + failures + " times: " + e;
        LOG.atError().addKeyValue("failures", failures).setCause(e).log("alert pump failed");
        if (failures >= MAX_FAILURES) {
            return false;
        }
        work.shaken();
        return true;
    }

    private void forgive(long now) {
        if (failures > 0
                && now - lastFailureNanos > TimeUnit.MILLISECONDS.toNanos(FORGIVEN_AFTER.toMillis())) {
            failures = 0;
            failure = null;
        }
    }
}
