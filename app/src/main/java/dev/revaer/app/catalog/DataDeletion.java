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
public final class DataDeletion {
    private static final int V1_DIGITS = 40;

    private DataDeletion() {}

    static void delete(Path downloadDir, List<TorrentFile> files) {
        deletePaths(downloadDir, files.stream().map(TorrentFile::path).toList());
    }

    /// Deletes what lies at these paths below a directory.
    public static void deletePaths(Path downloadDir, List<String> paths) {
        var folders = foldersFirstInside();
        try {
            for (var relative : paths) {
                var path = downloadDir.resolve(relative).normalize();
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

    /// Deletes the folders that these paths would lie in, where they are empty.
    public static void deleteEmptyFolders(Path downloadDir, List<String> paths) {
        var folders = foldersFirstInside();
        for (var relative : paths) {
            var path = downloadDir.resolve(relative).normalize();
            if (path.startsWith(downloadDir) && !isThroughLink(downloadDir, path)) {
                addFolders(folders, downloadDir, path);
            }
        }
        try {
            for (var folder : folders) {
                deleteIfEmpty(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete empty folders in " + downloadDir, e);
        }
    }

    private static Set<Path> foldersFirstInside() {
        return new TreeSet<>(
                Comparator.comparingInt(Path::getNameCount)
                        .reversed()
                        .thenComparing(Comparator.naturalOrder()));
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

    /// Whether a folder between the directory and the file is a link.
    public static boolean isThroughLink(Path downloadDir, Path file) {
        for (var part = file.getParent(); part != null
                && !part.equals(downloadDir); part = part.getParent()) {
            if (Files.isSymbolicLink(part)) {
                return true;
            }
        }
        return false;
    }
}
