package dev.revaer.fsops.place;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import dev.revaer.fsops.FsopsException;
import dev.revaer.fsops.record.RecordFile;
import dev.revaer.fsops.record.RunRecord;
import dev.revaer.fsops.seeding.OtherContent;
import dev.revaer.fsops.workspace.Disk;
import org.jspecify.annotations.Nullable;

/// Keeps downloads from being replaced by what is published.
public final class Guard {
    private final Path library;
    private final List<Path> downloads;
    private final List<Path> others;
    private final Seeded seeded;

    /// Where the content of torrents lies.
    @FunctionalInterface
    public interface Seeded {
        List<Path> content() throws IOException;
    }

    private Guard(Path library, List<Path> downloads, List<Path> others, Seeded seeded) {
        this.library = library;
        this.downloads = downloads;
        this.others = others;
        this.seeded = seeded;
    }

    /// Looks up where the directories really are; one that is missing holds nothing.
    ///
    /// @param library its real path
    /// @param downloads directories that files are downloaded to
    /// @param others directories that are somebody's as a whole
    /// @param seeded asked when something is to be replaced
    public static Guard of(Path library, List<Path> downloads, List<Path> others, Seeded seeded)
            throws IOException {
        return new Guard(library, real(downloads), real(others), seeded);
    }

    /// Whether the path holds a download, may be one, or holds a directory that is somebody's or what was published
    /// below it: the folder of a category can have the name of a torrent.
    boolean forbids(Path path) throws IOException {
        return holdsDownloads(path) || holdsPublications(path)
                || OtherContent.of(seeded.content()).needsAnyOf(path);
    }

    private boolean holdsPublications(Path path) throws IOException {
        var workspaces = library.resolve(".revaer");
        if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS) || !Files.isDirectory(workspaces)) {
            return false;
        }
        try (var found = Files.newDirectoryStream(workspaces)) {
            for (var workspace : found) {
                var standing = standing(workspace);
                if (standing != null && standing.startsWith(path) && !standing.equals(path)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static @Nullable Path standing(Path workspace) throws IOException {
        try {
            return new RecordFile(workspace.resolve(".revaer.meta"), new Disk()).read()
                    .map(RunRecord::standing)
                    .map(publication -> Path.of(publication.path()))
                    .orElse(null);
        } catch (FsopsException _) {
            // of a newer version: what it says is not understood here
            return null;
        }
    }

    private boolean holdsDownloads(Path path) {
        return others.stream().anyMatch(root -> root.startsWith(path))
                || downloads.stream().anyMatch(root -> root.startsWith(path) || isIn(root, path));
    }

    /// A library below a directory of downloads is a place of its own.
    private boolean isIn(Path root, Path path) {
        return path.startsWith(root) && (library.equals(root) || !library.startsWith(root));
    }

    private static List<Path> real(List<Path> directories) throws IOException {
        var real = new ArrayList<Path>();
        for (var directory : directories) {
            if (Files.isDirectory(directory)) {
                real.add(directory.toRealPath());
            }
        }
        return real;
    }
}
