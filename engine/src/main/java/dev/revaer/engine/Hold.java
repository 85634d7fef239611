package dev.revaer.engine;

/// Why a torrent that could run must not. It runs when nothing holds it.
public enum Hold {
    /// a user paused it
    USER,
    /// its seed goal is met
    GOAL,
    /// its files are being moved
    MOVE,
    /// its download directory's volume is not there
    ROOT,
    /// the interface or proxy that all traffic must take is not there
    NETWORK,
    /// its volume is short of space
    SPACE;

    /// Whether libtorrent must not even have the torrent, so that it touches none of its files.
    public boolean keepsFilesAlone() {
        return this == MOVE || this == ROOT;
    }

    /// What to say of it where nothing else is known.
    public String usualReason() {
        return switch (this) {
            case USER -> "paused";
            case GOAL -> "its seed goal is met";
            case MOVE -> "its files are being moved";
            case ROOT -> "its volume is not there";
            case NETWORK -> "the network it must use is not there";
            case SPACE -> "its volume is short of space";
        };
    }
}
