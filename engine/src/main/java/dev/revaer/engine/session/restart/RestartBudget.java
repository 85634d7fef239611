package dev.revaer.engine.session.restart;

import java.util.ArrayDeque;

/// Counts restarts. Belongs to the restarting thread.
final class RestartBudget {
    private final RestartLimits limits;
    /// `System.nanoTime()` of those within the window.
    private final ArrayDeque<Long> restarts = new ArrayDeque<>();

    RestartBudget(RestartLimits limits) {
        this.limits = limits;
    }

    /// Takes one, if there is one left.
    boolean take() {
        var now = System.nanoTime();
        restarts.removeIf(began -> now - began > limits.window().toNanos());
        if (restarts.size() >= limits.attempts()) {
            return false;
        }
        restarts.add(now);
        return true;
    }

    /// How many were taken within the window.
    int taken() {
        return restarts.size();
    }

    /// Waits before what was taken last, longer each time.
    void awaitTurn() throws InterruptedException {
        if (restarts.size() > 1) {
            Thread.sleep(limits.pause().toMillis() << (restarts.size() - 2));
        }
    }
}
