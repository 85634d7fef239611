package dev.revaer.app.health;

import java.util.function.Supplier;

import dev.revaer.api.health.HealthReport.Component;

/// Looks at one part of the service.
///
/// @param name of the component, as the API shows it
/// @param look from memory or in a bounded time
public record HealthCheck(String name, Supplier<Component> look) {}
