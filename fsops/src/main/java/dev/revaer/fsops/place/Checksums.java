package dev.revaer.fsops.place;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;

import dev.revaer.fsops.root.Roots;
import dev.revaer.fsops.workspace.Progress;

/// SHA-256 of files, and the list of them that `sha256sum -c` reads.
public final class Checksums {
    private static final int BUFFER_BYTES = 1 << 18;

    private final Roots roots;
    private final Progress progress;

    public Checksums(Roots roots, Progress progress) {
        this.roots = roots;
        this.progress = progress;
    }

    /// Reads a file through.
    ///
    /// @return 64 hex digits
    /// @throws InterruptedIOException when the thread is interrupted
    public String sha256(Path file) throws IOException {
        var digest = digest();
        try (var in = roots.read(file)) {
            var buffer = ByteBuffer.allocate(BUFFER_BYTES);
            while (in.read(buffer) >= 0) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new InterruptedIOException("interrupted");
                }
                digest.update(buffer.array(), 0, buffer.position());
                progress.add(buffer.position());
                buffer.clear();
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /// One line for each file, by path; names with a backslash or the end of a line are escaped as coreutils do it.
    ///
    /// @param digests 64 hex digits each, by path below the list's directory
    public static byte[] manifest(SortedMap<String, String> digests) {
        var text = new StringBuilder();
        for (Map.Entry<String, String> entry : digests.entrySet()) {
            var path = entry.getKey();
            var escaped = path.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
            text.append(escaped.equals(path) ? "" : "\\")
                    .append(entry.getValue())
                    .append("  ")
                    .append(escaped)
                    .append('\n');
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
