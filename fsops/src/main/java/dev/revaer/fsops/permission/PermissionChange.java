package dev.revaer.fsops.permission;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import dev.revaer.fsops.FsopsError;
import dev.revaer.fsops.FsopsException;
import dev.revaer.fsops.Stage;
import dev.revaer.fsops.workspace.Disk;
import org.jspecify.annotations.Nullable;

/// Gives files and directories the modes and owners that are set, one step for each that has others.
public final class PermissionChange {
    private final @Nullable Set<PosixFilePermission> ofFiles;
    private final @Nullable Set<PosixFilePermission> ofDirectories;
    private final @Nullable UserPrincipal owner;
    private final @Nullable GroupPrincipal group;
    private final Permissions wanted;
    private final Disk disk;

    /// Looks the owner and the group up.
    ///
    /// @param directory on the file system that they are for
    /// @throws FsopsException when one is not known
    public PermissionChange(Permissions wanted, Path directory, Disk disk) throws IOException {
        this.wanted = wanted;
        this.disk = disk;
        this.ofFiles = wanted.ofFiles();
        this.ofDirectories = wanted.ofDirectories();
        this.owner = Principals.user(wanted.owner(), directory);
        this.group = Principals.group(wanted.group(), directory);
    }

    /// A file that is not, or may be, shared with the seeding copy.
    public void file(Path file) throws IOException {
        change(file, ofFiles);
    }

    public void directory(Path directory) throws IOException {
        change(directory, ofDirectories);
    }

    /// A directory with all directories in it.
    public void directories(Path root) throws IOException {
        if (wanted.changeNothing() || !Files.isDirectory(root, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        for (var directory : below(root)) {
            directory(directory);
        }
    }

    private static List<Path> below(Path root) throws IOException {
        try (var found = Files.find(root, Integer.MAX_VALUE, (_, attributes) -> attributes.isDirectory())) {
            return new ArrayList<>(found.toList());
        }
    }

    private void change(Path file, @Nullable Set<PosixFilePermission> mode) throws IOException {
        if (wanted.changeNothing()) {
            return;
        }
        try {
            var now = Files.readAttributes(file, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (owner != null && !owner.equals(now.owner())) {
                disk.setOwner(file, owner);
            }
            if (group != null && !group.equals(now.group())) {
                disk.setGroup(file, group);
            }
            if (mode != null && !mode.equals(now.permissions())) {
                disk.setPermissions(file, mode);
            }
        } catch (FileSystemException | UnsupportedOperationException e) {
            throw new FsopsException(
                    Stage.PERMISSIONS,
                    new FsopsError.PermissionsRefused(words(), file + ": " + reason(e)),
                    e);
        }
    }

    private static String reason(Exception e) {
        return e instanceof FileSystemException failed && failed.getReason() != null
                ? failed.getReason()
                : e.getClass().getSimpleName();
    }

    private String words() {
        var words = new ArrayList<String>();
        add(words, "mode", wanted.fileMode());
        add(words, "mode of directories", wanted.directoryMode());
        add(words, "umask", wanted.umask());
        add(words, "owner", wanted.owner());
        add(words, "group", wanted.group());
        return String.join(", ", words);
    }

    private static void add(List<String> words, String what, @Nullable String value) {
        if (value != null) {
            words.add(what + " " + value);
        }
    }
}
