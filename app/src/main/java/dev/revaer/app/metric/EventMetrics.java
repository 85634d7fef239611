package dev.revaer.app.metric;

import java.util.concurrent.TimeUnit;

import dev.revaer.engine.event.EventBus;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;

/// How the event stream does.
public final class EventMetrics implements MeterBinder {
    private final EventBus bus;

    public EventMetrics(EventBus bus) {
        this.bus = bus;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        FunctionCounter.builder("revaer.events.published", bus, EventBus::delivered)
                .description("Events told on the stream, each once")
                .register(registry);
        FunctionCounter.builder("revaer.events.delivered", bus, events -> events.stream().delivered())
                .description("Events given to readers, once for each reader")
                .register(registry);
        FunctionCounter.builder("revaer.events.conflated", bus, EventBus::conflated)
                .description("Progress that was replaced by newer before it was told")
                .register(registry);
        Gauge.builder("revaer.events.backlog", bus, EventBus::backlog)
                .description("Events that wait for the journal")
                .register(registry);
        TimeGauge
                .builder("revaer.events.lag", bus, TimeUnit.MILLISECONDS, events -> events.lag().toMillis())
                .description("How long the event has waited for the journal that has waited longest")
                .register(registry);
        Gauge.builder("revaer.events.subscribers", bus, events -> events.stream().subscribers())
                .description("Open event streams")
                .register(registry);
    }
}
