package dev.revaer.cli.takeover.torrent;

/// Where another client keeps its torrents.
public interface ForeignStore {
    /// Reads all of them, one after the other, and writes nothing.
    ///
    /// @throws dev.revaer.cli.problem.CliException if the place cannot be read at all
    void read(Reader reader);

    /// Is told what there is.
    interface Reader {
        /// Takes a torrent.
        void found(ForeignTorrent torrent);

        /// Learns of something that cannot be understood.
        ///
        /// @param name of the file, or of the row
        void unreadable(String name, String reason);
    }
}
