package dev.revaer.app;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import dev.revaer.engine.EngineSettings;
import dev.revaer.engine.InfoHash;
import dev.revaer.engine.Metainfo;
import dev.revaer.engine.Torrent;
import dev.revaer.engine.event.EngineListener;
import dev.revaer.engine.event.EventData;
import dev.revaer.engine.resume.Bencoded;
import dev.revaer.engine.resume.ResumeStore;
import dev.revaer.engine.resume.StoredTorrent;
import dev.revaer.engine.session.LibtorrentEngine;
import dev.revaer.engine.session.metainfo.LibtorrentMetainfo;

/// A second session on loopback that has nothing of a torrent and wants all.
public final class LeechingPeer {
    private LeechingPeer() {}

    /// Downloads a torrent from one peer and returns where its content lies.
    ///
    /// @param seedPort of 127.0.0.1
    /// @param directory for the content and the native library
    public static Path download(byte[] metainfo, int seedPort, Path directory) throws Exception {
        var nativeDir = directory.resolve("native");
        var described = new LibtorrentMetainfo(nativeDir).read(metainfo);
        var infoHash = described.infoHashes().first();
        var urn = infoHash.isV1() ? "btih:" : "btmh:1220";
        var listener = new Listener();
        var settings = EngineSettings.loopbackOnly(nativeDir, "Revaer/test");
        try (var engine = LibtorrentEngine.start(settings, listener, listener)) {
            engine.add(
                    new StoredTorrent(
                            described.infoHashes(),
                            described.name(),
                            "magnet:?xt=urn:" + urn + infoHash + "&x.pe=127.0.0.1:" + seedPort,
                            new Bencoded(metainfo),
                            null,
                            directory.resolve("leech"),
                            false,
                            Instant.now(),
                            null));
            return Objects.requireNonNull(listener.completed.get(60, TimeUnit.SECONDS).contentPath());
        }
    }

    private static final class Listener implements EngineListener, ResumeStore {
        private final CompletableFuture<Torrent> completed = new CompletableFuture<>();

        @Override
        public void metadataReceived(Torrent torrent, Metainfo metadata, byte[] metainfo) {}

        @Override
        public void completed(Torrent torrent) {
            completed.complete(torrent);
        }

        @Override
        public void happened(Torrent torrent, EventData data) {
            if (data instanceof EventData.Failure(var reason)) {
                completed.completeExceptionally(new IOException(reason));
            }
        }

        @Override
        public void progressed(Torrent torrent) {}

        @Override
        public void saveResumeData(InfoHash infoHash, byte[] resumeData) {}
    }
}
