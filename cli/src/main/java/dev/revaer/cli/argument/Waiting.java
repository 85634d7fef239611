package dev.revaer.cli.argument;

import java.time.Duration;

import picocli.CommandLine.Option;

/// Whether a verb waits for what it began.
public final class Waiting {
    @Option(names = "--follow", description = "Show how far it is until it is done; fails when it fails.")
    private boolean follow;

    @Option(names = "--retry-for", paramLabel = "SECONDS", defaultValue = "600", description = "With --follow: how long to wait for a service that has gone away (default: ${DEFAULT-VALUE}).")
    private int retryFor;

    /// Whether it does.
    public boolean isWanted() {
        return follow;
    }

    /// How long the service may be away.
    public Duration patience() {
        return Duration.ofSeconds(Math.max(0, retryFor));
    }
}
