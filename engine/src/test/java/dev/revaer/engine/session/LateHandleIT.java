package dev.revaer.engine.session;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

import dev.revaer.engine.DiskIo;
import dev.revaer.engine.EngineSettings;
import dev.revaer.engine.TorrentState;
import dev.revaer.engine.command.CommandWatch;
import dev.revaer.engine.resume.Bencoded;
import dev.revaer.engine.resume.StoredTorrent;
import dev.revaer.engine.session.jni.DiskIoChoice;
import dev.revaer.engine.session.metainfo.LibtorrentMetainfo;
import dev.revaer.engine.session.pump.AlertPump;
import dev.revaer.engine.session.pump.AlertRouter;
import dev.revaer.engine.session.pump.CommandThread;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.libtorrent4j.swig.error_code;
import org.libtorrent4j.swig.session;
import org.libtorrent4j.swig.status_flags_t;

import static org.assertj.core.api.Assertions.assertThat;

class LateHandleIT {
    private static final Duration INTERVAL = Duration.ofMinutes(1);

    @TempDir
    Path directory;

    private final RecordingListener listener = new RecordingListener();
    private final TorrentRegistry registry = new TorrentRegistry();
    private final AtomicReference<AlertPump> pump = new AtomicReference<>();
    private final ResumeSaver saver = new ResumeSaver(listener);
    private final ResumeSchedule schedule = new ResumeSchedule(
            saver,
            EngineSettings.loopbackOnly(Path.of("native"), "Revaer-test"),
            task -> pump.get().execute(task));

    @Test
    void completesATorrentThatWasHereBeforeItsHandle() throws Exception {
        var settings = EngineSettings.loopbackOnly(directory.resolve("native"), "Revaer-test");
        var metainfo = new LibtorrentMetainfo(settings.nativeDir());
        var rawSession = SessionFactory.open(settings, DiskIoChoice.resolve(DiskIo.POSIX));
        var life = life(rawSession, metainfo);
        start(rawSession, life);
        var torrent = register(metainfo);
        var parameters = AddParameters.of(stored(metainfo), torrent.number, TorrentDefaults.Values.NONE);
        var handle = rawSession.add_torrent(parameters.native_(), new error_code());
        listener.awaitThat("seeding", () -> torrent.snapshot().state() == TorrentState.SEEDING);

        torrent.attach(handle);
        pump.get().execute(() -> life.attached(torrent));

        var completed = listener.await(RecordingListener.Completed.class).torrent();
        assertThat(completed.infoHash()).isEqualTo(torrent.snapshot().infoHash());
        pump.get().stop();
        rawSession.abort().delete();
        rawSession.delete();
    }

    private TorrentLife life(session rawSession, LibtorrentMetainfo metainfo) {
        var commands = new CommandThread(INTERVAL, CommandWatch.NONE);
        return new TorrentLife(
                registry,
                metainfo,
                listener,
                saver,
                schedule,
                task -> pump.get().execute(task),
                new FileFollower(
                        new FileWishes(
                                commands,
                                listener,
                                Runnable::run,
                                new MagnetSwap(rawSession, () -> TorrentDefaults.Values.NONE)),
                        commands));
    }

    private void start(session rawSession, TorrentLife life) {
        var alerts = new AlertRouter(
                new AlertHandler(registry, life, schedule, listener, () -> {}).handlers());
        pump.set(
                new AlertPump(
                        rawSession,
                        new PumpWork(
                                alerts::handle,
                                () -> rawSession.post_torrent_updates(new status_flags_t()),
                                () -> {},
                                _ -> {})));
        pump.get().start();
    }

    private SessionTorrent register(LibtorrentMetainfo metainfo) throws Exception {
        Files.writeString(Files.createDirectories(directory.resolve("content")).resolve("a.txt"), "here");
        var torrent = new SessionTorrent(1, stored(metainfo), false, System.nanoTime() + INTERVAL.toNanos());
        registry.register(torrent);
        return torrent;
    }

    private StoredTorrent stored(LibtorrentMetainfo metainfo) {
        var bytes = metainfo.create(directory.resolve("content/a.txt"));
        var described = metainfo.read(bytes);
        return new StoredTorrent(
                described.infoHashes(),
                described.name(),
                null,
                new Bencoded(bytes),
                null,
                directory.resolve("content"),
                false,
                Instant.EPOCH,
                null);
    }
}
