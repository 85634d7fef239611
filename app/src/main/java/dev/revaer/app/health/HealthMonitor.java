package dev.revaer.app.health;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

import dev.revaer.api.health.FullHealth;
import dev.revaer.api.health.FullHealth.Build;
import dev.revaer.api.health.FullHealth.Part;
import dev.revaer.api.health.HealthReport;
import dev.revaer.api.health.HealthReport.Component;
import dev.revaer.api.health.HealthSource;
import dev.revaer.engine.event.Event;
import dev.revaer.engine.event.EventBus;
import dev.revaer.engine.event.EventData.HealthChanged;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks at every part each few seconds, tells what has changed, and answers from memory.
public final class HealthMonitor implements HealthSource, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HealthMonitor.class);
    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final Duration STUCK_AFTER = Duration.ofMinutes(1);
    private static final double MICROS_PER_MILLI = 1e3;
    private static final int MOST_UNTOLD = 100;

    private final List<HealthCheck> checks;
    private final EventBus bus;
    private final LongSupplier settingsRevision;
    private final Build build;
    private final ScheduledExecutorService thread = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().name("health").daemon().factory());
    /// Telling may wait for the database, which the looks never do.
    private final ExecutorService telling = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MOST_UNTOLD),
            Thread.ofPlatform().name("health-events").daemon().factory());
    private volatile Seen seen = new Seen(Map.of(), Instant.EPOCH, System.nanoTime());

    private record Seen(Map<String, Part> parts, Instant at, long nanoTime) {}

    private HealthMonitor(
            List<HealthCheck> checks,
            EventBus bus,
            LongSupplier settingsRevision,
            Build build) {
        this.checks = List.copyOf(checks);
        this.bus = bus;
        this.settingsRevision = settingsRevision;
        this.build = build;
    }

    /// Looks once and then at intervals.
    ///
    /// @param checks in the order in which they are shown
    /// @param bus told of changes
    public static HealthMonitor start(
            List<HealthCheck> checks,
            EventBus bus,
            LongSupplier settingsRevision,
            Build build) {
        var monitor = new HealthMonitor(checks, bus, settingsRevision, build);
        monitor.look();
        var _ = monitor.thread.scheduleWithFixedDelay(
                monitor::look,
                INTERVAL.toSeconds(),
                INTERVAL.toSeconds(),
                TimeUnit.SECONDS);
        return monitor;
    }

    @Override
    public HealthReport report() {
        var components = new LinkedHashMap<String, Component>();
        var parts = seen.parts();
        parts.forEach(
                (name, part) -> components
                        .put(name, new Component(part.status(), part.detail(), part.remedy())));
        return new HealthReport(worst(parts), components, build.version());
    }

    @Override
    public FullHealth full() {
        var now = seen;
        return new FullHealth(
                worst(now.parts()),
                now.parts(),
                now.at(),
                Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime()),
                settingsRevision.getAsLong(),
                build);
    }

    @Override
    public boolean isLive() {
        return System.nanoTime() - seen.nanoTime() < STUCK_AFTER.toNanos();
    }

    /// The parts that are looked at.
    public List<String> names() {
        return checks.stream().map(HealthCheck::name).toList();
    }

    /// How a part is; null before it was looked at.
    public @Nullable String status(String name) {
        var part = seen.parts().get(name);
        return part == null ? null : part.status();
    }

    /// Does not wait for the interval to pass.
    public void lookSoon() {
        try {
            thread.execute(this::look);
        } catch (RejectedExecutionException _) {
            LOG.debug("nobody looks any more");
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
        telling.shutdownNow();
    }

    private void look() {
        var before = seen.parts();
        var now = new LinkedHashMap<String, Part>();
        checks.forEach(check -> now.put(check.name(), look(check, before.get(check.name()))));
        seen = new Seen(now, now(), System.nanoTime());
        now.forEach((name, part) -> tell(name, before.get(name), part));
    }

    /// A look that fails tells nothing of the other parts.
    private static Part look(HealthCheck check, @Nullable Part before) {
        var begin = System.nanoTime();
        Component found;
        try {
            found = check.look().get();
        } catch (RuntimeException e) {
            LOG.atDebug().addKeyValue("component", check.name()).setCause(e).log("cannot be looked at");
            found = Component.degraded("cannot be looked at: " + e.getMessage(), "See the log.");
        }
        var latency = check.latency();
        var took = latency == null ? Duration.ofNanos(System.nanoTime() - begin) : latency.get();
        var millis = TimeUnit.NANOSECONDS.toMicros(took.toNanos()) / MICROS_PER_MILLI;
        var since = before == null || !before.status().equals(found.status()) ? now() : before.since();
        return new Part(found.status(), since, millis, found.detail(), found.remedy());
    }

    private void tell(String name, @Nullable Part before, Part now) {
        if (before == null || before.status().equals(now.status())) {
            return;
        }
        LOG.atInfo()
                .addKeyValue("component", name)
                .addKeyValue("status", now.status())
                .addKeyValue("detail", now.detail())
                .log("health changed");
        var event = Event.of(new HealthChanged(name, before.status(), now.status(), now.detail()));
        try {
            telling.execute(() -> publish(event));
        } catch (RejectedExecutionException _) {
            LOG.atWarn().addKeyValue("component", name).log("a change of the health was not told");
        }
    }

    private void publish(Event event) {
        try {
            bus.publish(event);
        } catch (RuntimeException e) {
            LOG.atWarn().setCause(e).log("a change of the health was not told");
        }
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }

    private static String worst(Map<String, Part> parts) {
        var isDown = parts.values().stream().anyMatch(part -> part.status().equals("down"));
        var isWell = parts.values().stream().allMatch(part -> part.status().equals("up"));
        return isDown ? "down" : isWell ? "up" : "degraded";
    }
}
