package dev.revaer.app.config;

import dev.revaer.api.health.HealthReport.Component;
import dev.revaer.api.trace.TraceFilter;
import dev.revaer.app.catalog.TorrentTable;
import dev.revaer.app.health.HealthCheck;
import dev.revaer.app.job.JobSpans;
import dev.revaer.app.metric.StageMetrics;
import dev.revaer.app.setting.LiveSettings;
import dev.revaer.app.trace.CommandSpans;
import dev.revaer.app.trace.RequestSpans;
import dev.revaer.app.trace.Tracing;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// What follows a request through all parts.
@Configuration(proxyBeanMethods = false)
class TraceConfiguration {
    @Bean
    Tracing tracing(LiveSettings live) {
        var tracing = new Tracing(Version.NUMBER);
        live.follow(changed -> tracing.use(changed.app().tracing()));
        return tracing;
    }

    @Bean
    TraceFilter traceFilter(Tracing tracing) {
        return new TraceFilter(RequestSpans.by(tracing));
    }

    @Bean
    CommandSpans commandSpans(Tracing tracing) {
        return new CommandSpans(tracing);
    }

    @Bean
    JobSpans jobSpans(Tracing tracing, TorrentTable torrents, StageMetrics stages) {
        return new JobSpans(tracing, torrents::traceParent, stages);
    }

    @Bean
    HealthCheck tracingHealth(Tracing tracing) {
        return new HealthCheck("tracing", () -> {
            var trouble = tracing.trouble();
            return trouble == null
                    ? Component.up("nothing in the way")
                    : Component.degraded(
                            trouble,
                            "See that the collector runs and takes OTLP over HTTP, or change "
                                    + "/app/tracing/otlpEndpoint in the settings; spans of meanwhile are lost.");
        });
    }
}
