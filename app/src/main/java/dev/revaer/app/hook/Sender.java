package dev.revaer.app.hook;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

import dev.revaer.app.hook.DeliveryTable.Delivery;
import dev.revaer.app.keeper.Keeper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells one hook what is due, one after the other on a thread of its own, each at least once: a receiver knows what it
/// was told twice by the delivery's id.
final class Sender implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Sender.class);
    private static final Duration INTERVAL = Duration.ofSeconds(2);
    private static final Duration FIRST = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final double JITTER = 0.2;
    private static final int BATCH = 20;

    private final Hook hook;
    private final DeliveryTable table;
    private final Supplier<HookSettings> settings;
    private final Attempt attempt;
    private final Runnable whenDead;
    private final Keeper keeper;

    /// @param whenDead is run after each delivery that was given up
    Sender(
            Hook hook,
            DeliveryTable table,
            Supplier<HookSettings> settings,
            Attempt attempt,
            Runnable whenDead) {
        this.whenDead = whenDead;
        this.hook = hook;
        this.table = table;
        this.settings = settings;
        this.attempt = attempt;
        this.keeper = Keeper.start("hook-" + hook.label(), INTERVAL, this::round);
    }

    void wake() {
        keeper.wake();
    }

    @Override
    public void close() {
        keeper.close();
    }

    private void round() {
        for (var due = table.due(hook, Instant.now(), BATCH); !due.isEmpty(); due = table
                .due(hook, Instant.now(), BATCH)) {
            for (var delivery : due) {
                try {
                    tell(delivery);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return;
                }
            }
        }
    }

    private void tell(Delivery delivery) throws InterruptedException {
        var result = attempt.make(delivery);
        if (Thread.currentThread().isInterrupted()) {
            // the service stops; nobody knows whether it was told
            return;
        }
        var tries = delivery.attempts() + 1;
        var isDead = !result.isDelivered() && tries >= settings.get().attempts();
        var state = result.isDelivered() ? "delivered" : isDead ? "dead" : "waiting";
        table.tried(
                delivery.id(),
                state,
                Instant.now().plus(delay(delivery.attempts())),
                result.detail(),
                result.output());
        if (isDead) {
            LOG.atWarn()
                    .addKeyValue("hook", hook.label())
                    .addKeyValue("delivery", delivery.id())
                    .addKeyValue("attempts", tries)
                    .addKeyValue("reason", result.detail())
                    .log("a hook could not be told how a job has ended; given up");
            whenDead.run();
        }
    }

    /// Twice as long each time, more or less a fifth.
    private static Duration delay(int before) {
        var doubled = Math.scalb((double) FIRST.toMillis(), Math.min(before, 20));
        var spread = 1 - JITTER + 2 * JITTER * ThreadLocalRandom.current().nextDouble();
        return Duration.ofMillis((long) Math.min(doubled * spread, (double) LONGEST.toMillis()));
    }
}
