package dev.revaer.fsops.seeding;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Whoever seeds the torrents.
public interface Seeding {
    /// Nobody seeds anything.
    Seeding NONE = new Seeding() {
        @Override
        public List<Path> contentOfOthers(String infoHash) {
            return List.of();
        }

        @Override
        public void goOnFrom(NewPlace place) throws IOException {
            throw new IOException("nobody is here who could seed it from its new place");
        }
    };

    /// The files and folders of all torrents but this one, where they lie now.
    List<Path> contentOfOthers(String infoHash) throws IOException;

    /// Has a torrent use its files in their new place from now on, also after a restart; does nothing if it does already.
    /// Both places are whole before, and after whatever goes wrong.
    ///
    /// @throws IOException if it cannot be, saying why
    void goOnFrom(NewPlace place) throws IOException;
}
