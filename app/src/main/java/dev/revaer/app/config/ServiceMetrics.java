package dev.revaer.app.config;

import java.util.List;

import dev.revaer.app.database.breaker.Breaker;
import dev.revaer.app.health.HealthMonitor;
import dev.revaer.app.job.JobQueue;
import dev.revaer.engine.TorrentEngine;
import dev.revaer.engine.TorrentState;
import dev.revaer.engine.event.EventBus;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/// Revaer's own metrics, all prefixed `revaer_`; no label per torrent.
final class ServiceMetrics implements MeterBinder {
    private final TorrentEngine engine;
    private final EventBus bus;
    private final JobQueue jobs;
    private final Breaker breaker;
    private final HealthMonitor health;

    ServiceMetrics(TorrentEngine engine, EventBus bus, JobQueue jobs, Breaker breaker, HealthMonitor health) {
        this.breaker = breaker;
        this.health = health;
        this.engine = engine;
        this.bus = bus;
        this.jobs = jobs;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (var state : TorrentState.values()) {
            Gauge.builder("revaer.torrents", engine, known -> count(known, state))
                    .tag("state", state.label())
                    .description("Torrents by state")
                    .register(registry);
        }
        Gauge.builder(
                "revaer.download.rate",
                engine,
                known -> known.torrents()
                        .stream()
                        .mapToLong(torrent -> torrent.transfer().downloadBytesPerSecond())
                        .sum())
                .baseUnit("bytes_per_second")
                .description("Payload received")
                .register(registry);
        Gauge.builder(
                "revaer.upload.rate",
                engine,
                known -> known.torrents()
                        .stream()
                        .mapToLong(torrent -> torrent.transfer().uploadBytesPerSecond())
                        .sum())
                .baseUnit("bytes_per_second")
                .description("Payload sent")
                .register(registry);
        FunctionCounter.builder("revaer.events.delivered", bus, EventBus::delivered)
                .description("Events delivered to the stream")
                .register(registry);
        Gauge.builder("revaer.events.backlog", bus, EventBus::backlog)
                .description("Events that wait for the journal")
                .register(registry);
        Gauge.builder("revaer.events.subscribers", bus, events -> events.stream().subscribers())
                .description("Open event streams")
                .register(registry);
        for (var state : Breaker.State.values()) {
            Gauge.builder("revaer.database.breaker", breaker, now -> now.state() == state ? 1 : 0)
                    .tag("state", state.label())
                    .description("1 for how the breaker before the database is, 0 for the rest")
                    .register(registry);
        }
        for (var part : health.names()) {
            for (var status : List.of("up", "degraded", "down")) {
                Gauge.builder("revaer.health", health, now -> status.equals(now.status(part)) ? 1 : 0)
                        .tag("component", part)
                        .tag("status", status)
                        .description("1 for how the component is, 0 for the rest")
                        .register(registry);
            }
        }
        Gauge.builder("revaer.fsops.failed", jobs, JobQueue::failed)
                .description("Post-processing jobs that failed and wait for a retry")
                .register(registry);
    }

    private static double count(TorrentEngine engine, TorrentState state) {
        return engine.torrents().stream().filter(torrent -> torrent.state() == state).count();
    }
}
