package dev.revaer.engine.session.metainfo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Collection;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

import dev.revaer.engine.EngineError.UnshareableContent;
import dev.revaer.engine.EngineException;
import dev.revaer.engine.create.HashingProgress;
import dev.revaer.engine.session.jni.Swig;
import org.jspecify.annotations.Nullable;

/// The regular files of a file or folder as they were found. Links and special files are left out.
final class ContentFiles {
    private static final int MOST_FILES = 50_000;

    private final Path content;
    private final Path directory;
    private final SortedMap<Path, ContentFile> files = new TreeMap<>();

    /// A file as it was found.
    ///
    /// @param name below the directory that the content lies in
    /// @param key tells the file from another that took its name
    record ContentFile(Path path, String name, long size, FileTime modified, @Nullable Object key) {
        private boolean isAs(BasicFileAttributes now) {
            return now.isRegularFile() && now.size() == size
                    && now.lastModifiedTime().equals(modified)
                    && Objects.equals(now.fileKey(), key);
        }
    }

    private ContentFiles(Path content, Path directory) {
        this.content = content;
        this.directory = directory;
    }

    /// @throws EngineException with [UnshareableContent] if there are none, too many, or a name cannot be told
    static ContentFiles in(Path content, HashingProgress progress) throws IOException {
        var absolute = content.toAbsolutePath().normalize();
        var directory = absolute.getParent();
        if (directory == null) {
            throw unshareable(absolute, "the root of the file system cannot be shared");
        }
        if (!Files.exists(absolute, LinkOption.NOFOLLOW_LINKS)) {
            throw unshareable(absolute, "no such file or folder");
        }
        var found = new ContentFiles(absolute, directory);
        Files.walkFileTree(absolute, found.new Finder(progress));
        if (found.totalSize() == 0) {
            throw unshareable(absolute, "it holds no file with anything in it");
        }
        return found;
    }

    /// In the order of their names.
    Collection<ContentFile> all() {
        return files.values();
    }

    long totalSize() {
        return files.values().stream().mapToLong(ContentFile::size).sum();
    }

    /// @param name as in [ContentFile]
    ContentFile named(String name) {
        return Objects.requireNonNull(files.get(directory.resolve(name)), name);
    }

    /// The bytes of a file that is still the one that was found.
    InputStream open(ContentFile file) throws IOException {
        var bytes = Files.newInputStream(file.path(), LinkOption.NOFOLLOW_LINKS);
        try {
            check(file);
            return bytes;
        } catch (IOException | EngineException e) {
            bytes.close();
            throw e;
        }
    }

    /// @throws EngineException with [UnshareableContent] if the file is not as it was found
    void check(ContentFile file) throws IOException {
        var now = Files
                .readAttributes(file.path(), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!file.isAs(now)) {
            throw unshareable("it changed while it was being hashed: " + file.name());
        }
    }

    EngineException unshareable(String reason) {
        return unshareable(content, reason);
    }

    private static EngineException unshareable(Path content, String reason) {
        return new EngineException(new UnshareableContent(content, reason));
    }

    private final class Finder extends SimpleFileVisitor<Path> {
        private final HashingProgress progress;
        private long bytes;

        Finder(HashingProgress progress) {
            this.progress = progress;
        }

        @Override
        public FileVisitResult visitFile(Path path, BasicFileAttributes found) {
            if (!found.isRegularFile()) {
                return FileVisitResult.CONTINUE;
            }
            var name = directory.relativize(path).toString();
            if (!Swig.canCarry(name)) {
                throw unshareable("a name holds an emoji or another character beyond U+FFFF: " + name);
            }
            files.put(
                    path,
                    new ContentFile(path, name, found.size(), found.lastModifiedTime(), found.fileKey()));
            if (files.size() > MOST_FILES) {
                throw unshareable("it holds more than " + MOST_FILES + " files");
            }
            bytes += found.size();
            progress.hashed(0, bytes);
            return FileVisitResult.CONTINUE;
        }
    }
}
