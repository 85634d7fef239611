package dev.revaer.engine;

import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.revaer.engine.file.FileControl;
import dev.revaer.engine.limit.RateLimits;
import dev.revaer.engine.network.NetworkControl;
import dev.revaer.engine.resume.StoredTorrent;
import dev.revaer.engine.swarm.SwarmControl;
import dev.revaer.engine.volume.StorageControl;
import org.jspecify.annotations.Nullable;

/// A running BitTorrent session. All methods may be called from any thread; those that command wait until libtorrent
/// took the command, at most [EngineError.NotAnswering]'s ten seconds, and so must not run on an event loop.
///
/// A command about one torrent throws [EngineException] with [EngineError.TorrentNotFound] if it is not here.
public interface TorrentEngine extends AutoCloseable {

    /// Starts a torrent, from its resume data where there is some that can be trusted. One with a hold that keeps files
    /// alone is shown, but libtorrent is not told of it.
    ///
    /// @throws EngineException with [EngineError.DuplicateTorrent], [EngineError.UnreadableMetainfo],
    ///         [EngineError.UnreadableMagnet] or [EngineError.BadDownloadDir]
    Torrent add(StoredTorrent torrent);

    /// Shows a torrent that cannot be started: failed, with the reason. It obeys no command but [#resume], which tries
    /// to start it, and [#remove].
    Torrent addFailed(StoredTorrent torrent, String reason);

    /// Stops transfers until [#resume]; a paused torrent stays paused.
    default Torrent pause(InfoHash infoHash) {
        return hold(infoHash, Hold.USER, "paused");
    }

    /// Lets a torrent run that was paused or has met its goal, and forgives an error, which makes a failed torrent try
    /// again.
    Torrent resume(InfoHash infoHash);

    /// Stops transfers until the hold is released. One that keeps files alone takes the torrent away from libtorrent,
    /// once all it has written is flushed and its state saved where files are to be moved; see [#storage].
    ///
    /// @param reason for people; replaces the one that was given before
    Torrent hold(InfoHash infoHash, Hold hold, String reason);

    /// Takes holds away; the torrent runs if none is left.
    Torrent release(InfoHash infoHash, Set<Hold> holds);

    /// Replaces what is wanted of a torrent.
    Torrent configure(InfoHash infoHash, TorrentOptions options);

    /// Caps torrents' rates beside their own limits, each as its share of what its category may take. Torrents that are
    /// not here are passed over.
    void cap(Map<InfoHash, RateLimits> shares);

    /// Caps the session's rates, from now on in place of those in its settings.
    void limit(RateLimits rates);

    /// Tells a torrent to do something once.
    ///
    /// @throws EngineException with [EngineError.WrongState] if it cannot in its state
    Torrent command(InfoHash infoHash, TorrentCommand command);

    /// Files and pieces of a torrent.
    FileControl files();

    /// Commands about where files are.
    StorageControl storage();

    /// Changes how the session runs.
    void apply(SessionSettings settings);

    /// What libtorrent runs with, asked of it.
    ///
    /// @param wanted compared with it
    List<RunningSetting> running(SessionSettings wanted);

    /// Trackers, web seeds and peers.
    SwarmControl swarm();

    /// How the session stands in the network.
    NetworkControl network();

    /// Takes the torrent out of the session. Its files stay.
    void remove(InfoHash infoHash);

    /// All torrents in the order of [Torrent#BY_ADDED]; from memory. The list stays as it is, and each is told as it is
    /// when it is asked for.
    List<Torrent> torrents();

    /// The torrent with this hash, v1 or v2; from memory.
    @Nullable
    Torrent find(InfoHash infoHash);

    /// The port that peers connect to; 0 while there is none.
    int listenPort();

    EngineHealth health();

    /// Saves what has changed, tells the trackers, and frees the session; at most eight seconds.
    @Override
    void close();
}
