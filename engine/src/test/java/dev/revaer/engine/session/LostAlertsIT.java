package dev.revaer.engine.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import dev.revaer.engine.EngineSettings;
import dev.revaer.engine.InfoHash;
import dev.revaer.engine.MetainfoReader;
import dev.revaer.engine.Torrent;
import dev.revaer.engine.TorrentState;
import dev.revaer.engine.resume.StoredTorrent;
import dev.revaer.engine.session.metainfo.LibtorrentMetainfo;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// A session whose alerts do not fit its queue.
@Timeout(120)
class LostAlertsIT {
    private static final int TORRENTS = 300;
    private static final int QUEUE = 3;

    @TempDir
    Path directory;

    private final RecordingListener listener = new RecordingListener();
    private MetainfoReader metainfo;
    private List<StoredTorrent> torrents;

    @BeforeEach
    void makeTorrents() throws IOException {
        metainfo = new LibtorrentMetainfo(directory.resolve("native"));
        torrents = ManyTorrents.in(directory.resolve("content"), metainfo, TORRENTS);
    }

    @Test
    void showsEveryTorrentAsItIsAndSaysEveryCompletion() throws Exception {
        try (var engine = start()) {
            torrents.forEach(engine::add);

            listener.awaitThat(
                    "all seeding and said to be complete",
                    () -> engine.torrents()
                            .stream()
                            .allMatch(torrent -> torrent.state() == TorrentState.SEEDING)
                            && completed().size() == TORRENTS);
            assertThat(completed()).doesNotHaveDuplicates();

            atOnce(stored -> engine.pause(hash(stored)));
            assertThat(engine.torrents()).hasSize(TORRENTS)
                    .allMatch(torrent -> torrent.state() == TorrentState.PAUSED);
            atOnce(stored -> engine.resume(hash(stored)));
            assertThat(engine.torrents()).allMatch(torrent -> torrent.state() == TorrentState.SEEDING);

            atOnce(stored -> engine.remove(hash(stored)));
            assertThat(engine.torrents()).isEmpty();
            assertThat(engine.health().healthy()).isTrue();
        }
    }

    @Test
    void seesThatFilesAreGone() throws Exception {
        try (var engine = start()) {
            torrents.forEach(engine::add);
            listener.awaitThat("all complete", () -> completed().size() == TORRENTS);
            for (int i = 0; i < TORRENTS; i++) {
                Files.delete(directory.resolve("content/file-" + i));
            }

            atOnce(stored -> engine.command(hash(stored), new dev.revaer.engine.TorrentCommand.Recheck()));

            listener.awaitThat(
                    "none having anything",
                    () -> engine.torrents()
                            .stream()
                            .allMatch(
                                    torrent -> torrent.transfer().progress() == 0
                                            && torrent.state() != TorrentState.CHECKING));
        }
    }

    @Test
    void savesAllResumeDataWhenItCloses() {
        try (var engine = start()) {
            torrents.forEach(engine::add);
            listener.awaitThat("all complete", () -> completed().size() == TORRENTS);
        }

        for (var stored : torrents) {
            assertThat(listener.resumeData(hash(stored)).bytes()).isNotEmpty();
        }
    }

    private LibtorrentEngine start() {
        var settings = EngineSettings.loopbackOnly(directory.resolve("native"), "Revaer/test")
                .withAlertQueueSize(QUEUE);
        return LibtorrentEngine.start(settings, listener, listener);
    }

    private void atOnce(Command command) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new ArrayList<Future<?>>();
            for (var stored : torrents) {
                running.add(threads.submit(() -> command.run(stored)));
            }
            for (var each : running) {
                each.get();
            }
        }
    }

    private List<InfoHash> completed() {
        return listener.heard(RecordingListener.Completed.class)
                .stream()
                .map(RecordingListener.Completed::torrent)
                .map(Torrent::infoHash)
                .toList();
    }

    private static InfoHash hash(StoredTorrent stored) {
        return stored.infoHashes().first();
    }

    private interface Command {
        void run(StoredTorrent stored);
    }
}
