package dev.revaer.fsops.seeding;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/// What torrents need, so that none of it is deleted.
///
/// Folders are known by their inodes, and files by the inode of their folder with their name: no mount hides them, and
/// another name for the same data, which keeps it, is not needed.
public final class OtherContent {
    private final Set<Object> folders = new HashSet<>();
    private final Set<Name> files = new HashSet<>();
    private final Set<Path> paths = new HashSet<>();

    private record Name(Object folder, String name) {}

    private OtherContent() {}

    /// Looks where it is; what is not there needs nothing.
    ///
    /// @param content files and folders
    public static OtherContent of(List<Path> content) throws IOException {
        var found = new OtherContent();
        for (var path : content) {
            found.add(path);
        }
        return found;
    }

    private void add(Path path) throws IOException {
        try {
            var real = path.toRealPath();
            paths.add(real);
            if (Files.isDirectory(real)) {
                folders.add(keyOf(real));
            } else {
                files.add(nameOf(real));
            }
        } catch (FileSystemException _) {
            // gone, or not to be read: nobody seeds it
        }
    }

    /// Whether a file or folder is needed, or lies in what is.
    public boolean needs(Path file) throws IOException {
        for (var above = file; above != null; above = above.getParent()) {
            if (paths.contains(above) || (Files.isDirectory(above, LinkOption.NOFOLLOW_LINKS)
                    && folders.contains(keyOf(above)))) {
                return true;
            }
        }
        return !files.isEmpty() && !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)
                && files.contains(nameOf(file));
    }

    /// Whether a file or folder, or something in it, is needed.
    public boolean needsAnyOf(Path tree) throws IOException {
        if (needs(tree)) {
            return true;
        }
        if (paths.isEmpty() || !Files.isDirectory(tree, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        try (var below = Files.walk(tree)) {
            for (var file : (Iterable<Path>) below::iterator) {
                if (isKnown(file)) {
                    return true;
                }
            }
            return false;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private boolean isKnown(Path file) throws IOException {
        return Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)
                ? folders.contains(keyOf(file))
                : files.contains(nameOf(file));
    }

    private static Name nameOf(Path file) throws IOException {
        return new Name(keyOf(file.resolveSibling("")), String.valueOf(file.getFileName()));
    }

    private static Object keyOf(Path folder) throws IOException {
        var attributes = Files.readAttributes(folder, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        @Nullable
        Object key = attributes.fileKey();
        return key == null ? folder : key;
    }
}
