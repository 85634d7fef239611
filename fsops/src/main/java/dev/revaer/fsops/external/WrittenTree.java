package dev.revaer.fsops.external;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;

import dev.revaer.fsops.entry.Budget;
import dev.revaer.fsops.entry.LimitException;
import dev.revaer.fsops.entry.Target;
import dev.revaer.fsops.entry.UnsafeEntryException;

/// What a program has written, none of which is trusted.
final class WrittenTree {
    private final Path root;

    WrittenTree(Path root) {
        this.root = root;
    }

    /// While it writes: what is there must be within the limits. What comes and goes meanwhile is passed over.
    ///
    /// @throws LimitException when there is more than the archive may still give
    void check(Budget budget) throws IOException {
        var bytes = 0L;
        var entries = 0L;
        var directories = new ArrayDeque<Path>(List.of(root));
        while (!directories.isEmpty()) {
            try (var found = Files.newDirectoryStream(directories.pop())) {
                for (var file : found) {
                    var attributes = attributes(file);
                    if (attributes.isDirectory()) {
                        directories.push(file);
                    } else {
                        bytes += attributes.size();
                    }
                    entries++;
                    budget.require(bytes, entries);
                }
            } catch (DirectoryIteratorException | FileSystemException _) {
                // moved or closed by the program; the last look comes when it has ended
            }
        }
    }

    /// Moves all files into the target once the program has ended.
    ///
    /// @throws UnsafeEntryException for a link or a special file
    void moveTo(Target target) throws IOException {
        var files = new ArrayList<Path>();
        var directories = new ArrayDeque<Path>(List.of(root));
        while (!directories.isEmpty()) {
            var directory = directories.pop();
            open(directory);
            try (var found = Files.newDirectoryStream(directory)) {
                for (var file : found) {
                    if (isDirectory(file)) {
                        target.directory(nameOf(file));
                        directories.push(file);
                    } else {
                        files.add(file);
                    }
                }
            } catch (DirectoryIteratorException e) {
                throw e.getCause();
            }
        }
        files.sort(Comparator.naturalOrder());
        for (var file : files) {
            target.adopt(nameOf(file), file);
        }
    }

    /// Lets all of it be deleted, whatever rights the program has given.
    void open() throws IOException {
        var directories = new ArrayDeque<Path>(List.of(root));
        while (!directories.isEmpty()) {
            var directory = directories.pop();
            open(directory);
            try (var found = Files.list(directory)) {
                found.filter(file -> Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS))
                        .forEach(directories::push);
            } catch (NoSuchFileException _) {
                // the program did not get as far
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
        }
    }

    private boolean isDirectory(Path file) throws IOException {
        var attributes = attributes(file);
        if (attributes.isDirectory()) {
            return true;
        }
        if (attributes.isSymbolicLink()) {
            throw new UnsafeEntryException(nameOf(file), "is a link");
        }
        if (!attributes.isRegularFile()) {
            throw new UnsafeEntryException(nameOf(file), "is a special file");
        }
        if (!Integer.valueOf(1).equals(Files.getAttribute(file, "unix:nlink", LinkOption.NOFOLLOW_LINKS))) {
            throw new UnsafeEntryException(nameOf(file), "is a hard link");
        }
        return false;
    }

    private static void open(Path directory) throws IOException {
        if (Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            Files.setPosixFilePermissions(
                    directory,
                    EnumSet.of(
                            PosixFilePermission.OWNER_READ,
                            PosixFilePermission.OWNER_WRITE,
                            PosixFilePermission.OWNER_EXECUTE));
        }
    }

    private static BasicFileAttributes attributes(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    private String nameOf(Path file) {
        return root.relativize(file).toString();
    }
}
