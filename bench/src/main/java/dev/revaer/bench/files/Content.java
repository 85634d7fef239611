package dev.revaer.bench.files;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Files to work on.
final class Content {
    private static final int MEBIBYTE = 1 << 20;
    /// Sixteen values of 256: shrinks to about a half.
    private static final int HALF = 0x0f;
    private static final int WHOLE = 0xff;

    private Content() {}

    static void incompressible(Path file, int mebibytes) throws IOException {
        write(file, mebibytes, WHOLE);
    }

    static void compressible(Path file, int mebibytes) throws IOException {
        write(file, mebibytes, HALF);
    }

    static void stored(Path zip, Path file) throws IOException {
        var crc = new CRC32();
        try (var in = Files.newInputStream(file)) {
            var buffer = new byte[MEBIBYTE];
            for (var read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                crc.update(buffer, 0, read);
            }
        }
        var entry = new ZipEntry("film.bin");
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(Files.size(file));
        entry.setCrc(crc.getValue());
        pack(zip, file, entry);
    }

    static void deflated(Path zip, Path file) throws IOException {
        pack(zip, file, new ZipEntry("film.bin"));
    }

    static void small(Path directory, int count) throws IOException {
        for (var i = 0; i < count; i++) {
            var folder = Files.createDirectories(directory.resolve("folder " + i / 500));
            Files.write(folder.resolve("file " + i), new byte[100]);
        }
    }

    private static void pack(Path zip, Path file, ZipEntry entry) throws IOException {
        try (var out = new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(zip)))) {
            out.putNextEntry(entry);
            Files.copy(file, out);
            out.closeEntry();
        }
    }

    private static void write(Path file, int mebibytes, int mask) throws IOException {
        var random = new Random(mebibytes);
        var block = new byte[MEBIBYTE];
        try (OutputStream out = Files.newOutputStream(file)) {
            for (var i = 0; i < mebibytes; i++) {
                random.nextBytes(block);
                for (var at = 0; mask != WHOLE && at < block.length; at++) {
                    block[at] = (byte) (block[at] & mask);
                }
                out.write(block);
            }
        }
    }
}
