package dev.revaer.fsops.record;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;

import dev.revaer.fsops.DownloadedFile;
import dev.revaer.fsops.FinishedDownload;

/// Tells whether the content of a download is another now: SHA-256 over what there is to publish.
public final class Fingerprint {
    private Fingerprint() {}

    /// Of the torrent's name and of its files in any order.
    public static String of(FinishedDownload download) {
        var text = new StringBuilder(download.name()).append('\0');
        download.files()
                .stream()
                .sorted(Comparator.comparing(DownloadedFile::path))
                .forEach(file -> text.append(file.path()).append('\0').append(file.sizeBytes()).append('\0'));
        return sha256(text.toString());
    }

    static String sha256(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
