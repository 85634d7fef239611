package dev.revaer.fsops.select;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import dev.revaer.fsops.DownloadedFile;
import dev.revaer.fsops.FsopsError;
import dev.revaer.fsops.FsopsException;
import dev.revaer.fsops.Stage;
import dev.revaer.fsops.root.Roots;
import dev.revaer.fsops.workspace.SourceFile;

/// Finds the torrent's own files below the download directory, going through no link.
public final class Locator {
    private static final int FIRST_FEW = 5;

    private Locator() {}

    /// Looks at the paths alone, not at the disk.
    ///
    /// @throws FsopsException for a path that is hostile or given twice
    public static void checkPaths(List<DownloadedFile> files) {
        if (files.isEmpty()) {
            throw new FsopsException(
                    Stage.VALIDATE,
                    new FsopsError.MissingContent(List.of("no file at all"), 0),
                    null);
        }
        var seen = new HashSet<String>();
        for (var file : files) {
            faultOf(file.path(), seen).ifPresent(fault -> {
                throw new FsopsException(Stage.VALIDATE, new FsopsError.UnsafePath(file.path(), fault), null);
            });
        }
    }

    /// Looks at each file on the disk.
    ///
    /// @param roots the allowed directories
    /// @param downloadDir its real path
    /// @return the files, by path
    /// @throws FsopsException when one is missing, is no regular file, or has another size
    public static List<SourceFile> locate(Roots roots, Path downloadDir, List<DownloadedFile> files)
            throws IOException {
        var found = new ArrayList<SourceFile>();
        var faults = new ArrayList<String>();
        for (var file : files) {
            var path = downloadDir.resolve(file.path());
            var fault = faultOf(roots, path, file.sizeBytes());
            fault.ifPresent(text -> faults.add(file.path() + ": " + text));
            found.add(new SourceFile(file.path(), path, file.sizeBytes()));
        }
        if (!faults.isEmpty()) {
            var few = faults.subList(0, Math.min(FIRST_FEW, faults.size()));
            throw new FsopsException(Stage.LOCATE, new FsopsError.MissingContent(few, faults.size()), null);
        }
        found.sort(Comparator.comparing(SourceFile::path));
        return found;
    }

    private static Optional<String> faultOf(String path, Set<String> seen) {
        for (var part : path.split("/", -1)) {
            if (part.isEmpty() || part.equals(".") || part.equals("..")) {
                return Optional.of("has an empty part, \".\" or \"..\"");
            }
        }
        try {
            if (path.indexOf('\0') >= 0 || Path.of(path).isAbsolute()) {
                return Optional.of("is no relative path");
            }
        } catch (InvalidPathException _) {
            return Optional.of("cannot be a name on this system (does it run with a UTF-8 locale?)");
        }
        return seen.add(path) ? Optional.empty() : Optional.of("comes twice");
    }

    private static Optional<String> faultOf(Roots roots, Path file, long sizeBytes) throws IOException {
        try {
            var attributes = roots.attributes(file);
            if (!attributes.isRegularFile()) {
                return Optional.of("not a regular file");
            }
            return attributes.size() == sizeBytes
                    ? Optional.empty()
                    : Optional.of(attributes.size() + " bytes, not " + sizeBytes);
        } catch (NoSuchFileException _) {
            return Optional.of("missing");
        } catch (FileSystemException e) {
            var reason = e.getReason();
            return Optional.of(reason == null ? "cannot be read" : reason);
        }
    }
}
