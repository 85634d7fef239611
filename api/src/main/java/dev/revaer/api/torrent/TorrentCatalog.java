package dev.revaer.api.torrent;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;

import dev.revaer.engine.InfoHash;
import dev.revaer.engine.Torrent;
import dev.revaer.engine.TorrentCommand;
import dev.revaer.engine.TorrentOptions;
import org.jspecify.annotations.Nullable;

/// The torrents Revaer keeps: in the session and in the database.
public interface TorrentCatalog {
    /// Keeps the torrent for good and starts it. When this returns it would come back after a crash.
    ///
    /// @throws dev.revaer.engine.EngineException if the engine refuses it
    /// @throws dev.revaer.api.problem.ApiException if it cannot be kept
    CatalogTorrent add(NewTorrent torrent);

    /// All of them in the order of [Torrent#BY_ADDED], from memory; each as it is when it is looked at.
    List<Torrent> torrents();

    /// One of them, from memory; null if it is not here.
    @Nullable
    Torrent torrent(InfoHash infoHash);

    /// The torrent with what its post-processing has come to, from memory.
    CatalogTorrent view(Torrent torrent);

    /// One of them, from memory.
    ///
    /// @throws dev.revaer.engine.EngineException with `TorrentNotFound`
    CatalogTorrent get(InfoHash infoHash);

    CatalogTorrent pause(InfoHash infoHash);

    CatalogTorrent resume(InfoHash infoHash);

    /// Changes what is wanted of a torrent, for good.
    ///
    /// @param actor who asks, for the audit log
    CatalogTorrent change(InfoHash infoHash, UnaryOperator<TorrentOptions> change, String actor);

    /// The same where nobody asks.
    default CatalogTorrent change(InfoHash infoHash, UnaryOperator<TorrentOptions> change) {
        return change(infoHash, change, "system");
    }

    /// Has the torrent do something once.
    CatalogTorrent command(InfoHash infoHash, TorrentCommand command);

    /// Forgets the torrent; goes on after a crash where it was.
    ///
    /// @param deleteData deletes the torrent's own files as well, but not what was published into the library
    void remove(InfoHash infoHash, boolean deleteData);

    /// A torrent that is to be kept; one of magnet, URL and metainfo is there.
    ///
    /// @param url of the metainfo, which is fetched before anything else is done
    /// @param downloadDir null for the usual one
    /// @param seedMode whether data in place is trusted after a sample of it was checked
    /// @param trackers to announce to besides those it names
    /// @param webSeeds to download from besides those it names
    @SuppressWarnings("ArrayRecordComponent") // handed over once
    record NewTorrent(
            @Nullable String magnet,
            @Nullable String url,
            byte[] metainfo,
            @Nullable Path downloadDir,
            boolean paused,
            boolean seedMode,
            TorrentOptions options,
            List<String> trackers,
            List<String> webSeeds) {
        public NewTorrent {
            trackers = List.copyOf(trackers);
            webSeeds = List.copyOf(webSeeds);
        }

        /// A torrent of which nothing is wanted but its data.
        public NewTorrent(
                @Nullable String magnet,
                @Nullable String url,
                byte[] metainfo,
                @Nullable Path downloadDir,
                boolean paused) {
            this(
                    magnet,
                    url,
                    metainfo,
                    downloadDir,
                    paused,
                    false,
                    TorrentOptions.NONE,
                    List.of(),
                    List.of());
        }

        /// The same torrent, once it is known what its URL leads to.
        public NewTorrent from(@Nullable String foundMagnet, byte[] foundMetainfo) {
            return new NewTorrent(
                    foundMagnet,
                    null,
                    foundMetainfo,
                    downloadDir,
                    paused,
                    seedMode,
                    options,
                    trackers,
                    webSeeds);
        }
    }

    /// A torrent and what its post-processing has come to.
    ///
    /// @param finalDir where its files go once it is complete; null if they are there
    record CatalogTorrent(
            Torrent torrent,
            @Nullable FsopsProgress fsops,
            @Nullable Path finalDir) {
        /// Where it belongs.
        public Path downloadDir() {
            return finalDir == null ? torrent.downloadDir() : finalDir;
        }
    }

    /// Where the post-processing of a finished download stands.
    ///
    /// @param state `queued`, `running`, `completed`, `failed` or `cancelled`
    /// @param detail why it failed
    /// @param percent of the stage at hand; null where it has nothing to move
    /// @param nextTryAt when a failed one is tried again by itself; null if it waits for somebody
    record FsopsProgress(
            String state,
            @Nullable String stage,
            @Nullable String detail,
            @Nullable String libraryPath,
            int attempts,
            @Nullable Integer percent,
            @Nullable Instant nextTryAt) {}
}
