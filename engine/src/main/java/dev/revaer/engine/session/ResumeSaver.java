package dev.revaer.engine.session;

import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import dev.revaer.engine.InfoHash;
import dev.revaer.engine.resume.ResumeFormat;
import dev.revaer.engine.resume.ResumeStore;
import dev.revaer.engine.session.jni.Swig;
import dev.revaer.engine.session.metainfo.LibtorrentMetainfo;
import org.jspecify.annotations.Nullable;
import org.libtorrent4j.swig.add_torrent_params;
import org.libtorrent4j.swig.bitfield;
import org.libtorrent4j.swig.libtorrent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/// Writes resume data off the alert thread, at most one save per torrent at a time.
final class ResumeSaver implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ResumeSaver.class);

    private static final int MOST_PEERS = 200;

    private final ResumeStore store;
    private final ExecutorService thread = Executors
            .newSingleThreadExecutor(Thread.ofPlatform().name("engine-resume").factory());
    /// Whether the last save did: with many torrents one word of it is enough.
    private boolean hasFailed;

    ResumeSaver(ResumeStore store) {
        this.store = store;
    }

    /// @param parameters owned by this call from now on
    /// @param whenDone told on the saver thread whether the data is kept
    void save(SessionTorrent torrent, add_torrent_params parameters, Consumer<Boolean> whenDone) {
        submit(() -> {
            var infoHash = torrent.snapshot().infoHash();
            try {
                var before = torrent.savedPieces;
                var now = pieces(before, parameters.get_have_pieces());
                keep(
                        infoHash,
                        Swig.take(libtorrent.write_resume_data_buf_ex(parameters)),
                        finishedSince(before, now));
                torrent.savedPieces = now; // only then: what was not kept must be among the latest next time
                hasFailed = false;
                whenDone.accept(true);
            } catch (RuntimeException e) {
                LOG.atLevel(hasFailed ? Level.DEBUG : Level.WARN)
                        .addKeyValue("infoHash", infoHash)
                        .setCause(e)
                        .log("resume data not saved; it will be tried again, as will that of others");
                hasFailed = true;
                whenDone.accept(false);
            } finally {
                parameters.delete();
            }
        });
    }

    /// Takes the info dictionary, and the peers, out of resume data that was saved with it.
    ///
    /// @param parameters owned by this call from now on
    void readInfo(add_torrent_params parameters, BiConsumer<byte[], List<MagnetSwap.Peer>> whenRead) {
        submit(() -> {
            var peers = peers(parameters);
            var resume = libtorrent.write_resume_data(parameters);
            parameters.delete();
            var info = resume.get("info");
            whenRead.accept(LibtorrentMetainfo.fromInfo(Swig.take(info.bencode())), peers);
            resume.delete();
        });
    }

    private static List<MagnetSwap.Peer> peers(add_torrent_params parameters) {
        return parameters.getPeers()
                .stream()
                .limit(MOST_PEERS)
                .map(peer -> new MagnetSwap.Peer(peer.address().to_string(), peer.port()))
                .toList();
    }

    /// Finishes what was begun, at most so long.
    void close(Duration limit) {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("resume data still being saved was given up");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        thread.shutdownNow();
    }

    @Override
    public void close() {
        close(Duration.ZERO);
    }

    private void keep(InfoHash infoHash, byte[] resumeData, List<Integer> latest) {
        if (resumeData.length > ResumeFormat.MOST_BYTES / 2) {
            LOG.atWarn()
                    .addKeyValue("infoHash", infoHash)
                    .addKeyValue("bytes", resumeData.length)
                    .log("resume data too large to keep; the files will be checked at the next start");
            return;
        }
        store.saveResumeData(infoHash, ResumeFormat.mark(resumeData, latest));
    }

    /// Those that are here.
    ///
    /// @param before as they were at the save before
    private static BitSet pieces(@Nullable BitSet before, bitfield have) {
        if (before != null && before.cardinality() == have.count()) {
            return before;
        }
        var now = new BitSet(have.size());
        for (int piece = 0; piece < have.size(); piece++) {
            now.set(piece, have.get_bit(piece));
        }
        return now;
    }

    /// Pieces that the save before did not have, any of them if they are too many; none for a first save, which is
    /// not told from a first look.
    private static List<Integer> finishedSince(@Nullable BitSet before, BitSet now) {
        if (before == null) {
            return List.of();
        }
        var finished = (BitSet) now.clone();
        finished.andNot(before);
        return finished.stream().limit(ResumeFormat.MOST_LATEST).boxed().toList();
    }

    private void submit(Runnable work) {
        try {
            thread.execute(work);
        } catch (RejectedExecutionException e) {
            LOG.debug("resume data came after the end", e);
        }
    }
}
