package dev.revaer.engine.seeding;

/// What becomes of a torrent whose seed goal is met.
public enum GoalAction {
    /// it stays, as `completed`
    STOP,
    /// it goes, its files stay
    REMOVE,
    /// it goes with its files
    REMOVE_DATA
}
