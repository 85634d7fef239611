package dev.revaer.app.database;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.XZInputStream;

/// PostgreSQL's programs, unpacked from the class path.
///
/// @param directory holds `bin`, `lib` and `share`
record PostgresBinaries(Path directory) {
    private static final String ARCHIVE = "/postgres-linux-x86_64.txz";

    /// Unpacks the programs to `<home>/bin-<CRC-32 of the archive>`, unless they are there, and removes those of other
    /// archives and what a crash half-way has left.
    static PostgresBinaries unpackedIn(Path home) throws IOException {
        var name = "bin-" + checksum();
        var directory = home.resolve(name);
        if (!Files.exists(directory)) {
            try (var siblings = Files.newDirectoryStream(home, "bin-*")) {
                for (var sibling : siblings) {
                    DirectoryTree.delete(sibling);
                }
            }
            var unfinished = DirectoryTree.unfinished(home, name);
            try (var archive = new TarArchiveInputStream(
                    new XZInputStream(new BufferedInputStream(open())))) {
                for (var entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
                    unpack(archive, entry, unfinished);
                }
            }
            DirectoryTree.finish(home, name);
        }
        return new PostgresBinaries(directory);
    }

    Path program(String name) {
        return directory.resolve("bin", name);
    }

    /// Never writes through a link of the archive: those that lead outside are refused.
    private static void unpack(InputStream archive, TarArchiveEntry entry, Path root) throws IOException {
        var target = inside(root, root.resolve(entry.getName()), entry);
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.getParent());
        if (entry.isSymbolicLink()) {
            inside(root, target.resolveSibling(entry.getLinkName()), entry);
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
            return;
        }
        if (!entry.isFile()) {
            throw new IOException("neither file, folder nor link: " + entry.getName());
        }
        Files.copy(archive, target, StandardCopyOption.REPLACE_EXISTING);
        Files.setPosixFilePermissions(
                target,
                PosixFilePermissions.fromString((entry.getMode() & 0100) == 0 ? "rw-r--r--" : "rwxr-xr-x"));
    }

    private static Path inside(Path root, Path path, TarArchiveEntry entry) throws IOException {
        var normalized = path.normalize();
        if (!normalized.startsWith(root)) {
            throw new IOException("leads out of the archive: " + entry.getName());
        }
        return normalized;
    }

    /// Tells one archive from another, and takes a JVM that has just started a hundredth of the time of a SHA-256.
    private static String checksum() throws IOException {
        try (var checked = new CheckedInputStream(open(), new CRC32())) {
            checked.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().toHexDigits(checked.getChecksum().getValue(), 8);
        }
    }

    private static InputStream open() {
        @Nullable
        InputStream archive = PostgresBinaries.class.getResourceAsStream(ARCHIVE);
        if (archive == null) {
            throw new IllegalStateException("not on the class path: " + ARCHIVE);
        }
        return archive;
    }
}
