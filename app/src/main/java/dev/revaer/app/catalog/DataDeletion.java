package dev.revaer.app.catalog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import dev.revaer.engine.InfoHashes;
import dev.revaer.engine.TorrentFile;

/// Deletes a torrent's own files and the folders that are empty then; nothing else in those folders, and nothing
/// through a link.
final class DataDeletion {
    private static final int V1_DIGITS = 40;

    private DataDeletion() {}

    static void delete(Path downloadDir, List<TorrentFile> files) {
        var folders = new TreeSet<Path>(
                Comparator.comparingInt(Path::getNameCount)
                        .reversed()
                        .thenComparing(Comparator.naturalOrder()));
        try {
            for (var file : files) {
                var path = downloadDir.resolve(file.path()).normalize();
                if (path.startsWith(downloadDir) && !path.equals(downloadDir)
                        && !isThroughLink(downloadDir, path)) {
                    deleteFile(path);
                    addFolders(folders, downloadDir, path);
                }
            }
            for (var folder : folders) {
                deleteIfEmpty(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete all data in " + downloadDir, e);
        }
    }

    /// Deletes what libtorrent keeps of pieces that lie in unwanted files.
    static void deletePartFiles(Path downloadDir, InfoHashes hashes) {
        try {
            for (var hash : hashes.all()) {
                deleteFile(downloadDir.resolve("." + hash.hex().substring(0, V1_DIGITS) + ".parts"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete all data in " + downloadDir, e);
        }
    }

    private static void deleteFile(Path file) throws IOException {
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            Files.delete(file);
        }
    }

    private static void addFolders(Set<Path> folders, Path downloadDir, Path file) {
        for (var folder = file.getParent(); folder != null
                && !folder.equals(downloadDir); folder = folder.getParent()) {
            folders.add(folder);
        }
    }

    private static void deleteIfEmpty(Path folder) throws IOException {
        try {
            Files.delete(folder);
        } catch (DirectoryNotEmptyException | NoSuchFileException _) {
            // somebody else's files lie there, or nothing was ever downloaded
        }
    }

    private static boolean isThroughLink(Path downloadDir, Path file) {
        for (var part = file.getParent(); part != null
                && !part.equals(downloadDir); part = part.getParent()) {
            if (Files.isSymbolicLink(part)) {
                return true;
            }
        }
        return false;
    }
}
