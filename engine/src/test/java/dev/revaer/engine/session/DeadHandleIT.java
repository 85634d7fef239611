package dev.revaer.engine.session;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import dev.revaer.engine.EngineError.DuplicateTorrent;
import dev.revaer.engine.EngineError.TorrentNotFound;
import dev.revaer.engine.EngineException;
import dev.revaer.engine.EngineSettings;
import dev.revaer.engine.InfoHash;
import dev.revaer.engine.TorrentCommand;
import dev.revaer.engine.TorrentEngine;
import dev.revaer.engine.TorrentOptions;
import dev.revaer.engine.limit.RateLimits;
import dev.revaer.engine.resume.StoredTorrent;
import dev.revaer.engine.session.metainfo.LibtorrentMetainfo;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// Torrents that go while they are told things.
@Timeout(120)
class DeadHandleIT {
    private static final int THREADS = 6;
    private static final Duration TIME = Duration.ofSeconds(4);

    @TempDir
    Path directory;

    private final RecordingListener listener = new RecordingListener();
    private List<StoredTorrent> torrents;

    @BeforeEach
    void makeTorrents() throws IOException {
        var metainfo = new LibtorrentMetainfo(directory.resolve("native"));
        torrents = ManyTorrents.in(directory.resolve("content"), metainfo, 4);
    }

    @Test
    void saysThatATorrentIsNotThereAndNothingWorse() throws Exception {
        var settings = EngineSettings.loopbackOnly(directory.resolve("native"), "Revaer/test");
        try (var engine = LibtorrentEngine.start(settings, listener, listener);
                var threads = Executors.newFixedThreadPool(THREADS)) {
            var end = System.nanoTime() + TIME.toNanos();
            var running = new ArrayList<Future<Integer>>();
            for (int i = 0; i < THREADS; i++) {
                var random = new Random(i);
                running.add(threads.submit(() -> hammer(engine, random, end)));
            }

            for (var each : running) {
                assertThat(each.get()).isPositive();
            }

            assertThat(engine.health().healthy()).as(engine.health().detail()).isTrue();
            for (var torrent : engine.torrents()) {
                engine.remove(torrent.infoHash());
            }
            assertThat(engine.torrents()).isEmpty();
            torrents.forEach(engine::add);
            assertThat(engine.torrents()).hasSize(torrents.size());
        }
    }

    /// @return commands that were obeyed
    private int hammer(TorrentEngine engine, Random random, long end) {
        int obeyed = 0;
        while (System.nanoTime() - end < 0) {
            var torrent = torrents.get(random.nextInt(torrents.size()));
            try {
                command(engine, torrent, random.nextInt(9));
                obeyed++;
            } catch (EngineException e) {
                assertThat(e.error()).isInstanceOfAny(TorrentNotFound.class, DuplicateTorrent.class);
            }
        }
        return obeyed;
    }

    private static void command(TorrentEngine engine, StoredTorrent stored, int kind) {
        InfoHash hash = stored.infoHashes().first();
        switch (kind) {
            case 0, 1 -> engine.add(stored);
            case 2, 3 -> engine.remove(hash);
            case 4 -> engine.pause(hash);
            case 5 -> engine.resume(hash);
            case 6 -> engine.configure(hash, TorrentOptions.NONE.labelled(null, Set.of("a")));
            case 7 -> engine.cap(Map.of(hash, new RateLimits(1 << 20, 1 << 20)));
            default -> engine.command(hash, new TorrentCommand.Recheck());
        }
    }
}
