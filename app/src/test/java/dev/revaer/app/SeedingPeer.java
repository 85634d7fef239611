package dev.revaer.app;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import dev.revaer.engine.EngineSettings;
import dev.revaer.engine.InfoHash;
import dev.revaer.engine.Metainfo;
import dev.revaer.engine.SessionSettings;
import dev.revaer.engine.Torrent;
import dev.revaer.engine.TorrentCommand;
import dev.revaer.engine.TorrentOptions;
import dev.revaer.engine.TransferMode;
import dev.revaer.engine.event.EngineListener;
import dev.revaer.engine.event.EventData;
import dev.revaer.engine.limit.RateLimits;
import dev.revaer.engine.resume.Bencoded;
import dev.revaer.engine.resume.ResumeStore;
import dev.revaer.engine.resume.StoredTorrent;
import dev.revaer.engine.session.LibtorrentEngine;
import dev.revaer.engine.session.metainfo.LibtorrentMetainfo;

/// A second session on loopback that has everything of one torrent.
public final class SeedingPeer implements AutoCloseable {
    private final LibtorrentEngine engine;
    private final byte[] metainfo;
    private final Metainfo described;

    private SeedingPeer(LibtorrentEngine engine, byte[] metainfo, Metainfo described) {
        this.engine = engine;
        this.metainfo = metainfo;
        this.described = described;
    }

    /// Makes a torrent of the content and returns once peers can have all of it.
    ///
    /// @param content a file or folder
    /// @param nativeDir where the native library is unpacked
    public static SeedingPeer of(Path content, Path nativeDir) throws Exception {
        return of(content, nativeDir, 0);
    }

    /// The same, sending no more than so many bytes per second; 0 for no limit.
    public static SeedingPeer of(Path content, Path nativeDir, int uploadBytesPerSecond) throws Exception {
        return of(
                content,
                new LibtorrentMetainfo(nativeDir).create(content),
                nativeDir,
                uploadBytesPerSecond);
    }

    /// The same of a torrent that was made of the content before.
    public static SeedingPeer of(Path content, byte[] metainfo, Path nativeDir, int uploadBytesPerSecond)
            throws Exception {
        var reader = new LibtorrentMetainfo(nativeDir);
        var described = reader.read(metainfo);
        var checked = new Checked();
        var settings = EngineSettings.loopbackOnly(nativeDir, "Revaer/test")
                .with(SessionSettings.USUAL.with(new RateLimits(0, uploadBytesPerSecond)));
        var engine = LibtorrentEngine.start(settings, checked, checked);
        engine.add(
                new StoredTorrent(
                        described.infoHashes(),
                        described.name(),
                        null,
                        new Bencoded(metainfo),
                        null,
                        content.resolveSibling(""),
                        false,
                        Instant.now(),
                        null).with(TorrentOptions.NONE.with(TransferMode.FORCE_START, true)));
        checked.completed.get(30, TimeUnit.SECONDS);
        return new SeedingPeer(engine, metainfo, described);
    }

    public byte[] metainfo() {
        return metainfo;
    }

    public Metainfo described() {
        return described;
    }

    public InfoHash infoHash() {
        return described.infoHashes().first();
    }

    public int port() {
        return engine.listenPort();
    }

    /// Calls who listens on a port of 127.0.0.1.
    public void call(int listening) {
        engine.command(
                infoHash(),
                new TorrentCommand.ConnectPeer(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), listening)));
    }

    public String magnet() {
        return "magnet:?xt=urn:btih:" + infoHash() + "&x.pe=127.0.0.1:" + engine.listenPort();
    }

    /// Payload sent to all peers so far.
    public long uploadedBytes() {
        return engine.torrents().getFirst().transfer().uploadedBytes();
    }

    @Override
    public void close() {
        engine.close();
    }

    private static final class Checked implements EngineListener, ResumeStore {
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
