package dev.revaer.engine.volume;

/// How files get their place on the disk.
public enum Allocation {
    /// as they are written; what is missing takes no place
    SPARSE,
    /// whole before anything is written, which keeps a slow disk from scattering them; with memory-mapped I/O alone
    FULL
}
