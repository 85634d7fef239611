package dev.revaer.app.backup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

import dev.revaer.api.problem.ApiError.BadBackup;
import dev.revaer.api.problem.ApiException;
import dev.revaer.app.backup.ArchiveFormat.Head;
import dev.revaer.app.backup.ArchiveFormat.Manifest;
import dev.revaer.app.document.Documents;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/// Reads a backup from its beginning to its end, which nobody vouches for: everything in it is bounded and compared with
/// its digest. Holds one torrent at a time, and the small parts.
final class ArchiveReader {
    private static final int LARGEST_PART = 64 << 20;
    private static final int LARGEST_DOCUMENT = 16 << 20;
    private static final int LARGEST_METAINFO = 64 << 20;
    private static final int LARGEST_RESUME_DATA = 128 << 20;
    private static final int MOST_TORRENTS = 1_000_000;
    private static final long MOST_BYTES = 256L << 30;

    private final Path file;
    private final Map<String, byte[]> parts = new HashMap<>();
    private final Map<String, String> digests = new HashMap<>();
    private long bytes;

    ArchiveReader(Path file) {
        this.file = file;
    }

    /// A torrent with what stood beside it.
    @SuppressWarnings("ArrayRecordComponent") // handed on once
    record Found(SavedTorrent torrent, byte @Nullable [] metainfo, byte @Nullable [] resumeData) {}

    /// Reads all of it.
    ///
    /// @param taker is given each torrent
    /// @throws ApiException with [BadBackup]
    Head read(Consumer<Found> taker) {
        bytes = 0;
        try (var zip = new ZipInputStream(Files.newInputStream(file))) {
            return read(zip, taker);
        } catch (IOException | IllegalArgumentException e) {
            throw bad("it is damaged, or was cut short: " + e.getMessage());
        }
    }

    /// The documents of one of the small parts, once all was read; none of one that is not there.
    ///
    /// @throws ApiException with [BadBackup]
    <T> List<T> lines(String part, Class<T> type) {
        var text = new String(parts.getOrDefault(part, new byte[0]), StandardCharsets.UTF_8);
        return text.lines().map(line -> parse(part, line.getBytes(StandardCharsets.UTF_8), type)).toList();
    }

    private Head read(ZipInputStream zip, Consumer<Found> taker) throws IOException {
        var first = zip.getNextEntry();
        if (first == null || !first.getName().equals(ArchiveFormat.HEAD)) {
            throw bad("it is no backup of Revaer: it does not begin with " + ArchiveFormat.HEAD);
        }
        var head = parse(ArchiveFormat.HEAD, content(zip, first, LARGEST_DOCUMENT), Head.class);
        if (!ArchiveFormat.NAME.equals(head.format())) {
            throw bad("it is no backup of Revaer");
        }
        if (head.version() != ArchiveFormat.VERSION) {
            throw bad(
                    "it is of format " + head.version() + ", made by Revaer " + head.madeBy()
                            + "; this one reads format " + ArchiveFormat.VERSION);
        }
        readTorrents(zip, readParts(zip), taker);
        return head;
    }

    /// @return the entry behind them
    private @Nullable ZipEntry readParts(ZipInputStream zip) throws IOException {
        parts.clear();
        digests.clear();
        var entry = zip.getNextEntry();
        for (var name : ArchiveFormat.PARTS) {
            if (entry != null && entry.getName().equals(name)) {
                var part = content(zip, entry, LARGEST_PART);
                parts.put(name, part);
                digests.put(name, Objects.requireNonNull(ArchiveWriter.sha256(part)));
                entry = zip.getNextEntry();
            }
        }
        return entry;
    }

    private void readTorrents(ZipInputStream zip, @Nullable ZipEntry first, Consumer<Found> taker)
            throws IOException {
        var digest = ArchiveWriter.sha256();
        int torrents = 0;
        var entry = first;
        while (entry != null && !entry.getName().equals(ArchiveFormat.MANIFEST)) {
            var name = ArchiveFormat.TORRENT.matcher(entry.getName());
            if (!name.matches() || !name.group(2).equals("json") || ++torrents > MOST_TORRENTS) {
                throw bad("'" + shortened(entry.getName()) + "' has no place in it");
            }
            entry = readTorrent(zip, entry, name, digest, taker);
        }
        var manifest = parse(
                ArchiveFormat.MANIFEST,
                content(zip, require(entry, ArchiveFormat.MANIFEST), LARGEST_DOCUMENT),
                Manifest.class);
        if (!manifest.parts().equals(digests) || manifest.torrents() != torrents
                || !ArchiveWriter.hex(digest).equals(manifest.torrentsSha256())) {
            throw bad("what is in it is not what was put into it");
        }
        if (zip.getNextEntry() != null) {
            throw bad("something was added behind " + ArchiveFormat.MANIFEST);
        }
    }

    /// @return the entry behind it
    private @Nullable ZipEntry readTorrent(
            ZipInputStream zip,
            ZipEntry entry,
            Matcher name,
            MessageDigest digest,
            Consumer<Found> taker) throws IOException {
        var document = content(zip, entry, LARGEST_DOCUMENT);
        digest.update(document);
        var torrent = parse(entry.getName(), document, SavedTorrent.class);
        if (!torrent.infoHash().equals(name.group(1))) {
            throw bad(entry.getName() + " is of another torrent");
        }
        var path = entry.getName().substring(0, entry.getName().length() - "json".length());
        var metainfo = blob(zip, path + "torrent", torrent.metainfoSha256(), LARGEST_METAINFO);
        var resumeData = blob(zip, path + "resume", torrent.resumeSha256(), LARGEST_RESUME_DATA);
        taker.accept(new Found(torrent, metainfo, resumeData));
        return zip.getNextEntry();
    }

    private byte @Nullable [] blob(ZipInputStream zip, String name, @Nullable String sha256, int most)
            throws IOException {
        if (sha256 == null) {
            return null;
        }
        var content = content(zip, require(zip.getNextEntry(), name), most);
        if (!sha256.equals(ArchiveWriter.sha256(content))) {
            throw bad(name + " is not what was put into it");
        }
        return content;
    }

    private static ZipEntry require(@Nullable ZipEntry entry, String name) {
        if (entry == null || !entry.getName().equals(name)) {
            throw bad(name + " is missing: it was cut short, or changed");
        }
        return entry;
    }

    private byte[] content(InputStream zip, ZipEntry entry, int most) throws IOException {
        var content = zip.readNBytes(most + 1);
        bytes += content.length;
        if (content.length > most || bytes > MOST_BYTES) {
            throw bad("'" + shortened(entry.getName()) + "' is larger than any backup has it");
        }
        return content;
    }

    private static <T> T parse(String name, byte[] json, Class<T> type) {
        try {
            var value = Documents.LENIENT.readValue(json, type);
            if (value == null) {
                throw bad(name + " cannot be read");
            }
            return value;
        } catch (JacksonException e) {
            throw bad(name + " cannot be read: " + e.getOriginalMessage());
        }
    }

    private static ApiException bad(String reason) {
        return new ApiException(new BadBackup(reason));
    }

    private static String shortened(String text) {
        return text.length() <= 80 ? text : text.substring(0, 80) + "…";
    }
}
