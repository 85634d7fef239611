package dev.revaer.app.directory;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

import dev.revaer.api.problem.ApiError.Fault;
import dev.revaer.api.problem.ApiError.Invalid;
import dev.revaer.api.problem.ApiException;
import dev.revaer.engine.BadValueException;
import dev.revaer.engine.EngineError.BadDownloadDir;
import dev.revaer.engine.EngineException;
import org.jspecify.annotations.Nullable;

/// Which directories torrents use that are added from now on. Both lie in the directory of all downloads.
///
/// @param downloads of torrents that name none, and whose category names none; null for the directory of all downloads
/// @param incomplete in which each torrent has a folder of its own until it is complete; null for none
public record DirectorySettings(@Nullable String downloads, @Nullable String incomplete) {
    private static final String POINTER = "/engine/directories";

    public static final DirectorySettings USUAL = new DirectorySettings(null, null);

    /// Checks the values.
    ///
    /// @throws BadValueException for a directory that is not absolute
    public DirectorySettings {
        check("downloads", downloads);
        check("incomplete", incomplete);
    }

    /// Makes sure that the directories can be used on this machine. What was right when it was set, and is not any more,
    /// does not keep other settings from being changed.
    ///
    /// @throws ApiException with [Invalid]
    public void require(DownloadRoot root, DirectorySettings before) {
        if (equals(before)) {
            return;
        }
        var faults = Stream.of(
                fault(POINTER + "/downloads", downloads, root),
                fault(POINTER + "/incomplete", incomplete, root))
                .flatMap(Optional::stream)
                .toList();
        if (!faults.isEmpty()) {
            throw new ApiException(new Invalid(faults));
        }
    }

    private static Optional<Fault> fault(String pointer, @Nullable String directory, DownloadRoot root) {
        if (directory == null) {
            return Optional.empty();
        }
        try {
            var resolved = root.resolve(Path.of(directory));
            return Files.exists(resolved) && !Files.isDirectory(resolved)
                    ? Optional.of(new Fault(pointer, "is not a directory"))
                    : Optional.empty();
        } catch (EngineException e) {
            var why = e.error() instanceof BadDownloadDir(var _, var reason) ? reason : e.error().toString();
            return Optional.of(new Fault(pointer, why.replaceFirst("^it ", "")));
        }
    }

    private static void check(String field, @Nullable String directory) {
        if (directory == null) {
            return;
        }
        try {
            if (Path.of(directory).isAbsolute()) {
                return;
            }
        } catch (InvalidPathException e) {
            throw new BadValueException(field, "is no directory: " + e.getReason());
        }
        throw new BadValueException(field, "must be an absolute directory");
    }
}
