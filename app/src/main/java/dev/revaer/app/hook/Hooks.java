package dev.revaer.app.hook;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import dev.revaer.api.health.HealthReport.Component;
import dev.revaer.app.fetch.UrlPoster;
import dev.revaer.app.keeper.Keeper;

/// Everybody who is told how jobs have ended.
public final class Hooks implements AutoCloseable {
    private static final Duration INTERVAL = Duration.ofMinutes(1);
    private static final Duration RECENT = Duration.ofDays(1);
    private static final int MANY = 5;

    private final DeliveryTable table;
    private final List<Sender> senders;
    private final Keeper keeper;
    private volatile int dead;
    private volatile Map<String, Integer> counts = Map.of();

    private Hooks(DeliveryTable table, Supplier<HookSettings> settings, UrlPoster poster) {
        this.table = table;
        this.keeper = Keeper.start("hooks", INTERVAL, this::round);
        var webhook = new WebhookCall(settings, poster, InstantSource.system());
        var command = new CommandCall(settings);
        this.senders = List.of(
                new Sender(Hook.WEBHOOK, table, settings, webhook, keeper::wake),
                new Sender(Hook.COMMAND, table, settings, command, keeper::wake));
    }

    /// Begins to tell what is in the outbox.
    public static Hooks start(
            DeliveryTable table,
            Outbox outbox,
            Supplier<HookSettings> settings,
            UrlPoster poster) {
        var hooks = new Hooks(table, settings, poster);
        outbox.follow(hooks::wake);
        hooks.keeper.wake();
        return hooks;
    }

    /// Has them look for what is due.
    public void wake() {
        senders.forEach(Sender::wake);
    }

    /// Deliveries in a state, by its public name, a minute ago at most.
    public int count(String state) {
        return counts.getOrDefault(state, 0);
    }

    /// From memory.
    public Component health() {
        var count = dead;
        return count < MANY
                ? Component.up(count + " deliveries were given up since yesterday")
                : Component.degraded(
                        count + " deliveries were given up since yesterday",
                        "See why by GET /v1/fsops/hooks/deliveries?state=dead, mend the receiver, and POST "
                                + "/v1/fsops/hooks/deliveries/{id}/retry.");
    }

    @Override
    public void close() {
        senders.forEach(Sender::close);
        keeper.close();
    }

    private void round() {
        var now = Instant.now();
        table.prune(now);
        dead = table.dead(now.minus(RECENT));
        counts = table.counts();
    }
}
