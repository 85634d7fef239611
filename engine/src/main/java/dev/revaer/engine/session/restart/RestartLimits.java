package dev.revaer.engine.session.restart;

import java.time.Duration;

/// How often a failed session is opened again.
///
/// @param attempts at most so many within `window`; then it is given up
/// @param pause before the second attempt within `window`; twice as long before each further one
record RestartLimits(int attempts, Duration window, Duration pause) {
    static final RestartLimits USUAL = new RestartLimits(4, Duration.ofMinutes(15), Duration.ofSeconds(5));
}
