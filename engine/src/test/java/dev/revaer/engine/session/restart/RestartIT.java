package dev.revaer.engine.session.restart;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import dev.revaer.engine.EngineError;
import dev.revaer.engine.EngineError.NotAnswering;
import dev.revaer.engine.EngineError.Restarting;
import dev.revaer.engine.EngineError.Stopped;
import dev.revaer.engine.EngineException;
import dev.revaer.engine.EngineHealth.Condition;
import dev.revaer.engine.EngineSettings;
import dev.revaer.engine.Hold;
import dev.revaer.engine.InfoHash;
import dev.revaer.engine.Metainfo;
import dev.revaer.engine.SessionSettings;
import dev.revaer.engine.Torrent;
import dev.revaer.engine.TorrentOptions;
import dev.revaer.engine.TorrentState;
import dev.revaer.engine.event.EngineListener;
import dev.revaer.engine.event.EventData;
import dev.revaer.engine.limit.RateLimits;
import dev.revaer.engine.resume.StoredTorrent;
import dev.revaer.engine.session.ManyTorrents;
import dev.revaer.engine.session.RecordingListener;
import dev.revaer.engine.session.metainfo.LibtorrentMetainfo;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// A session that fails: its listener throws.
@Timeout(120)
class RestartIT {
    private static final RestartLimits LIMITS = new RestartLimits(
            3,
            Duration.ofMinutes(5),
            Duration.ofMillis(50));
    private static final int TORRENTS = 20;

    @TempDir
    Path directory;

    private final RecordingListener heard = new RecordingListener();
    private final FaultyListener listener = new FaultyListener(heard);
    private final List<StoredTorrent> kept = new CopyOnWriteArrayList<>();
    private final List<EngineError> refused = new CopyOnWriteArrayList<>();
    private final AtomicInteger unreadable = new AtomicInteger();
    private final CountDownLatch mayRead = new CountDownLatch(1);
    private List<StoredTorrent> torrents;
    private RestartingEngine engine;

    @BeforeEach
    void start() throws IOException {
        var metainfo = new LibtorrentMetainfo(directory.resolve("native"));
        torrents = ManyTorrents.in(directory.resolve("content"), metainfo, TORRENTS);
        kept.addAll(torrents);
        var settings = EngineSettings.loopbackOnly(directory.resolve("native"), "Revaer/test");
        engine = RestartingEngine.start(settings, heard, listener, this::kept, LIMITS);
        torrents.forEach(engine::add);
        awaitAll(TorrentState.SEEDING);
    }

    @AfterEach
    void stop() {
        mayRead.countDown();
        engine.close();
    }

    @Test
    void goesOnInTheSameSessionAfterAFewFailures() {
        mayRead.countDown();
        listener.throwFor(3);

        engine.pause(hash(0));
        engine.pause(hash(1));
        engine.pause(hash(2));

        heard.awaitThat("the faults", () -> listener.left() == 0);
        assertThat(engine.health().condition()).isEqualTo(Condition.DEGRADED);
        assertThat(find(hash(0)).state()).isEqualTo(TorrentState.PAUSED);
        assertThat(engine.resume(hash(0)).state()).isEqualTo(TorrentState.SEEDING);
    }

    @Test
    void opensANewSessionWithEverythingThatWasThere() {
        engine.hold(hash(1), Hold.ROOT, "the disk is out");
        engine.cap(Map.of(hash(2), new RateLimits(1000, 2000)));
        engine.apply(SessionSettings.USUAL.with(new RateLimits(0, 7000)));
        var labelled = TorrentOptions.NONE.labelled("films", Set.of("a"));
        breakIt();

        heard.awaitThat("commands being refused", () -> !takesCommands());
        assertThat(engine.torrents()).hasSize(TORRENTS);
        assertThat(find(hash(1)).state()).isEqualTo(TorrentState.PAUSED);
        kept.set(3, torrents.get(3).with(labelled));
        assertThatThrownBy(() -> engine.configure(hash(3), labelled)).isInstanceOf(EngineException.class);
        mayRead.countDown();

        heard.awaitThat("commands taken again", this::takesCommands);
        for (int i = 5; i < TORRENTS; i++) {
            engine.resume(hash(i));
        }
        assertThat(engine.health().condition()).isEqualTo(Condition.DEGRADED);
        assertThat(engine.health().detail()).contains("opened again");
        assertThat(find(hash(1)).holds()).isEqualTo(Map.of(Hold.ROOT, "the disk is out"));
        heard.awaitThat("what was wanted meanwhile", () -> find(hash(3)).options().equals(labelled));
        assertThat(engine.storage().bringBack(torrents.get(1), Hold.ROOT).holds()).isEmpty();
        awaitAll(TorrentState.SEEDING);
        engine.remove(hash(0));
        assertThat(engine.torrents()).hasSize(TORRENTS - 1);
        assertThat(heard.heard(EventData.Failure.class)).isEmpty();
    }

