package dev.revaer.fsops.place;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import dev.revaer.fsops.ExistingName;
import dev.revaer.fsops.FsopsError;
import dev.revaer.fsops.FsopsException;
import dev.revaer.fsops.Stage;
import dev.revaer.fsops.permission.PermissionChange;
import dev.revaer.fsops.select.LibraryName;
import dev.revaer.fsops.workspace.Disk;
import org.jspecify.annotations.Nullable;

/// Gives what is staged its name in the library.
///
/// Nothing is overwritten: a file gets its name by link(2), which refuses an existing one. For a directory the name is
/// looked at first and rename(2) refuses all but an empty directory made in that very moment, which it replaces.
public final class Publisher {
    private final Path library;
    private final ExistingName existingName;
    private final Guard guard;
    private final Disk disk;

    /// Publishes into one library.
    ///
    /// @param library its real path
    /// @param guard of what must not be replaced
    public Publisher(Path library, ExistingName existingName, Guard guard, Disk disk) {
        this.library = library;
        this.existingName = existingName;
        this.guard = guard;
        this.disk = disk;
    }

    /// A path for the place, free unless what is there may be replaced.
    ///
    /// @param place below the library, parts parted by `/`
    /// @throws FsopsException when the name is taken and another may not be chosen, or it lies behind a link
    public Path choose(String place) throws IOException {
        var usual = library.resolve(place);
        var folder = usual.resolveSibling("");
        checkFolders(folder);
        for (var number = 1;; number++) {
            var name = usual.getFileName().toString();
            var candidate = folder.resolve(number == 1 ? name : LibraryName.numbered(name, number));
            if (!exists(candidate)) {
                return candidate;
            }
            if (existingName == ExistingName.FAIL
                    || (existingName == ExistingName.REPLACE && guard.forbids(candidate))) {
                throw taken(candidate, null);
            }
            if (existingName == ExistingName.REPLACE) {
                return candidate;
            }
        }
    }

    /// One rename or link makes it visible; whole, or not at all.
    public void publish(Path staged, Path target) throws IOException {
        try {
            if (Files.isDirectory(staged, LinkOption.NOFOLLOW_LINKS) || !link(staged, target)) {
                if (exists(target)) {
                    throw taken(target, null);
                }
                disk.move(staged, target);
            }
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
            throw taken(target, e);
        } catch (FileSystemException e) {
            if (exists(target) && exists(staged)) {
                throw taken(target, e);
            }
            throw e;
        }
        disk.syncDirectory(target.resolveSibling(""));
    }

    /// Makes the folders that a place is in.
    ///
    /// @return those that were not there, the innermost first
    public List<Path> makeFolders(Path target, PermissionChange permissions) throws IOException {
        checkFolders(target.resolveSibling(""));
        var missing = new ArrayList<Path>();
        for (var folder = target.resolveSibling(""); !exists(folder); folder = folder.resolveSibling("")) {
            missing.add(folder);
        }
        for (var folder : missing.reversed()) {
            disk.createDirectories(folder);
            permissions.directory(folder);
            disk.syncDirectory(folder.resolveSibling(""));
        }
        return missing;
    }

    /// Takes folders away again in which nothing has come.
    ///
    /// @param folders the innermost first
    public void removeFolders(List<Path> folders) throws IOException {
        for (var folder : folders) {
            try {
                disk.delete(folder);
            } catch (DirectoryNotEmptyException _) {
                return;
            }
        }
    }

    private void checkFolders(Path folder) {
        for (var above = folder; !library.startsWith(above); above = above.resolveSibling("")) {
            if (exists(above) && !Files.isDirectory(above, LinkOption.NOFOLLOW_LINKS)) {
                throw new FsopsException(
                        Stage.PUBLISH,
                        new FsopsError.StorageFailed(
                                above.toString(),
                                "is a link or a file, not a directory"),
                        null);
            }
        }
    }

    /// The staged name stays until cleanup.
    private boolean link(Path staged, Path target) throws IOException {
        try {
            disk.link(target, staged);
            return true;
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (FileSystemException | UnsupportedOperationException _) {
            return false;
        }
    }

    private static boolean exists(Path path) {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }

    private static FsopsException taken(Path path, @Nullable Throwable cause) {
        return new FsopsException(Stage.PUBLISH, new FsopsError.NameTaken(path), cause);
    }
}
