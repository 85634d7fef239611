package dev.revaer.app.secret;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The file with keys for secrets, one a line, the one in use first; `#` begins a comment. Only its owner may read it.
public final class SecretKeyFile {
    private static final Logger LOG = LoggerFactory.getLogger(SecretKeyFile.class);
    private static final int LARGEST = 64 * 1024;
    private static final Set<PosixFilePermission> ONLY_MINE = PosixFilePermissions.fromString("rw-------");

    private final Path file;

    public SecretKeyFile(Path file) {
        this.file = file;
    }

    /// All keys in it; none if there is no file.
    ///
    /// @throws IOException if it cannot be read
    /// @throws IllegalArgumentException with a sentence for people if it holds something else, or nothing
    public List<SecretKey> read() throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        if (!Files.isRegularFile(file) || Files.size(file) > LARGEST) {
            throw new IllegalArgumentException("is no file of keys");
        }
        guard();
        var keys = new ArrayList<SecretKey>();
        var lines = new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            var line = lines.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                keys.add(parse(line, i + 1));
            }
        }
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("holds no key");
        }
        return keys;
    }

    /// Makes it with one new key.
    SecretKey make() throws IOException {
        var key = SecretKey.random();
        var text = """
                # Encrypts the secrets in Revaer's settings. Back it up apart from the database.
                # To rotate: put a new key (openssl rand -base64 32) on a line above and restart.
                %s
                """.formatted(key.base64());
        var fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        var options = EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (var channel = FileChannel
                .open(fresh, options, PosixFilePermissions.asFileAttribute(ONLY_MINE))) {
            channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
            channel.force(true);
        }
        Files.move(fresh, file); // refuses to replace a file that came meanwhile
        return key;
    }

    private void guard() throws IOException {
        if (!ONLY_MINE.containsAll(Files.getPosixFilePermissions(file))) {
            Files.setPosixFilePermissions(file, ONLY_MINE);
            LOG.atWarn()
                    .addKeyValue("file", file)
                    .log("others could read the keys for secrets; now they cannot");
        }
    }

    private static SecretKey parse(String line, int number) {
        try {
            return SecretKey.parse(line);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("line " + number + " " + e.getMessage(), e);
        }
    }
}
