package dev.revaer.app.health;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import dev.revaer.api.health.HealthReport;
import dev.revaer.api.health.HealthReport.Component;
import dev.revaer.api.health.HealthSource;
import dev.revaer.app.database.breaker.Breaker;
import dev.revaer.app.job.FsopsWorker;
import dev.revaer.app.job.JobQueue;
import dev.revaer.engine.TorrentEngine;
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

    private final TorrentEngine engine;
    private final Breaker breaker;
    private final EventBus bus;
    private final JobQueue jobs;
    private final FsopsWorker worker;
    private final List<HealthCheck> others;
    private final String version;
    private final ScheduledExecutorService thread = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().name("health").daemon().factory());
    private volatile Map<String, Component> components = Map.of();

    private HealthMonitor(
            TorrentEngine engine,
            Breaker breaker,
            EventBus bus,
            JobQueue jobs,
            FsopsWorker worker,
            List<HealthCheck> others,
            String version) {
        this.engine = engine;
        this.breaker = breaker;
        this.bus = bus;
        this.jobs = jobs;
        this.worker = worker;
        this.others = List.copyOf(others);
        this.version = version;
    }

    /// Looks once and then at intervals.
    ///
    /// @param others what is to be looked at beside engine, database, events and fsops
    public static HealthMonitor start(
            TorrentEngine engine,
            Breaker breaker,
            EventBus bus,
            JobQueue jobs,
            FsopsWorker worker,
            List<HealthCheck> others,
            String version) {
        var monitor = new HealthMonitor(engine, breaker, bus, jobs, worker, others, version);
        monitor.look();
        var _ = monitor.thread.scheduleWithFixedDelay(
                monitor::look,
                INTERVAL.toSeconds(),
                INTERVAL.toSeconds(),
                TimeUnit.SECONDS);
        breaker.follow(monitor::lookSoon);
        return monitor;
    }

    @Override
    public HealthReport report() {
        var now = components;
        return new HealthReport(worst(now), now, version);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    private void lookSoon() {
        try {
            thread.execute(this::look);
        } catch (RejectedExecutionException _) {
            LOG.debug("nobody looks any more");
        }
    }

    private void look() {
        try {
            var now = new LinkedHashMap<String, Component>();
            now.put("engine", engine());
            now.put("network", network());
            now.put("database", database());
            now.put("events", events());
            now.put("fsops", fsops());
            others.forEach(other -> now.put(other.name(), other.look().get()));
            var before = components;
            components = now;
            now.forEach((name, component) -> tell(name, before.get(name), component));
        } catch (RuntimeException e) {
            LOG.atWarn().setCause(e).log("looking at the health failed");
        }
    }

    private void tell(String name, @Nullable Component before, Component now) {
        if (before != null && !before.status().equals(now.status())) {
            LOG.atInfo()
                    .addKeyValue("component", name)
                    .addKeyValue("status", now.status())
                    .addKeyValue("detail", now.detail())
                    .log("health changed");
            bus.publish(Event.of(new HealthChanged(name, before.status(), now.status(), now.detail())));
        }
    }

    private Component engine() {
        var health = engine.health();
        return switch (health.condition()) {
            case UP -> Component.up(health.detail());
            case DEGRADED -> Component.degraded(health.detail());
            case DOWN -> Component.down(health.detail());
        };
    }

    private Component network() {
        var status = engine.network().status();
        if (status.failures().isEmpty()) {
            return Component.up("listens on " + status.listening().size() + " sockets");
        }
        var first = status.failures().getFirst();
        return Component.degraded(
                "cannot listen on " + first.address() + " port " + first.port() + ": " + first.reason()
                        + (status.failures().size() == 1 ? "" : ", and on others"));
    }

    /// Downloads go on without the database, so it never makes Revaer `down`.
    private Component database() {
        return breaker.state() == Breaker.State.CLOSED
                ? Component.up("answers")
                : Component.degraded(
                        "does not answer, tried again every few seconds; changes are refused: "
                                + breaker.reason());
    }

    private Component events() {
        var failure = bus.failure();
        return failure == null
                ? Component.up(bus.stream().subscribers() + " subscribers")
                : Component.degraded(failure + "; " + bus.backlog() + " wait");
    }

    private Component fsops() {
        if (!worker.isAlive()) {
            return Component.degraded("the worker has ended; restart Revaer");
        }
        var failed = jobs.failed();
        return failed == 0
                ? Component.up("no failed job")
                : Component.degraded(failed + " failed jobs wait for a retry");
    }

    private static String worst(Map<String, Component> components) {
        var isDown = components.values().stream().anyMatch(component -> component.status().equals("down"));
        var isWell = components.values().stream().allMatch(component -> component.status().equals("up"));
        return isDown ? "down" : isWell ? "up" : "degraded";
    }
}
