package dev.revaer.app.foreign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/// Two files of random bytes in a folder; no torrent of it was ever shared before.
///
/// @param directory the folder lies in it
record Payload(Path directory, String name) {
    static final int SIZE = (3 << 20) + 70_001;
    private static final List<String> NAMES = List.of("first.bin", "second.bin");
    private static final int FIRST_SIZE = 2 << 20;

    static Payload make(Path directory) throws IOException {
        var random = ThreadLocalRandom.current();
        var payload = new Payload(directory, "payload-" + HexFormat.of().toHexDigits(random.nextInt()));
        Files.createDirectories(payload.folder());
        for (var name : NAMES) {
            var bytes = new byte[name.equals(NAMES.getFirst()) ? FIRST_SIZE : SIZE - FIRST_SIZE];
            random.nextBytes(bytes);
            Files.write(payload.folder().resolve(name), bytes);
        }
        return payload;
    }

    Path folder() {
        return directory.resolve(name);
    }

    /// In the order of the metainfo.
    List<Path> files() {
        return NAMES.stream().map(folder()::resolve).toList();
    }

    /// The same bytes in another directory.
    void copyTo(Path target) throws IOException {
        var copy = Files.createDirectories(target.resolve(name));
        for (var file : files()) {
            Files.copy(file, copy.resolve(file.getFileName()));
        }
    }

    /// Whether all of it is in another directory, byte for byte.
    boolean isIn(Path other) throws IOException {
        for (var file : files()) {
            var copy = other.resolve(name).resolve(file.getFileName());
            if (!Files.exists(copy) || Files.size(copy) != Files.size(file)
                    || !sha256(copy).equals(sha256(file))) {
                return false;
            }
        }
        return true;
    }

    private static String sha256(Path file) throws IOException {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
