package dev.revaer.engine.session.jni;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;

import org.libtorrent4j.swig.libtorrent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Unpacks libtorrent4j's native library and loads it, once in a JVM.
public final class NativeLibrary {
    private static final Logger LOG = LoggerFactory.getLogger(NativeLibrary.class);
    /// Published is that for x86-64 alone; an archive for another machine has its own in its place.
    private static final List<String> RESOURCES = List
            .of("/lib/x86_64/libtorrent4j.so", "/lib/aarch64/libtorrent4j.so");
    private static final String PATH_PROPERTY = "libtorrent4j.jni.path";

    private static boolean isLoaded;

    private NativeLibrary() {}

    /// Loads the library unless that was done, unpacked into this directory unless it is there.
    ///
    /// @param directory made if missing, readable by this user alone
    public static synchronized void load(Path directory) {
        if (isLoaded) {
            return;
        }
        try {
            Files.createDirectories(directory);
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
            System.setProperty(PATH_PROPERTY, unpack(directory).toString());
            LOG.debug("libtorrent {}", libtorrent.version());
            isLoaded = true;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot unpack the native library into " + directory, e);
        }
    }

    /// The version of libtorrent in the library, as `2.0.11.0`. The library must have been prepared.
    public static String libtorrentVersion() {
        return libtorrent.version();
    }

    private static Path unpack(Path directory) throws IOException {
        var checksum = checksum(resource());
        var library = directory.resolve("libtorrent4j-" + checksum + ".so").toAbsolutePath();
        if (Files.isRegularFile(library) && checksum(Files.newInputStream(library)).equals(checksum)) {
            return library;
        }
        var unpacked = Files.createTempFile(directory, "libtorrent4j", ".part");
        try (var resource = resource()) {
            Files.copy(resource, unpacked, StandardCopyOption.REPLACE_EXISTING);
        }
        return Files.move(unpacked, library, StandardCopyOption.ATOMIC_MOVE);
    }

    private static InputStream resource() throws IOException {
        for (var name : RESOURCES) {
            var resource = NativeLibrary.class.getResourceAsStream(name);
            if (resource != null) {
                return resource;
            }
        }
        throw new IOException(
                "no libtorrent for this machine: none of " + RESOURCES + " is on the class path");
    }

    /// CRC-32, as it guards against damage alone: a JVM that has just started takes a hundred times as long for a SHA-256.
    private static String checksum(InputStream content) throws IOException {
        try (var checked = new CheckedInputStream(content, new CRC32())) {
            checked.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().toHexDigits(checked.getChecksum().getValue(), 8);
        }
    }
}
