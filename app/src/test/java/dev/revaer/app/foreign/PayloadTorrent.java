package dev.revaer.app.foreign;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import dev.revaer.engine.InfoHash;
import dev.revaer.engine.InfoHashes;
import dev.revaer.engine.MetainfoReader;
import dev.revaer.engine.create.HashingProgress;
import dev.revaer.engine.create.MetainfoFormat;
import dev.revaer.engine.create.NewMetainfo;

/// A torrent of a [Payload], made by Revaer.
record PayloadTorrent(
        Payload payload,
        MetainfoFormat format,
        boolean isPrivate,
        List<String> trackers,
        MetainfoReader maker) {
    PayloadTorrent {
        trackers = List.copyOf(trackers);
    }

    static PayloadTorrent of(Payload payload, MetainfoFormat format, MetainfoReader maker) {
        return new PayloadTorrent(payload, format, false, List.of(), maker);
    }

    PayloadTorrent as(MetainfoFormat other) {
        return new PayloadTorrent(payload, other, isPrivate, trackers, maker);
    }

    /// Only its trackers may be asked for peers (BEP 27).
    PayloadTorrent asPrivate() {
        return new PayloadTorrent(payload, format, true, trackers, maker);
    }

    PayloadTorrent announcedTo(OpenTracker tracker) {
        return announcedTo(List.of(tracker.announceUrl()));
    }

    PayloadTorrent announcedTo(List<String> others) {
        return new PayloadTorrent(payload, format, isPrivate, others, maker);
    }

    byte[] metainfo() {
        var wanted = new NewMetainfo(
                payload.folder(),
                format,
                null,
                isPrivate,
                List.of(trackers),
                List.of(),
                null,
                null);
        return maker.create(wanted, HashingProgress.IGNORED);
    }

    /// Writes the metainfo to a file.
    String writeTo(Path file) throws IOException {
        return Files.write(file, metainfo()).toString();
    }

    /// Says no more than one hash and the trackers.
    String magnet() {
        var infoHash = infoHash();
        var magnet = new StringBuilder("magnet:?xt=")
                .append(infoHash.isV1() ? "urn:btih:" : "urn:btmh:1220")
                .append(infoHash);
        for (var tracker : trackers) {
            magnet.append("&tr=").append(URLEncoder.encode(tracker, StandardCharsets.UTF_8));
        }
        return magnet.toString();
    }

    InfoHashes infoHashes() {
        return maker.read(metainfo()).infoHashes();
    }

    InfoHash infoHash() {
        return infoHashes().first();
    }
}
