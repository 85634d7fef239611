package dev.revaer.engine.session;

import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.libtorrent4j.swig.alert;
import org.libtorrent4j.swig.alert_ptr_vector;
import org.libtorrent4j.swig.session;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one thread that reads libtorrent's alerts. An alert lives only until the handler returns.
final class AlertPump {
    private static final Logger LOG = LoggerFactory.getLogger(AlertPump.class);
    private static final Duration TICK = Duration.ofMillis(250);
    private static final Duration STOP_LIMIT = TICK.multipliedBy(8);
    private static final int MAX_FAILURES = 5;
    private static final Duration FORGIVEN_AFTER = Duration.ofMinutes(1);

    private final session rawSession;
    private final Consumer<alert> onAlert;
    private final Runnable onTick;
    private final ConcurrentLinkedQueue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final Thread thread = Thread.ofPlatform().name("engine-alerts").unstarted(this::run);
    private volatile boolean isStopping;
    private volatile @Nullable String failure;
    private int failures;
    private long lastFailureNanos;

    /// @param onTick called every [#TICK] or so
    AlertPump(session rawSession, Consumer<alert> onAlert, Runnable onTick) {
        this.rawSession = rawSession;
        this.onAlert = onAlert;
        this.onTick = onTick;
    }

    void start() {
        thread.start();
    }

    /// Runs the task on the alert thread, within a tick.
    void execute(Runnable task) {
        tasks.add(task);
    }

    /// What stopped the pump or shook it lately; null when it is well.
    @Nullable
    String failure() {
        return failure;
    }

    /// Ends the thread, interrupted or not.
    ///
    /// @return whether it has ended; else it may still use the session, which must then not be freed
    boolean stop() {
        isStopping = true;
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
        long nextTick = System.nanoTime();
        var alerts = new alert_ptr_vector();
        while (!isStopping) {
            try {
                rawSession.wait_for_alert_ms(TICK.toMillis());
                pop(alerts);
                runTasks();
                long now = System.nanoTime();
                if (now - nextTick >= 0) {
                    nextTick = now + TICK.toNanos();
                    onTick.run();
                    forgive(now);
                }
            } catch (RuntimeException e) {
                if (!goesOnAfter(e)) {
                    LOG.error("alert pump given up: torrents run on unseen until Revaer is started again");
                    return;
                }
            }
        }
    }

    private void pop(alert_ptr_vector alerts) {
        rawSession.pop_alerts(alerts);
        for (int i = 0; i < alerts.size(); i++) {
            try {
                onAlert.accept(alerts.get(i));
            } catch (RuntimeException e) {
                // the rest of the batch is still good
                if (!goesOnAfter(e)) {
                    throw e;
                }
            }
        }
    }

    private void runTasks() {
        for (var task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    private boolean goesOnAfter(RuntimeException e) {
        failures++;
        lastFailureNanos = System.nanoTime();
        failure = "reading libtorrent's alerts failed " + failures + " times: " + e;
        LOG.atError().addKeyValue("failures", failures).setCause(e).log("alert pump failed");
        return failures < MAX_FAILURES;
    }

    private void forgive(long now) {
        if (failures > 0
                && now - lastFailureNanos > TimeUnit.MILLISECONDS.toNanos(FORGIVEN_AFTER.toMillis())) {
            failures = 0;
            failure = null;
        }
    }
}
