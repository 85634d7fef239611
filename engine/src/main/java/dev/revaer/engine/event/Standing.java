package dev.revaer.engine.event;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

import dev.revaer.engine.Torrent;
import dev.revaer.engine.TorrentOptions;
import dev.revaer.engine.TorrentState;
import org.jspecify.annotations.Nullable;

/// How a torrent stood when something happened to it; subscribers may ask for some states, categories or tags only.
///
/// @param state null before the torrent is in the session
public record Standing(@Nullable TorrentState state, @Nullable String category, Set<String> tags) {
    public Standing {
        tags = Collections.unmodifiableSortedSet(new TreeSet<>(tags));
    }

    public static Standing of(Torrent torrent) {
        return of(torrent.state(), torrent.options());
    }

    public static Standing of(@Nullable TorrentState state, TorrentOptions options) {
        return new Standing(state, options.category(), options.tags());
    }
}
