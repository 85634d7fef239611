package dev.revaer.fsops;

/// How an ordinary file comes into the library.
public enum TransferMode {
    /// A second name for the same data; a copy where the file system cannot link (another device, too many links).
    HARDLINK,
    /// Data of its own.
    COPY
}
