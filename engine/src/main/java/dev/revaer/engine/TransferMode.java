package dev.revaer.engine;

/// A way of transferring that is on or off for one torrent.
public enum TransferMode {
    /// pieces in the order of the files, as for watching while downloading
    SEQUENTIAL,
    /// the first and the last piece of each file before the others
    FIRST_LAST_PIECES,
    /// as a first seed, show each peer only pieces that are rare (BEP 16)
    SUPER_SEEDING,
    /// run outside the queue
    FORCE_START
}
