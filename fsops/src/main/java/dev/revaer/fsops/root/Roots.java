package dev.revaer.fsops.root;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/// Directories that a run may touch, held open from its start to its end. A file below one is worked on by its
/// directory, which is opened from there going through no link: what others put in the way of the path meanwhile leads
/// nowhere.
///
/// A mount point below an allowed directory is part of it, since only who administers the machine can make one; its
/// files are copied where they cannot be linked. Where Linux cannot be asked for this, files are worked on by their
/// paths, whose directories are looked at just before.
public final class Roots implements AutoCloseable {
    /// Every file by its path.
    public static final Roots NONE = new Roots(List.of());

    private static final int NOT_HELD = -1;

    private final List<Root> roots;

    private record Root(Path path, int descriptor) {}

    private Roots(List<Root> roots) {
        this.roots = roots;
    }

    /// Something done with a file.
    public interface Operation<T extends @Nullable Object> {
        /// Does it.
        ///
        /// @param file a path that leads to the file as long as this takes
        T on(Path file) throws IOException;
    }

    /// Opens directories; those that are not there hold nothing.
    ///
    /// @param allowed are trusted together with what leads to them
    public static Roots open(List<Path> allowed) throws IOException {
        var roots = new ArrayList<Root>();
        try {
            for (var directory : allowed) {
                if (Files.isDirectory(directory)) {
                    var real = directory.toRealPath();
                    roots.add(new Root(real, Beneath.isPossible() ? Beneath.open(real) : NOT_HELD));
                }
            }
        } catch (IOException e) {
            new Roots(roots).close();
            throw e;
        }
        roots.sort(Comparator.comparingInt(root -> root.path.getNameCount()));
        return new Roots(roots);
    }

    /// Works on a file, or on what is to become one.
    ///
    /// @param file a real path but for its last part, which may be missing
    /// @throws FileSystemException when it lies in none of the directories, or behind a link
    public <T extends @Nullable Object> T at(Path file, Operation<T> operation) throws IOException {
        if (roots.isEmpty()) {
            return operation.on(file);
        }
        var root = rootOf(file);
        var name = file.getFileName();
        var parent = file.getParent();
        if (root.descriptor == NOT_HELD) {
            if (parent != null && !parent.toRealPath().equals(parent)) {
                throw new FileSystemException(file.toString(), null, "lies behind a link");
            }
            return operation.on(file);
        }
        if (file.equals(root.path) || name == null || parent == null) {
            return told(operation, Beneath.path(root.descriptor).resolve("."), file);
        }
        if (parent.equals(root.path)) {
            return told(operation, Beneath.path(root.descriptor).resolve(name), file);
        }
        var directory = Beneath.open(root.descriptor, root.path.relativize(parent), file);
        try {
            return told(operation, Beneath.path(directory).resolve(name), file);
        } finally {
            Beneath.close(directory);
        }
    }

    /// Opens a file for reading.
    public FileChannel read(Path file) throws IOException {
        return at(file, held -> FileChannel.open(held, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
    }

    /// Of the file itself, or of the link.
    public BasicFileAttributes attributes(Path file) throws IOException {
        return at(
                file,
                held -> Files.readAttributes(held, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
    }

    /// Deletes a file or a tree, links in it but never what they point to.
    ///
    /// @param beforeEach is told each file and directory before it goes; what it throws keeps it
    /// @return false where the file system cannot do that safely, nothing deleted
    public boolean delete(Path root, Consumer<Path> beforeEach) throws IOException {
        return at(root, held -> TreeDeletion.delete(held, root, beforeEach));
    }

    @Override
    public void close() {
        for (var root : roots) {
            if (root.descriptor != NOT_HELD) {
                Beneath.close(root.descriptor);
            }
        }
    }

    /// The outermost, from which most of the path is looked at.
    private Root rootOf(Path file) throws FileSystemException {
        for (var root : roots) {
            if (file.startsWith(root.path)) {
                return root;
            }
        }
        throw new FileSystemException(file.toString(), null, "lies in no allowed directory");
    }

    /// Failures name the file, not the way it was reached.
    private static <T extends @Nullable Object> T told(Operation<T> operation, Path held, Path file)
            throws IOException {
        try {
            return operation.on(held);
        } catch (FileSystemException e) {
            var told = told(
                    e,
                    name(e.getFile(), held, file),
                    name(e.getOtherFile(), held, file));
            told.initCause(e);
            throw told;
        }
    }

    private static @Nullable String name(@Nullable String named, Path held, Path file) {
        return held.toString().equals(named) ? file.toString() : named;
    }

    private static FileSystemException told(
            FileSystemException e,
            @Nullable String file,
            @Nullable String other) {
        var reason = e.getReason();
        return switch (e) {
            case NoSuchFileException _ -> new NoSuchFileException(file, other, reason);
            case FileAlreadyExistsException _ -> new FileAlreadyExistsException(file, other, reason);
            case AccessDeniedException _ -> new AccessDeniedException(file, other, reason);
            case AtomicMoveNotSupportedException _ ->
                new AtomicMoveNotSupportedException(file, other, reason);
            case DirectoryNotEmptyException _ -> new DirectoryNotEmptyException(file);
            case NotDirectoryException _ -> new NotDirectoryException(file);
            default -> new FileSystemException(file, other, reason);
        };
    }
}
