package dev.revaer.app.move;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/// Brings single files from one volume to another: copies, reads the copy again, and only then gives it its name and the
/// time of the original, by which it is known after a crash.
final class FileCarrier {
    private static final int BUFFER = 1 << 20;
    private static final Duration COARSEST_CLOCK = Duration.ofSeconds(2);
    private static final String PART = ".revaer-moving";
    private static final byte[] ZEROS = new byte[BUFFER];

    private final BooleanSupplier isStopping;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);

    FileCarrier(BooleanSupplier isStopping) {
        this.isStopping = isStopping;
    }

    /// Does nothing if there is no such file, or it was copied before.
    ///
    /// @param onBytes told how many more bytes are done; each counts once when copied and once when read again
    /// @throws CancellationException if this is to stop
    /// @throws FileAlreadyExistsException if another file has its name there
    void copy(Path from, Path to, LongConsumer onBytes) throws IOException {
        if (!isFile(from)) {
            return;
        }
        var size = Files.size(from);
        if (isCopied(from, to)) {
            onBytes.accept(2 * size);
            return;
        }
        if (Files.exists(to, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileAlreadyExistsException(to.toString());
        }
        Files.createDirectories(to.resolveSibling(""));
        var part = part(to);
        Files.deleteIfExists(part);
        var written = write(from, part, onBytes);
        if (!Arrays.equals(written, read(part, onBytes))) {
            Files.delete(part);
            throw new IOException("the copy of " + from + " is not what was written");
        }
        Files.setLastModifiedTime(part, Files.getLastModifiedTime(from));
        Files.move(part, to, StandardCopyOption.ATOMIC_MOVE);
        force(to.resolveSibling(""));
    }

    /// The same inside a volume.
    void rename(Path from, Path to) throws IOException {
        if (!isFile(from)) {
            return;
        }
        if (Files.exists(to, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileAlreadyExistsException(to.toString());
        }
        Files.createDirectories(to.resolveSibling(""));
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    }

    /// Takes back what [#copy] or [#rename] did.
    void undo(Path from, Path to) throws IOException {
        Files.deleteIfExists(part(to));
        if (isCopied(from, to)) {
            Files.delete(to);
        } else if (!Files.exists(from, LinkOption.NOFOLLOW_LINKS) && isFile(to)) {
            Files.createDirectories(from.resolveSibling(""));
            Files.move(to, from, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    static boolean isFile(Path path) {
        return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
    }

    /// Whether the copy is there and has been read again.
    private static boolean isCopied(Path from, Path to) throws IOException {
        if (!isFile(from) || !isFile(to) || Files.size(from) != Files.size(to)) {
            return false;
        }
        var apart = Duration.between(
                Files.getLastModifiedTime(from).toInstant(),
                Files.getLastModifiedTime(to).toInstant()).abs();
        return apart.compareTo(COARSEST_CLOCK) < 0;
    }

    /// Blocks of zeros become holes, as most of an unfinished download is.
    private byte[] write(Path from, Path part, LongConsumer onBytes) throws IOException {
        var digest = digest();
        try (var source = FileChannel.open(from, StandardOpenOption.READ);
                var target = new RandomAccessFile(part.toFile(), "rw")) {
            target.setLength(source.size());
            var channel = target.getChannel();
            for (int length = fill(source); length > 0; length = fill(source)) {
                digest.update(buffer.array(), 0, length);
                if (Arrays.equals(buffer.array(), 0, length, ZEROS, 0, length)) {
                    channel.position(channel.position() + length);
                } else {
                    while (buffer.hasRemaining()) {
                        channel.write(buffer);
                    }
                }
                onBytes.accept(length);
            }
            channel.force(true);
        }
        return digest.digest();
    }

    private byte[] read(Path part, LongConsumer onBytes) throws IOException {
        var digest = digest();
        try (var source = FileChannel.open(part, StandardOpenOption.READ)) {
            for (int length = fill(source); length > 0; length = fill(source)) {
                digest.update(buffer.array(), 0, length);
                onBytes.accept(length);
            }
        }
        return digest.digest();
    }

    private int fill(FileChannel source) throws IOException {
        if (isStopping.getAsBoolean()) {
            throw new CancellationException();
        }
        buffer.clear();
        var length = source.read(buffer);
        buffer.flip();
        return length;
    }

    /// A name of our own, as the file's may be as long as a name can be.
    private static Path part(Path to) {
        return to.resolveSibling(PART + "-" + Integer.toHexString(to.toString().hashCode()));
    }

    static void force(Path directory) throws IOException {
        try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
