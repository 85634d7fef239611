package dev.revaer.cli.http;

import java.time.Duration;

/// How long the service may take.
///
/// @param connect to accept a connection
/// @param answer to give a whole answer, or the head of an event stream
/// @param silence between two bytes of an event stream; above the heartbeat's 15 s
public record Timeouts(Duration connect, Duration answer, Duration silence) {
    /// What suits a service on this machine or across the internet.
    public static final Timeouts USUAL = new Timeouts(
            Duration.ofSeconds(5),
            Duration.ofSeconds(30),
            Duration.ofSeconds(45));
}
