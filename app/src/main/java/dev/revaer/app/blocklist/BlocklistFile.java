package dev.revaer.app.blocklist;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Properties;

import dev.revaer.app.fetch.Validators;
import dev.revaer.engine.network.BlocklistReader;
import dev.revaer.engine.network.BlocklistReading;
import dev.revaer.engine.network.BlocklistReading.Refused;
import org.jspecify.annotations.Nullable;

/// The last good copy of the blocklist, as it was fetched, with a note of where it came from beside it.
///
/// The note names the copy's digest. A crash between the renames of the two leaves a note that does not fit, and so a
/// copy that counts but is fetched again.
final class BlocklistFile {
    private static final int LARGEST_NOTE = 16 * 1024;

    private final Path directory;
    private final Path copy;
    private final Path fresh;
    private final Path note;

    /// @param directory made when it is needed
    BlocklistFile(Path directory) {
        this.directory = directory;
        this.copy = directory.resolve("blocklist");
        this.fresh = directory.resolve("blocklist.new");
        this.note = directory.resolve("blocklist.properties");
    }

    boolean isThere() {
        return Files.isRegularFile(copy);
    }

    BlocklistReading read() {
        return read(copy);
    }

    /// Says nothing if the note is missing, damaged, or another copy's.
    @Nullable
    BlocklistCopy note() {
        try {
            if (!Files.isRegularFile(note) || Files.size(note) > LARGEST_NOTE) {
                return null;
            }
            var values = new Properties();
            values.load(new StringReader(Files.readString(note)));
            var kept = new BlocklistCopy(
                    values.getProperty("source", ""),
                    values.getProperty("content", ""),
                    new Validators(values.getProperty("etag"), values.getProperty("lastModified")),
                    Instant.parse(values.getProperty("fetchedAt", "")));
            return isThere() && kept.content().equals(digest(copy)) ? kept : null;
        } catch (IOException | IllegalArgumentException | DateTimeException _) {
            return null; // it will be fetched again
        }
    }

    /// Where a download goes until it has proved good.
    OutputStream openFresh() throws IOException {
        Files.createDirectories(directory);
        return Files.newOutputStream(fresh);
    }

    BlocklistReading readFresh() {
        return read(fresh);
    }

    void dropFresh() throws IOException {
        Files.deleteIfExists(fresh);
    }

    /// Puts the download in the place of the copy. After this it survives a crash.
    BlocklistCopy keepFresh(String source, Validators validators, Instant now) throws IOException {
        var kept = new BlocklistCopy(source, digest(fresh), validators, now);
        try (var channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(fresh, copy, StandardCopyOption.ATOMIC_MOVE);
        writeNote(kept);
        return kept;
    }

    void writeNote(BlocklistCopy kept) throws IOException {
        var values = new Properties();
        values.setProperty("source", kept.source());
        values.setProperty("content", kept.content());
        values.setProperty("fetchedAt", kept.fetchedAt().toString());
        if (kept.validators().etag() != null) {
            values.setProperty("etag", kept.validators().etag());
        }
        if (kept.validators().lastModified() != null) {
            values.setProperty("lastModified", kept.validators().lastModified());
        }
        var text = new StringWriter();
        values.store(text, null);
        var freshNote = directory.resolve("blocklist.properties.new");
        try (var channel = FileChannel.open(
                freshNote,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE); var out = Channels.newOutputStream(channel)) {
            out.write(text.toString().getBytes(StandardCharsets.UTF_8));
            channel.force(true);
        }
        Files.move(freshNote, note, StandardCopyOption.ATOMIC_MOVE);
        try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    void delete() throws IOException {
        Files.deleteIfExists(note);
        Files.deleteIfExists(copy);
        Files.deleteIfExists(fresh);
    }

    static String digest(String text) {
        return HexFormat.of().formatHex(sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static String digest(Path file) throws IOException {
        var digest = sha256();
        try (var out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
            Files.copy(file, out);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static BlocklistReading read(Path file) {
        try (var in = Files.newInputStream(file)) {
            return BlocklistReader.read(in);
        } catch (IOException e) {
            return new Refused("cannot be read: " + e.getMessage());
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