    @Test
    void givesUpWhenItFailsTooOften() {
        mayRead.countDown();
        listener.throwFor(Integer.MAX_VALUE);
        pauseMany();

        heard.awaitThat("it being down", () -> engine.health().condition() == Condition.DOWN);

        assertThat(engine.health().detail()).contains("restart Revaer");
        assertThat(engine.torrents()).hasSize(TORRENTS);
        assertThat(takesCommands()).isFalse();
        assertThat(refused).allMatch(
                error -> error instanceof NotAnswering || error instanceof Stopped
                        || error instanceof Restarting);
    }

    @Test
    void triesAgainWhenWhatIsKeptCannotBeRead() {
        unreadable.set(1);
        mayRead.countDown();
        breakIt();

        heard.awaitThat("another session", () -> engine.health().detail().contains("was opened again"));

        assertThat(unreadable).hasValue(0);
        assertThat(takesCommands()).isTrue();
        assertThat(engine.torrents()).hasSize(TORRENTS);
    }

    @Test
    void closesWhileItIsBeingOpenedAgain() {
        breakIt();
        heard.awaitThat("commands being refused", () -> !takesCommands());

        engine.close();

        assertThatThrownBy(() -> engine.pause(hash(0))).isInstanceOfSatisfying(
                EngineException.class,
                e -> assertThat(e.error()).isEqualTo(new Stopped()));
    }

    private List<StoredTorrent> kept() {
        try {
            mayRead.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        if (unreadable.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new IllegalStateException("the store is away");
        }
        return List.copyOf(kept);
    }

    /// As often as the pump takes in one minute.
    private void breakIt() {
        listener.throwFor(5);
        pauseMany();
    }

    /// Nobody waits for the answers, which may not come.
    private void pauseMany() {
        for (int i = 5; i < TORRENTS; i++) {
            var hash = hash(i);
            Thread.startVirtualThread(() -> {
                try {
                    engine.pause(hash);
                } catch (EngineException e) {
                    refused.add(e.error());
                }
            });
        }
    }

    private boolean takesCommands() {
        try {
            return engine.listenPort() > 0;
        } catch (EngineException e) {
            assertThat(e.error()).isInstanceOfAny(Restarting.class, Stopped.class);
            return false;
        }
    }

    private void awaitAll(TorrentState wanted) {
        heard.awaitThat(
                "all being " + wanted,
                () -> engine.torrents().stream().allMatch(torrent -> torrent.state() == wanted));
    }

    private Torrent find(InfoHash hash) {
        return Objects.requireNonNull(engine.find(hash));
    }

    private InfoHash hash(int index) {
        return torrents.get(index).infoHashes().first();
    }

    private static final class FaultyListener implements EngineListener {
        private final EngineListener listener;
        private final AtomicInteger faults = new AtomicInteger();

        FaultyListener(EngineListener listener) {
            this.listener = listener;
        }

        void throwFor(int calls) {
            faults.set(calls);
        }

        int left() {
            return faults.get();
        }

        @Override
        public void metadataReceived(Torrent torrent, Metainfo metadata, byte[] metainfo) {
            listener.metadataReceived(torrent, metadata, metainfo);
        }

        @Override
        public void completed(Torrent torrent) {
            fail();
            listener.completed(torrent);
        }

        @Override
        public void happened(Torrent torrent, EventData data) {
            fail();
            listener.happened(torrent, data);
        }

        @Override
        public void progressed(Torrent torrent) {
            fail();
            listener.progressed(torrent);
        }

        private void fail() {
            if (faults.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                throw new IllegalStateException("a fault of the listener");
            }
        }
    }
}
