package dev.revaer.app.backup;

import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import dev.revaer.app.backup.ArchiveFormat.Head;
import dev.revaer.app.backup.ArchiveFormat.Manifest;
import dev.revaer.app.document.Documents;
import org.jspecify.annotations.Nullable;

/// Writes a backup, entry by entry; holds one torrent at a time.
final class ArchiveWriter {
    private final ZipOutputStream zip;
    private final Map<String, String> parts = new HashMap<>();
    private final MessageDigest torrentsDigest = sha256();
    private int torrents;

    ArchiveWriter(OutputStream out) {
        this.zip = new ZipOutputStream(out);
    }

    void head(Head head) throws IOException {
        entry(ArchiveFormat.HEAD, json(head));
    }

    /// One document a line.
    void lines(String name, List<?> documents) throws IOException {
        var digest = sha256();
        zip.putNextEntry(new ZipEntry(name));
        for (var document : documents) {
            var line = json(document);
            digest.update(line);
            digest.update((byte) '\n');
            zip.write(line);
            zip.write('\n');
        }
        zip.closeEntry();
        parts.put(name, hex(digest));
    }

    void torrent(SavedTorrent torrent, byte @Nullable [] metainfo, byte @Nullable [] resumeData)
            throws IOException {
        var document = json(torrent);
        torrentsDigest.update(document);
        torrents++;
        var name = "torrents/" + torrent.infoHash();
        entry(name + ".json", document);
        if (metainfo != null) {
            entry(name + ".torrent", metainfo);
        }
        if (resumeData != null) {
            entry(name + ".resume", resumeData);
        }
    }

    void finish() throws IOException {
        entry(ArchiveFormat.MANIFEST, json(new Manifest(parts, torrents, hex(torrentsDigest))));
        zip.finish();
        zip.flush();
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }

    static @Nullable String sha256(byte @Nullable [] bytes) {
        return bytes == null ? null : HexFormat.of().formatHex(sha256().digest(bytes));
    }

    private void entry(String name, byte[] content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content);
        zip.closeEntry();
    }

    private static byte[] json(Object document) {
        return Documents.STRICT.writeValueAsBytes(document);
    }
}
