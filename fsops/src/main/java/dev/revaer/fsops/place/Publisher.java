package dev.revaer.fsops.place;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

import dev.revaer.fsops.ExistingName;
import dev.revaer.fsops.FsopsError;
import dev.revaer.fsops.FsopsException;
import dev.revaer.fsops.Stage;
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
    private final Disk disk;

    /// Publishes into one library.
    ///
    /// @param library its real path
    public Publisher(Path library, ExistingName existingName, Disk disk) {
        this.library = library;
        this.existingName = existingName;
        this.disk = disk;
    }

    /// A free path for the name.
    ///
    /// @throws FsopsException when the name is taken and another may not be chosen
    public Path choose(String name) {
        for (var number = 1;; number++) {
            var candidate = library.resolve(number == 1 ? name : LibraryName.numbered(name, number));
            if (!Files.exists(candidate, LinkOption.NOFOLLOW_LINKS)) {
                return candidate;
            }
            if (existingName == ExistingName.FAIL) {
                throw taken(candidate, null);
            }
        }
    }

    /// One rename or link makes it visible; whole, or not at all.
    public void publish(Path staged, Path target) throws IOException {
        try {
            if (Files.isDirectory(staged, LinkOption.NOFOLLOW_LINKS) || !link(staged, target)) {
                if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
                    throw taken(target, null);
                }
                disk.move(staged, target);
            }
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
            throw taken(target, e);
        } catch (FileSystemException e) {
            if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)
                    && Files.exists(staged, LinkOption.NOFOLLOW_LINKS)) {
                throw taken(target, e);
            }
            throw e;
        }
        disk.syncDirectory(library);
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

    private static FsopsException taken(Path path, @Nullable Throwable cause) {
        return new FsopsException(Stage.PUBLISH, new FsopsError.NameTaken(path), cause);
    }
}
