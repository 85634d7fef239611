package dev.revaer.app.journal;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import dev.revaer.engine.InfoHash;
import dev.revaer.engine.InfoHashes;
import dev.revaer.engine.Torrent;
import dev.revaer.engine.TorrentOptions;
import dev.revaer.engine.TorrentState;
import dev.revaer.engine.Transfer;
import dev.revaer.engine.event.Event;
import dev.revaer.engine.event.EventData.Failure;
import dev.revaer.engine.event.EventData.TorrentAdded;
import dev.revaer.engine.seeding.Counters;

/// Publishes about torrents of its own, each event and each progress of one with a greater number than the one before.
final class EventWriter {
    private static final int TORRENTS = 4;
    private static final int MOST_STEPS = 400;
    private static final String END = "the end";

    private final RestartedBus service;
    private final Random random;
    private final List<InfoHash> torrents;
    private final Map<String, Long> last = new TreeMap<>();
    private long number;

    EventWriter(RestartedBus service, int index, long seed) {
        this.service = service;
        this.random = new Random(seed);
        this.torrents = IntStream.range(0, TORRENTS)
                .mapToObj(i -> new InfoHash(String.valueOf(index * TORRENTS + i).repeat(40)))
                .toList();
    }

    static Event end() {
        return Event.of(new Failure(END));
    }

    static boolean isEnd(String reason) {
        return reason.equals(END);
    }

    /// The last number told of each torrent within one life of the bus.
    Map<String, Long> lastOfEach() {
        return last;
    }

    void write() throws Exception {
        last.clear();
        var bus = service.bus();
        for (int steps = random.nextInt(MOST_STEPS); steps >= 0; steps--) {
            var infoHash = torrents.get(random.nextInt(TORRENTS));
            if (random.nextInt(20) == 0) {
                TimeUnit.MILLISECONDS.sleep(random.nextInt(40));
            }
            number++;
            switch (random.nextInt(20)) {
                case 0 -> bus.commit(happened(infoHash), () -> {}).get(10, TimeUnit.SECONDS);
                case 1, 2, 3, 4 -> bus.publish(happened(infoHash));
                default -> bus.progress(torrent(infoHash));
            }
            last.put(infoHash.hex(), number);
        }
    }

    private Event happened(InfoHash infoHash) {
        return Event.about(infoHash, new TorrentAdded(String.valueOf(number)));
    }

    private Torrent torrent(InfoHash infoHash) {
        var transfer = new Transfer(0, number, 0, Counters.ZERO, 0, 0, null, Transfer.Swarm.NONE);
        return new Torrent(
                1,
                new InfoHashes(infoHash, null),
                "name",
                Path.of("/"),
                Instant.EPOCH,
                null,
                true,
                false,
                TorrentOptions.NONE,
                Map.of(),
                TorrentState.DOWNLOADING,
                null,
                0,
                transfer);
    }
}
