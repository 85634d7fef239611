package dev.revaer.app.create;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

import dev.revaer.engine.EngineError.UnshareableContent;
import dev.revaer.engine.EngineException;

/// The directories in which content must lie that a torrent is made of.
public final class SharedRoots {
    private final Path downloads;
    private final List<Path> roots;

    /// @param downloads what lies here can be seeded where it is
    public SharedRoots(Path downloads, Path library) {
        this.downloads = downloads;
        this.roots = List.of(downloads, library);
    }

    /// The content, with links in its path followed.
    ///
    /// @param given absolute
    /// @throws EngineException with [UnshareableContent] if it is not inside a root, or not there
    Path resolve(Path given) {
        var wanted = given.normalize();
        try {
            for (var root : roots) {
                if (wanted.startsWith(root)) {
                    return inside(root, wanted);
                }
            }
        } catch (IOException e) {
            throw unshareable(wanted, "it cannot be read: " + e.getMessage());
        }
        throw outside(wanted);
    }

    /// @param content as [#resolve] returned it
    boolean canSeed(Path content) {
        return content.startsWith(downloads);
    }

    private Path inside(Path root, Path wanted) throws IOException {
        var existing = wanted;
        while (!Files.exists(existing) && !existing.equals(root)) {
            existing = existing.resolveSibling("");
        }
        var realRoot = root.toRealPath();
        var real = existing.toRealPath();
        if (!real.startsWith(realRoot) || wanted.equals(root)) {
            throw outside(wanted);
        }
        if (!existing.equals(wanted)) {
            throw unshareable(wanted, "no such file or folder");
        }
        if (real.equals(realRoot)) {
            throw outside(wanted);
        }
        return root.resolve(realRoot.relativize(real));
    }

    private EngineException outside(Path wanted) {
        return unshareable(
                wanted,
                "it must lie in " + roots.stream().map(Path::toString).collect(Collectors.joining(" or ")));
    }

    private static EngineException unshareable(Path content, String reason) {
        return new EngineException(new UnshareableContent(content, reason));
    }
}
