package dev.revaer.fsops;

/// How an ordinary file comes into the library.
public enum TransferMode {
    /// A second name for the same data. Where the file system cannot link (another device, too many links), settings say
    /// whether it is copied.
    HARDLINK,
    /// Data of its own.
    COPY,
    /// A copy that shares its blocks with the download until one of the two is changed; a plain copy where the file
    /// system cannot do that.
    REFLINK,
    /// The file itself: the torrent seeds from the library, and the old name goes once it does. Where the torrent cannot
    /// be as it is published (archives, files left out or not wanted) it stays, and its files come in as by a hard link.
    MOVE
}
