package dev.revaer.app.health;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import dev.revaer.api.health.HealthReport.Component;
import dev.revaer.app.database.breaker.Breaker;
import dev.revaer.app.job.FsopsWorkers;
import dev.revaer.app.job.JobQueue;
import dev.revaer.engine.InfoHash;
import dev.revaer.engine.TorrentEngine;
import dev.revaer.engine.event.EventBus;
import dev.revaer.fsops.external.ExternalTools;

/// The looks at what every Revaer consists of.
public final class PartChecks {
    private PartChecks() {}

    public static HealthCheck engine(TorrentEngine engine) {
        return new HealthCheck("engine", () -> {
            var health = engine.health();
            return switch (health.condition()) {
                case UP -> Component.up(health.detail());
                case DEGRADED ->
                    Component.degraded(health.detail(), "It is being mended; if this stays, see the log.");
                case DOWN -> Component.down(health.detail(), "Restart Revaer; the log says what failed.");
            };
        });
    }

    public static HealthCheck network(TorrentEngine engine) {
        return new HealthCheck("network", () -> {
            var status = engine.network().status();
            if (status.failures().isEmpty()) {
                return Component.up("listens on " + status.listening().size() + " sockets");
            }
            var first = status.failures().getFirst();
            return Component.degraded(
                    "cannot listen on " + first.address() + " port " + first.port() + ": " + first.reason()
                            + (status.failures().size() == 1 ? "" : ", and on others"),
                    "Free the port, or change /engine/network/listen in the settings; it is tried every 30 s.");
        });
    }

    /// Downloads go on without the database, so it never makes Revaer `down`.
    public static HealthCheck database(Breaker breaker, Supplier<Duration> latency) {
        return new HealthCheck(
                "database",
                () -> breaker.state() == Breaker.State.CLOSED
                        ? Component.up("answers")
                        : Component.degraded(
                                "does not answer, tried again every few seconds; changes are refused: "
                                        + breaker.reason(),
                                "See that PostgreSQL runs, has connections, memory and disk to spare and can be "
                                        + "reached; Revaer need not be restarted."),
                latency);
    }

    public static HealthCheck events(EventBus bus) {
        return new HealthCheck("events", () -> {
            var failure = bus.failure();
            return failure == null
                    ? Component.up(bus.stream().subscribers() + " subscribers")
                    : Component.degraded(
                            failure + "; " + bus.backlog() + " wait",
                            "They are told once the database takes them; see `database`.");
        });
    }

    public static HealthCheck fsops(
            FsopsWorkers workers,
            JobQueue jobs,
            BooleanSupplier isPaused,
            ExternalTools tools) {
        return new HealthCheck("fsops", () -> {
            if (!workers.isAlive()) {
                return Component
                        .degraded("the workers have ended", "Restart Revaer; the log says what failed.");
            }
            var missing = tools.missing(infoHash -> jobs.hasFailed(new InfoHash(infoHash)));
            if (!missing.isEmpty()) {
                var names = missing.getFirst().anyOf();
                return Component.degraded(
                        names.getFirst() + " is missing, needed by " + missing.getFirst().jobs() + " jobs",
                        "Install one of " + String.join(", ", names)
                                + " where the PATH leads; the jobs are tried again by themselves.");
            }
            var failed = jobs.failed();
            var paused = isPaused.getAsBoolean() ? "; paused, " + jobs.count("queued") + " wait" : "";
            return failed == 0
                    ? Component.up("no failed job" + paused)
                    : Component.degraded(
                            failed + " failed jobs wait for a retry" + paused,
                            "Look at GET /v1/fsops/jobs?state=failed, mend the cause, and POST "
                                    + "/v1/torrents/{hash}/fsops/retry where no nextTryAt is told.");
        });
    }
}
