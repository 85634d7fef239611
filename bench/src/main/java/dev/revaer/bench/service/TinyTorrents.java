package dev.revaer.bench.service;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.SplittableRandom;

/// Torrents of one file and one piece (BEP 3), each different from all others and the same in each run.
public final class TinyTorrents {
    /// Of the file, and of its one piece.
    private static final int SIZE_BYTES = 16 * 1024;

    private final Path downloadDir;

    /// @param downloadDir where the files are to lie
    public TinyTorrents(Path downloadDir) {
        this.downloadDir = downloadDir;
    }

    /// Puts the torrent's file in its place.
    ///
    /// @return the body of a request that adds the torrent
    public String make(int number) throws IOException {
        var name = "torrent-%05d.bin".formatted(number);
        var content = new byte[SIZE_BYTES];
        new SplittableRandom(number).nextBytes(content);
        Files.write(downloadDir.resolve(name), content);
        return "{\"metainfo\":\"" + Base64.getEncoder().encodeToString(metainfo(name, content)) + "\"}";
    }

    private static byte[] metainfo(String name, byte[] content) {
        var out = new ByteArrayOutputStream();
        out.writeBytes(
                ascii(
                        "d4:infod6:lengthi" + content.length + "e4:name" + name.length() + ":" + name
                                + "12:piece lengthi"
                                + content.length
                                + "e6:pieces20:"));
        out.writeBytes(sha1(content));
        out.writeBytes(ascii("ee"));
        return out.toByteArray();
    }

    private static byte[] sha1(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-1").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
