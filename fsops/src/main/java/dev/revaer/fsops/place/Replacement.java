package dev.revaer.fsops.place;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

import dev.revaer.fsops.workspace.Disk;
import dev.revaer.fsops.workspace.Workspace;

/// Puts what is staged where something stands, which is kept until the new stands.
///
/// Where the file system can, the two change places at one instant. Else the old is put aside into
/// `.revaer/<info hash>/replaced/`, and if nothing stands in its place when the next run begins, it goes back.
public final class Replacement {
    private final Path aside;
    private final Path old;
    private final Path oldPlace;
    private final Path library;
    private final Disk disk;

    /// Replaces in one library.
    ///
    /// @param library its real path
    public Replacement(Workspace workspace, Path library, Disk disk) {
        this.aside = workspace.replaced();
        this.old = aside.resolve("old");
        this.oldPlace = aside.resolve("place");
        this.library = library;
        this.disk = disk;
    }

    /// Puts back what a run has put aside that was killed before the new stood.
    public void restore() throws IOException {
        if (!exists(old)) {
            return;
        }
        try {
            var target = library.resolve(Files.readString(oldPlace)).normalize();
            if (target.startsWith(library) && !exists(target)) {
                disk.createDirectories(target.resolveSibling(""));
                disk.move(old, target);
                disk.syncDirectory(target.resolveSibling(""));
            }
        } catch (NoSuchFileException _) {
            // put aside by hand: it stays until the next publication stands
        }
    }

    /// Lets go of what was put aside, now that the new stands.
    public void forget() throws IOException {
        // half of it must not be taken for something to put back
        disk.delete(oldPlace);
        disk.deleteTree(aside);
    }

    /// Ends with the new in its place, or as it began.
    public void publish(Path staged, Path target, Publisher publisher) throws IOException {
        if (!exists(target)) {
            publisher.publish(staged, target);
            return;
        }
        if (disk.exchange(staged, target)) {
            disk.syncDirectory(target.resolveSibling(""));
            disk.syncDirectory(staged.resolveSibling(""));
            return;
        }
        putAside(target);
        try {
            publisher.publish(staged, target);
        } catch (IOException | RuntimeException e) {
            restore(e);
            throw e;
        }
    }

    private void restore(Exception failure) {
        try {
            restore();
        } catch (IOException e) {
            // the next run tries again
            failure.addSuppressed(e);
        }
    }

    private void putAside(Path target) throws IOException {
        disk.deleteTree(aside);
        disk.createDirectories(aside);
        var place = library.relativize(target).toString();
        disk.writeAtomically(oldPlace, place.getBytes(StandardCharsets.UTF_8));
        disk.move(target, old);
        disk.syncDirectory(target.resolveSibling(""));
        disk.syncDirectory(aside);
    }

    private static boolean exists(Path path) {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }
}
