package dev.revaer.engine.network;

/// What came of reading a blocklist.
public sealed interface BlocklistReading {
    /// A list to go by.
    ///
    /// @param damagedLines passed over
    record Read(Blocklist blocklist, int damagedLines) implements BlocklistReading {}

    /// It is no blocklist, or not one that could be held.
    record Refused(String reason) implements BlocklistReading {}
}
