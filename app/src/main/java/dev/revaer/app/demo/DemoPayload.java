package dev.revaer.app.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;

import org.apache.commons.compress.archivers.sevenz.SevenZMethod;
import org.apache.commons.compress.archivers.sevenz.SevenZOutputFile;

/// A release as they come: a folder with a multi-volume 7z set in it, a sample of text beside.
///
/// @param folder what is to be shared
/// @param sha256 of each file inside the archive, by name
record DemoPayload(Path folder, Map<String, String> sha256) {
    private static final String NAME = "Revaer.Demo.2026";
    private static final int VOLUME_BYTES = 32 << 20;
    private static final int BUFFER_BYTES = 1 << 20;

    /// @param sizeBytes of the files inside the archive, together
    static DemoPayload make(Path directory, long sizeBytes) throws IOException {
        var folder = Files.createDirectories(directory.resolve(NAME));
        var release = Files.createDirectories(folder.resolve("Disc 1"));
        var archive = directory.resolve("whole.7z");
        var random = new SplittableRandom();
        var sha256 = new LinkedHashMap<String, String>();
        try (var sevenZip = new SevenZOutputFile(archive.toFile())) {
            // what is random cannot be compressed, and the demo is not about waiting
            sevenZip.setContentCompression(SevenZMethod.COPY);
            var first = sizeBytes * 3 / 4;
            sha256.put("Feature.mkv", add(sevenZip, "Feature.mkv", first, random));
            sha256.put(
                    "Extras/Making of.mkv",
                    add(sevenZip, "Extras/Making of.mkv", sizeBytes - first, random));
        }
        split(archive, release.resolve("release.7z"));
        Files.delete(archive);
        Files.writeString(
                folder.resolve("release.nfo"),
                "Made by `revaer demo`: random bytes, nothing to see.\n");
        return new DemoPayload(folder, sha256);
    }

    private static String add(SevenZOutputFile archive, String name, long size, SplittableRandom random)
            throws IOException {
        var entry = archive.createArchiveEntry(Path.of("."), name);
        entry.setDirectory(false);
        archive.putArchiveEntry(entry);
        var digest = newDigest();
        var buffer = new byte[BUFFER_BYTES];
        for (long left = size; left > 0;) {
            random.nextBytes(buffer);
            var length = (int) Math.min(buffer.length, left);
            digest.update(buffer, 0, length);
            archive.write(buffer, 0, length);
            left -= length;
        }
        archive.closeArchiveEntry();
        return HexFormat.of().formatHex(digest.digest());
    }

    /// A split 7z is the whole one cut into pieces: `.001`, `.002` …
    private static void split(Path archive, Path target) throws IOException {
        try (InputStream whole = Files.newInputStream(archive)) {
            var volume = whole.readNBytes(VOLUME_BYTES);
            for (int number = 1; volume.length > 0; number++) {
                Files.write(target.resolveSibling("%s.%03d".formatted(target.getFileName(), number)), volume);
                volume = whole.readNBytes(VOLUME_BYTES);
            }
        }
    }

    static String sha256(Path file) throws IOException {
        var digest = newDigest();
        try (var sink = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
            Files.copy(file, sink);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
