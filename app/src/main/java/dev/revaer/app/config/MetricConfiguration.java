package dev.revaer.app.config;

import java.util.Set;

import dev.revaer.app.database.breaker.Breaker;
import dev.revaer.app.health.HealthMonitor;
import dev.revaer.app.hook.Hooks;
import dev.revaer.app.job.JobQueue;
import dev.revaer.app.metric.EventMetrics;
import dev.revaer.app.metric.ServiceMetrics;
import dev.revaer.app.metric.StageMetrics;
import dev.revaer.app.metric.TorrentMetrics;
import dev.revaer.app.setting.LiveSettings;
import dev.revaer.engine.TorrentEngine;
import dev.revaer.engine.event.EventBus;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// What is measured.
@Configuration(proxyBeanMethods = false)
class MetricConfiguration {
    private static final Set<String> LEFT_OUT = Set
            .of("jvm.compilation.time", "process.cpu.time", "system.cpu.count");

    /// Leaves out what is told in units that Prometheus does not have, or twice.
    @Bean
    MeterFilter notForPrometheus() {
        return MeterFilter.deny(id -> LEFT_OUT.contains(id.getName()) || id.getName().startsWith("jdbc."));
    }

    /// Spring describes these to other systems only.
    @Bean
    MeterFilter requestsDescribed() {
        return new MeterFilter() {
            @Override
            public Meter.Id map(Meter.Id id) {
                return id.getName().equals("http.server.requests")
                        ? new Meter.Id(
                                id.getName(),
                                Tags.of(id.getTagsAsIterable()),
                                id.getBaseUnit(),
                                "Requests over HTTP by route and status",
                                id.getType())
                        : id;
            }
        };
    }

    @Bean
    TorrentMetrics torrentMetrics(TorrentEngine engine) {
        return new TorrentMetrics(engine);
    }

    @Bean
    EventMetrics eventMetrics(EventBus bus) {
        return new EventMetrics(bus);
    }

    @Bean
    StageMetrics stageMetrics(MeterRegistry registry) {
        return new StageMetrics(registry);
    }

    @Bean
    ServiceMetrics serviceMetrics(
            JobQueue jobs,
            Breaker breaker,
            HealthMonitor health,
            LiveSettings settings,
            Hooks hooks) {
        return new ServiceMetrics(jobs, breaker, health, settings, hooks);
    }
}
