package dev.revaer.engine.session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

import dev.revaer.engine.InfoHash;
import dev.revaer.engine.Metainfo;
import dev.revaer.engine.Torrent;
import dev.revaer.engine.event.EngineListener;
import dev.revaer.engine.event.EventData;
import dev.revaer.engine.resume.Bencoded;
import dev.revaer.engine.resume.ResumeStore;

/// Remembers all it hears and lets a test wait for it.
public final class RecordingListener implements EngineListener, ResumeStore {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    /// For what is not told.
    private static final Duration POLL = Duration.ofMillis(50);

    private final Map<InfoHash, Bencoded> resumeData = new ConcurrentHashMap<>();
    private final Map<InfoHash, Bencoded> metainfo = new ConcurrentHashMap<>();
    private final List<Object> heard = new ArrayList<>();
    private int progressHeard;

    public record Completed(Torrent torrent) {}

    public record MetadataReceived(Torrent torrent, Metainfo metadata) {}

    @Override
    public void metadataReceived(Torrent torrent, Metainfo metadata, byte[] bytes) {
        metainfo.put(torrent.infoHash(), new Bencoded(bytes));
        hear(new MetadataReceived(torrent, metadata));
    }

    @Override
    public void completed(Torrent torrent) {
        hear(new Completed(torrent));
    }

    @Override
    public void happened(Torrent torrent, EventData data) {
        hear(data);
    }

    @Override
    public synchronized void progressed(Torrent torrent) {
        progressHeard++;
        notifyAll();
    }

    @Override
    public void saveResumeData(InfoHash infoHash, byte[] data) {
        resumeData.put(infoHash, new Bencoded(data));
        hear(infoHash);
    }

    public Bencoded resumeData(InfoHash infoHash) {
        awaitThat("resume data", () -> resumeData.containsKey(infoHash));
        return Objects.requireNonNull(resumeData.get(infoHash));
    }

    public Bencoded metainfo(InfoHash infoHash) {
        awaitThat("metainfo", () -> metainfo.containsKey(infoHash));
        return Objects.requireNonNull(metainfo.get(infoHash));
    }

    public synchronized List<Object> heard() {
        return List.copyOf(heard);
    }

    public synchronized int progressHeard() {
        return progressHeard;
    }

    public <T> List<T> heard(Class<T> kind) {
        return heard().stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    public <T> T await(Class<T> kind) {
        awaitThat("a " + kind.getSimpleName(), () -> !heard(kind).isEmpty());
        return heard(kind).getFirst();
    }

    /// Looks again whenever something is heard, and now and then.
    public synchronized void awaitThat(String what, BooleanSupplier condition) {
        var end = System.nanoTime() + LIMIT.toNanos();
        while (!condition.getAsBoolean()) {
            var left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new AssertionError("waited in vain for " + what + "; heard " + heard);
            }
            try {
                wait(Math.min(left, POLL.toMillis()));
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    private synchronized void hear(Object what) {
        heard.add(what);
        notifyAll();
    }
}
