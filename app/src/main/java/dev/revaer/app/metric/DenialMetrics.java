package dev.revaer.app.metric;

import dev.revaer.api.access.DeniedAccess;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;

/// Counts what was denied by its reason, of which there are few, and passes it on.
public final class DenialMetrics implements DeniedAccess {
    private final DeniedAccess next;
    private final Meter.MeterProvider<Counter> counters;

    public DenialMetrics(DeniedAccess next, MeterRegistry registry) {
        this.next = next;
        this.counters = Counter.builder("revaer.access.denied")
                .description("Requests that were denied for want of a key, a scope, a token or by their rate")
                .withRegistry(registry);
    }

    @Override
    public void denied(Denial denial) {
        counters.withTag("reason", denial.reason()).increment();
        next.denied(denial);
    }
}
