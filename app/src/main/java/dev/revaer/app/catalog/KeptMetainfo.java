package dev.revaer.app.catalog;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import dev.revaer.api.torrent.MetainfoSource;
import dev.revaer.engine.InfoHash;
import dev.revaer.engine.MetainfoReader;
import dev.revaer.engine.resume.StoredTorrent;
import dev.revaer.engine.swarm.Tracker;

/// Gives out metainfo as it is kept. What peers have told of a magnet's torrent is its info dictionary alone: trackers
/// are added, so that it is of use elsewhere.
public final class KeptMetainfo implements MetainfoSource {
    /// How metainfo begins that holds nothing but the info dictionary.
    private static final byte[] INFO_ALONE = ascii("d4:info");

    private final TorrentTable table;
    private final MetainfoReader reader;

    public KeptMetainfo(TorrentTable table, MetainfoReader reader) {
        this.table = table;
        this.reader = reader;
    }

    @Override
    public Optional<byte[]> metainfo(InfoHash infoHash) {
        var stored = table.find(infoHash);
        var metainfo = stored == null ? null : stored.metainfo();
        if (stored == null || metainfo == null) {
            return Optional.empty();
        }
        var magnet = stored.magnet();
        // one of v2 without piece layers (BEP 52) is read as an info dictionary alone or not at all
        var canNameTrackers = beginsWith(metainfo.bytes(), INFO_ALONE) && stored.infoHashes().v2() == null;
        var trackers = magnet == null || !canNameTrackers ? List.<Tracker>of() : trackers(stored, magnet);
        return Optional.of(
                trackers.isEmpty() ? metainfo.bytes() : withTrackers(metainfo.bytes(), trackers));
    }

    private List<Tracker> trackers(StoredTorrent stored, String magnet) {
        var wanted = stored.options().sources().trackers();
        var trackers = wanted != null ? wanted : reader.sourcesOfMagnet(magnet).trackers();
        return trackers == null ? List.of() : trackers;
    }

    /// A dictionary's keys are sorted: these two come before `info` (BEP 3, BEP 12).
    private static byte[] withTrackers(byte[] bare, List<Tracker> trackers) {
        var made = new ByteArrayOutputStream();
        made.writeBytes(ascii("d8:announce"));
        made.writeBytes(bencoded(trackers.getFirst().url()));
        made.writeBytes(ascii("13:announce-listl"));
        int tier = trackers.getFirst().tier();
        made.write('l');
        for (var tracker : trackers) {
            if (tracker.tier() != tier) {
                made.writeBytes(ascii("el"));
                tier = tracker.tier();
            }
            made.writeBytes(bencoded(tracker.url()));
        }
        made.writeBytes(ascii("ee"));
        made.write(bare, 1, bare.length - 1);
        return made.toByteArray();
    }

    private static byte[] bencoded(String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        var made = new ByteArrayOutputStream();
        made.writeBytes(ascii(bytes.length + ":"));
        made.writeBytes(bytes);
        return made.toByteArray();
    }

    private static boolean beginsWith(byte[] bytes, byte[] beginning) {
        return bytes.length > beginning.length
                && Arrays.mismatch(bytes, beginning) == beginning.length;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
