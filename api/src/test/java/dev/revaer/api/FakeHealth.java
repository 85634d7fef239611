package dev.revaer.api;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.concurrent.atomic.AtomicReference;

import dev.revaer.api.health.FullHealth;
import dev.revaer.api.health.FullHealth.Build;
import dev.revaer.api.health.FullHealth.Part;
import dev.revaer.api.health.HealthReport;
import dev.revaer.api.health.HealthSource;

/// Says what the test says; live while it is not down.
record FakeHealth(AtomicReference<HealthReport> said) implements HealthSource {
    private static final Instant THEN = Instant.parse("2026-11-01T12:00:00Z");
    private static final double LATENCY = 1.5;

    @Override
    public HealthReport report() {
        return said.get();
    }

    @Override
    public FullHealth full() {
        var parts = new LinkedHashMap<String, Part>();
        report().components()
                .forEach(
                        (name, one) -> parts.put(
                                name,
                                new Part(one.status(), THEN, LATENCY, one.detail(), one.remedy())));
        return new FullHealth(
                report().status(),
                parts,
                THEN,
                THEN,
                7,
                new Build(report().version(), "abc1234", "2.0.11.0", "25"));
    }

    @Override
    public boolean isLive() {
        return !report().status().equals("down");
    }
}
