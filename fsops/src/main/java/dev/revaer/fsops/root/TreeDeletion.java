package dev.revaer.fsops.root;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributeView;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Deletes a tree from within its directories, each held open: a link that takes the place of one meanwhile is deleted,
/// never followed.
final class TreeDeletion {
    private final Consumer<Path> beforeEach;

    private TreeDeletion(Consumer<Path> beforeEach) {
        this.beforeEach = beforeEach;
    }

    /// Deletes a tree, or a file.
    ///
    /// @param held leads to the root of the tree
    /// @param named how its root is called to whom is told
    /// @return false where the file system cannot do that, nothing deleted
    static boolean delete(Path held, Path named, Consumer<Path> beforeEach) throws IOException {
        try (var parent = Files.newDirectoryStream(held.resolveSibling(""))) {
            if (!(parent instanceof SecureDirectoryStream<Path> secure)) {
                return false;
            }
            new TreeDeletion(beforeEach).delete(secure, held.getFileName(), named);
            return true;
        }
    }

    private void delete(SecureDirectoryStream<Path> parent, Path name, Path named) throws IOException {
        try {
            var isDirectory = parent
                    .getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                    .readAttributes()
                    .isDirectory();
            if (isDirectory) {
                deleteContent(parent, name, named);
                beforeEach.accept(named);
                parent.deleteDirectory(name);
            } else {
                beforeEach.accept(named);
                parent.deleteFile(name);
            }
        } catch (NoSuchFileException _) {
            // somebody else was faster
        }
    }

    private void deleteContent(SecureDirectoryStream<Path> parent, Path name, Path named) throws IOException {
        try (var directory = parent.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
            for (var entry : names(directory)) {
                delete(directory, entry, named.resolve(entry));
            }
        }
    }

    /// All at once: a list that is read while entries go may miss some.
    private static List<Path> names(DirectoryStream<Path> directory) throws IOException {
        var names = new ArrayList<Path>();
        try {
            directory.forEach(entry -> names.add(entry.getFileName()));
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        names.sort(null);
        return names;
    }
}
