package dev.revaer.engine.session;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;

import dev.revaer.engine.EngineException;
import dev.revaer.engine.InfoHashes;
import dev.revaer.engine.Metainfo;
import dev.revaer.engine.MetainfoReader;
import dev.revaer.engine.Torrent;
import dev.revaer.engine.event.EngineListener;
import dev.revaer.engine.event.EventData.Failure;
import dev.revaer.engine.session.metainfo.LibtorrentMetainfo;
import org.libtorrent4j.swig.add_torrent_params;
import org.libtorrent4j.swig.torrent_handle;
import org.libtorrent4j.swig.torrent_status;

/// Takes what peers have told of a magnet's files (BEP 9): reads it as strictly as any other metainfo, tells it, and has
/// the files chosen from before the first is begun. Runs on the alert thread where it does not say otherwise.
final class MetadataReceiver {
    private final TorrentRegistry registry;
    private final MetainfoReader metainfo;
    private final EngineListener listener;
    private final ResumeSaver saver;
    private final ResumeSchedule schedule;
    private final Executor alertThread;
    private final FileFollower files;
    private final Settled whenSettled;

    /// Sees how a torrent is once its files are chosen.
    @FunctionalInterface
    interface Settled {
        void see(SessionTorrent torrent, torrent_status status, long now);
    }

    MetadataReceiver(
            TorrentRegistry registry,
            MetainfoReader metainfo,
            EngineListener listener,
            ResumeSaver saver,
            ResumeSchedule schedule,
            Executor alertThread,
            FileFollower files,
            Settled whenSettled) {
        this.registry = registry;
        this.metainfo = metainfo;
        this.listener = listener;
        this.saver = saver;
        this.schedule = schedule;
        this.alertThread = alertThread;
        this.files = files;
        this.whenSettled = whenSettled;
    }

    /// Asks libtorrent for the metadata, which comes with resume data.
    void fetch(SessionTorrent torrent) {
        if (torrent.wantsMetadata) {
            return;
        }
        torrent.wantsMetadata = true;
        torrent.withHandle(handle -> handle.save_resume_data(torrent_handle.save_info_dict));
    }

    /// Takes resume data that was asked for by [#fetch]; other data is left alone.
    ///
    /// @return whether it was taken
    boolean take(SessionTorrent torrent, add_torrent_params parameters) {
        if (!torrent.wantsMetadata || parameters.ti_ptr() == null) {
            return false;
        }
        saver.readInfo(parameters, (bytes, peers) -> readMetadata(torrent, bytes, peers));
        return true;
    }

    /// libtorrent took the names as they are when the metadata came; it renames before all that it is asked later.
    private static void rename(SessionTorrent torrent, Map<Integer, String> paths) {
        torrent.withHandle(handle -> paths.forEach(handle::rename_file));
    }

    /// Runs on the saver thread.
    private void readMetadata(SessionTorrent torrent, byte[] bytes, List<MagnetSwap.Peer> peers) {
        try {
            var metadata = metainfo.read(bytes);
            var renamed = LibtorrentMetainfo.renamedFiles(bytes);
            alertThread.execute(() -> {
                rename(torrent, renamed);
                metadataRead(torrent, metadata, bytes, peers);
            });
        } catch (EngineException e) {
            alertThread.execute(() -> giveUp(torrent, "its metadata cannot be used: " + e.error()));
        } catch (RuntimeException e) {
            alertThread.execute(() -> giveUp(torrent, "its metadata cannot be used: " + e.getMessage()));
        }
    }

    void giveUp(SessionTorrent torrent, String reason) {
        torrent.withHandle(torrent_handle::pause);
        listener.happened(torrent.snapshot(), new Failure(reason));
    }

    private void metadataRead(
            SessionTorrent torrent,
            Metainfo metadata,
            byte[] bytes,
            List<MagnetSwap.Peer> peers) {
        torrent.wantsMetadata = false;
        if (torrent.snapshot().hasMetadata()) {
            return;
        }
        schedule.rest(torrent);
        try {
            registry.link(torrent, metadata.infoHashes());
        } catch (EngineException e) {
            giveUp(torrent, "its metadata shows a torrent that is here already: " + e.getMessage());
            return;
        }
        var named = torrent.snapshot()
                .withMetadata(identity(torrent.snapshot(), metadata), metadata);
        torrent.publish(named);
        listener.metadataReceived(named, metadata, bytes);
        torrent.isSettling = true;
        files.metadataKnown(torrent, bytes, peers, status -> alertThread.execute(() -> {
            torrent.isSettling = false;
            whenSettled.see(torrent, status, System.nanoTime());
            status.delete();
        }));
    }

    /// A torrent keeps the hash it was added by as its first.
    private static InfoHashes identity(Torrent torrent, Metainfo metadata) {
        var isFirstKept = metadata.infoHashes().first().equals(torrent.infoHash());
        return isFirstKept ? metadata.infoHashes() : torrent.infoHashes();
    }
}
