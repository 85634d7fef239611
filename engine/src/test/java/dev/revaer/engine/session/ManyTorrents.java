package dev.revaer.engine.session;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import dev.revaer.engine.MetainfoReader;
import dev.revaer.engine.TorrentOptions;
import dev.revaer.engine.TransferMode;
import dev.revaer.engine.resume.Bencoded;
import dev.revaer.engine.resume.StoredTorrent;

/// Torrents of one small file each, all of them in a directory.
public final class ManyTorrents {
    private ManyTorrents() {}

    public static List<StoredTorrent> in(Path directory, MetainfoReader reader, int count)
            throws IOException {
        Files.createDirectories(directory);
        var torrents = new ArrayList<StoredTorrent>();
        for (int i = 0; i < count; i++) {
            var content = ("the content of " + i).getBytes(StandardCharsets.US_ASCII);
            var file = Files.write(directory.resolve("file-" + i), content);
            var metainfo = metainfo(file.getFileName().toString(), content);
            torrents.add(stored(reader, metainfo, directory));
        }
        return torrents;
    }

    static StoredTorrent stored(MetainfoReader reader, byte[] metainfo, Path directory) {
        var read = reader.read(metainfo);
        return new StoredTorrent(
                read.infoHashes(),
                read.name(),
                null,
                new Bencoded(metainfo),
                null,
                directory,
                false,
                Instant.now(),
                null)
                .with(TorrentOptions.NONE.with(TransferMode.FORCE_START, true));
    }

    private static byte[] metainfo(String name, byte[] content) {
        try {
            var hash = MessageDigest.getInstance("SHA-1").digest(content);
            var head = "d4:infod6:lengthi" + content.length + "e4:name" + name.length() + ":" + name
                    + "12:piece lengthi16384e6:pieces20:";
            var bytes = new ByteArrayOutputStream();
            bytes.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
            bytes.writeBytes(hash);
            bytes.writeBytes("ee".getBytes(StandardCharsets.US_ASCII));
            return bytes.toByteArray();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
