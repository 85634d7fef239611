package dev.revaer.bench.event;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import dev.revaer.engine.InfoHash;
import dev.revaer.engine.InfoHashes;
import dev.revaer.engine.Torrent;
import dev.revaer.engine.TorrentOptions;
import dev.revaer.engine.TorrentState;
import dev.revaer.engine.Transfer;
import dev.revaer.engine.seeding.Counters;

/// Torrents that no session has, for events about them.
final class MadeTorrents {
    private static final long DOWNLOAD_BYTES_PER_SECOND = 5_242_880;
    private static final long UPLOAD_BYTES_PER_SECOND = 131_072;

    private MadeTorrents() {}

    static List<InfoHash> hashes(int count) {
        return IntStream.range(0, count).mapToObj(i -> new InfoHash("%040x".formatted(i))).toList();
    }

    /// @param sizeBytes a number that goes to subscribers as it is
    static Torrent downloading(InfoHash infoHash, long sizeBytes) {
        var transfer = new Transfer(
                0.5,
                sizeBytes,
                sizeBytes / 2,
                Counters.ZERO,
                DOWNLOAD_BYTES_PER_SECOND,
                UPLOAD_BYTES_PER_SECOND,
                888L,
                Transfer.Swarm.NONE);
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
