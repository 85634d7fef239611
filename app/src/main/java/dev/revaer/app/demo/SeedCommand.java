package dev.revaer.app.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import dev.revaer.engine.EngineSettings;
import dev.revaer.engine.InfoHash;
import dev.revaer.engine.Metainfo;
import dev.revaer.engine.SessionSettings;
import dev.revaer.engine.Torrent;
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
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Seeds a payload that it makes, until its standard input ends: so it ends with whoever started it.
///
/// Prints `file <sha256> <name>` for each file inside the archive, then `magnet <link>` once peers can come.
@Command(name = "seed", hidden = true, description = "Seed a payload made for the demo.")
public final class SeedCommand implements Callable<Integer> {
    private static final int CHECK_MINUTES = 5;
    private static final int MEBIBYTE = 1 << 20;

    @Spec
    private CommandSpec spec;

    @Option(names = "--dir", required = true)
    private Path directory;

    @Option(names = "--size-mib", required = true)
    private int sizeMebibytes;

    @Option(names = "--rate-mib", required = true, description = "upload limit per second")
    private int rateMebibytes;

    @Override
    public Integer call() throws Exception {
        var out = spec.commandLine().getOut();
        var payload = DemoPayload.make(directory.resolve("content"), (long) sizeMebibytes * MEBIBYTE);
        payload.sha256().forEach((name, sha256) -> out.println("file " + sha256 + " " + name));
        var settings = EngineSettings.loopbackOnly(directory.resolve("native"), "Revaer-demo")
                .with(
                        SessionSettings.USUAL
                                .with(new RateLimits(0, Math.multiplyExact(rateMebibytes, MEBIBYTE))));
        var metainfo = new LibtorrentMetainfo(settings.nativeDir());
        var bytes = metainfo.create(payload.folder());
        var described = metainfo.read(bytes);
        var ready = new Ready();
        try (var engine = LibtorrentEngine.start(settings, ready, ready)) {
            engine.add(
                    new StoredTorrent(
                            described.infoHashes(),
                            described.name(),
                            null,
                            new Bencoded(bytes),
                            null,
                            Files.createDirectories(directory.resolve("content")),
                            false,
                            Instant.now(),
                            null).with(TorrentOptions.NONE.with(TransferMode.FORCE_START, true)));
            ready.completed.get(CHECK_MINUTES, TimeUnit.MINUTES);
            out.println(
                    "magnet magnet:?xt=urn:btih:" + described.infoHashes().first() + "&dn=" + described.name()
                            + "&x.pe=127.0.0.1:"
                            + engine.listenPort());
            out.flush();
            awaitEndOfInput();
        }
        return 0;
    }

    private static void awaitEndOfInput() throws IOException {
        var ignored = new byte[64];
        while (System.in.read(ignored) >= 0) {
            // whoever started us is alive
        }
    }

    /// Waits for the check that turns the payload into a seed.
    private static final class Ready implements EngineListener, ResumeStore {
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
