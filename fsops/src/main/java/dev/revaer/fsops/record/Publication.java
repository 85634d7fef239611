package dev.revaer.fsops.record;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/// What was, or is about to be, published. Written before the rename, so that a run after a crash recognises its own
/// publication by the inode, which a rename keeps.
///
/// @param path absolute path in the library
/// @param inode of the file or directory published; null where the file system has none
/// @param complete whether the rename is known to have happened
public record Publication(String path, @Nullable Long inode, boolean complete, long bytes, int files) {
    public Publication {
        Objects.requireNonNull(path);
    }

    public static Publication intended(Path path, Path staged, long bytes, int files) throws IOException {
        return new Publication(path.toString(), inodeOf(staged), false, bytes, files);
    }

    public Publication completed() {
        return new Publication(path, inode, true, bytes, files);
    }

    /// The same with more in it.
    public Publication grown(long moreBytes, int moreFiles) {
        return new Publication(path, inode, false, bytes + moreBytes, files + moreFiles);
    }

    /// Whether more can be put into it: a directory that is known to be ours.
    public boolean canGrow() throws IOException {
        return complete && hasOurInode() && Files.isDirectory(Path.of(path), LinkOption.NOFOLLOW_LINKS);
    }

    public boolean exists() {
        return Files.exists(Path.of(path), LinkOption.NOFOLLOW_LINKS);
    }

    /// Whether what stands at the path is the very thing that was staged.
    public boolean hasOurInode() throws IOException {
        return isOf(Path.of(path));
    }

    /// Whether this is the very thing that was staged.
    public boolean isOf(Path file) throws IOException {
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS) && inode != null && inode.equals(inodeOf(file));
    }

    private static @Nullable Long inodeOf(Path file) throws IOException {
        if (!file.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            return null;
        }
        return (Long) Files.getAttribute(file, "unix:ino", LinkOption.NOFOLLOW_LINKS);
    }
}
