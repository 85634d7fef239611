package dev.revaer.app.health;

import java.time.Duration;
import java.util.function.Supplier;

import dev.revaer.api.health.HealthReport.Component;
import org.jspecify.annotations.Nullable;

/// Looks at one part of the service.
///
/// @param name of the component, as the API shows it
/// @param look from memory or in a bounded time
/// @param latency how long the part took to answer when it was last asked; null where that is what the look takes
public record HealthCheck(String name, Supplier<Component> look, @Nullable Supplier<Duration> latency) {
    public HealthCheck(String name, Supplier<Component> look) {
        this(name, look, null);
    }
}
