package dev.revaer.engine;

/// How well the session is read and commanded.
///
/// @param detail for people: what is wrong, or what the session runs with
public record EngineHealth(Condition condition, String detail) {
    public enum Condition {
        UP,
        /// it works, but has failed lately or is being opened again
        DEGRADED,
        /// it has been given up until the program is started again
        DOWN
    }

    public boolean healthy() {
        return condition == Condition.UP;
    }
}
