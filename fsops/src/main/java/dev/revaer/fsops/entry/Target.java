package dev.revaer.fsops.entry;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;
import java.util.zip.CRC32;

import dev.revaer.fsops.workspace.Disk;

/// The directory one archive is unpacked into; the only place where its entries become files.
public final class Target {
    /// Stands for a size or a checksum the archive does not tell.
    public static final long UNKNOWN = -1;

    private final Path root;
    private final Budget budget;
    private final Disk disk;

    public Target(Path root, Budget budget, Disk disk) {
        this.root = root;
        this.budget = budget;
        this.disk = disk;
    }

    /// Checks the entry's name; an empty directory is not made.
    public void directory(String rawName) throws IOException {
        budget.spendEntry();
        EntryName.clean(rawName);
    }

    /// Writes one entry whole.
    ///
    /// @param sizeBytes what the archive declares, or [#UNKNOWN]
    /// @param crc CRC-32 it declares, or [#UNKNOWN]
    public void file(String rawName, InputStream content, long sizeBytes, long crc) throws IOException {
        try (var out = open(rawName)) {
            content.transferTo(out);
            out.finish(sizeBytes, crc);
        }
    }

    /// Counts what is read over beside the entries.
    public void skip(InputStream rest) throws IOException {
        var buffer = new byte[1 << 16];
        for (var read = rest.read(buffer); read >= 0; read = rest.read(buffer)) {
            budget.spendBytes(read);
        }
    }

    /// Takes over a file that another program has written on the same disk.
    public void adopt(String rawName, Path written) throws IOException {
        budget.spendEntry();
        budget.spendBytes(Files.size(written));
        var file = place(rawName);
        try {
            Files.setPosixFilePermissions(written, permissions());
            try (var channel = FileChannel
                    .open(written, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
                channel.force(true);
            }
            disk.move(written, file);
        } catch (IOException e) {
            throw new StorageException(e);
        }
    }

    /// Those a file gets that is made here.
    private Set<PosixFilePermission> permissions() throws IOException {
        var permissions = EnumSet.copyOf(Files.getPosixFilePermissions(root));
        permissions.removeAll(
                EnumSet.of(
                        PosixFilePermission.OWNER_EXECUTE,
                        PosixFilePermission.GROUP_EXECUTE,
                        PosixFilePermission.OTHERS_EXECUTE));
        return permissions;
    }

    public Entry open(String rawName) throws IOException {
        budget.spendEntry();
        var file = place(rawName);
        try {
            return new Entry(rawName, disk.create(file));
        } catch (FileAlreadyExistsException _) {
            throw twice(rawName);
        } catch (IOException e) {
            throw new StorageException(e);
        }
    }

    /// Where an entry goes; its directory is there.
    private Path place(String rawName) throws IOException {
        var name = EntryName.clean(rawName);
        if (name.isEmpty()) {
            throw new UnsafeEntryException(rawName, "has no name");
        }
        var file = root.resolve(name);
        try {
            var parent = file.getParent();
            if (parent != null) {
                disk.createDirectories(parent);
            }
            if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                throw twice(rawName);
            }
            return file;
        } catch (FileAlreadyExistsException _) {
            throw twice(rawName);
        } catch (UnsafeEntryException e) {
            throw e;
        } catch (IOException e) {
            throw new StorageException(e);
        }
    }

    private static UnsafeEntryException twice(String rawName) {
        return new UnsafeEntryException(rawName, "comes twice, as a file or as a directory");
    }

    /// An entry being written. Failures of the disk leave it unchecked, to be told from damage of the archive.
    public final class Entry extends OutputStream {
        private final String name;
        private final Disk.Output out;
        private final CRC32 crc = new CRC32();
        private long written;

        private Entry(String name, Disk.Output out) {
            this.name = name;
            this.out = out;
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[]{(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            budget.spendBytes(length);
            try {
                out.write(bytes, offset, length);
            } catch (IOException e) {
                throw new StorageException(e);
            }
            crc.update(bytes, offset, length);
            written += length;
        }

        public boolean isWhole(long sizeBytes, long expectedCrc) {
            return (sizeBytes == UNKNOWN || sizeBytes == written)
                    && (expectedCrc == UNKNOWN || expectedCrc == crc.getValue());
        }

        /// Makes it durable.
        ///
        /// @throws IOException when size or checksum are not as declared
        public void finish(long sizeBytes, long expectedCrc) throws IOException {
            if (!isWhole(sizeBytes, expectedCrc)) {
                throw new IOException(name + " comes out with another size or checksum than declared");
            }
            try {
                out.sync();
            } catch (IOException e) {
                throw new StorageException(e);
            }
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }
}
