package dev.revaer.app.metric;

import java.util.List;

import dev.revaer.api.fsops.FsopsController;
import dev.revaer.api.hook.HookController;
import dev.revaer.app.database.breaker.Breaker;
import dev.revaer.app.health.HealthMonitor;
import dev.revaer.app.hook.Hooks;
import dev.revaer.app.job.JobQueue;
import dev.revaer.app.setting.LiveSettings;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/// Health, database, settings and jobs.
public final class ServiceMetrics implements MeterBinder {
    private final JobQueue jobs;
    private final Breaker breaker;
    private final HealthMonitor health;
    private final LiveSettings settings;
    private final Hooks hooks;

    public ServiceMetrics(
            JobQueue jobs,
            Breaker breaker,
            HealthMonitor health,
            LiveSettings settings,
            Hooks hooks) {
        this.hooks = hooks;
        this.breaker = breaker;
        this.health = health;
        this.jobs = jobs;
        this.settings = settings;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("revaer.config.revision", settings, LiveSettings::revision)
                .description("The revision of the settings that holds")
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
        for (var state : FsopsController.STATES) {
            Gauge.builder("revaer.fsops.jobs", jobs, now -> now.count(state))
                    .tag("state", state)
                    .description("Post-processing jobs by state")
                    .register(registry);
        }
        for (var state : HookController.STATES) {
            Gauge.builder("revaer.hook.deliveries", hooks, now -> now.count(state))
                    .tag("state", state)
                    .description("What hooks are told of ended jobs, by state")
                    .register(registry);
        }
        Gauge.builder("revaer.fsops.failed", jobs, JobQueue::failed)
                .description("Post-processing jobs that failed and wait for a retry")
                .register(registry);
    }
}
