package dev.revaer.app.browse;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Supplier;

import dev.revaer.api.browse.DirectoryBrowser;
import dev.revaer.api.browse.DirectoryPage;
import dev.revaer.api.browse.DirectoryPage.Entry;
import dev.revaer.api.problem.ApiError.PathError;
import dev.revaer.api.problem.ApiError.PathError.NotADirectory;
import dev.revaer.api.problem.ApiError.PathError.PathNotAllowed;
import dev.revaer.api.problem.ApiError.PathError.PathNotFound;
import dev.revaer.api.problem.ApiError.PathError.UnreadablePath;
import dev.revaer.api.problem.ApiException;
import org.jspecify.annotations.Nullable;

/// Looks into a few directories and what lies in them. A directory of any size is read with memory for one page.
public final class RootBrowser implements DirectoryBrowser {
    private final Supplier<List<Path>> known;

    /// @param known the directories that may be looked into: absolute; need not be there
    public RootBrowser(Supplier<List<Path>> known) {
        this.known = known;
    }

    @Override
    public DirectoryPage roots() {
        return new DirectoryPage(
                null,
                null,
                known.get().stream().distinct().map(root -> entry(root, root.toString())).toList(),
                null);
    }

    @Override
    public DirectoryPage list(Path directory, @Nullable String after, int limit) {
        var roots = known.get();
        var root = rootOf(directory, roots);
        try {
            var real = real(directory, roots);
            var names = names(real, after, limit + 1);
            if (!real.toRealPath().equals(real)) {
                throw refused(new PathNotAllowed(directory, roots)); // somebody put a link there meanwhile
            }
            var page = names.subList(0, Math.min(limit, names.size()));
            return new DirectoryPage(
                    directory.toString(),
                    directory.equals(root) ? null : String.valueOf(directory.getParent()),
                    page.stream().map(name -> entry(real.resolve(name), directory.resolve(name))).toList(),
                    names.size() > limit ? DirectoryPage.cursor(page.getLast().toString()) : null);
        } catch (NoSuchFileException e) {
            throw new ApiException(new PathNotFound(directory), e);
        } catch (NotDirectoryException e) {
            throw new ApiException(new NotADirectory(directory), e);
        } catch (AccessDeniedException e) {
            throw new ApiException(new UnreadablePath(directory, "Revaer has no permission"), e);
        } catch (DirectoryIteratorException | IOException e) {
            throw new ApiException(new UnreadablePath(directory, String.valueOf(e.getMessage())), e);
        }
    }

    private static Path rootOf(Path directory, List<Path> roots) {
        return roots.stream()
                .filter(directory::startsWith)
                .max(Comparator.comparingInt(Path::getNameCount))
                .orElseThrow(() -> refused(new PathNotAllowed(directory, roots)));
    }

    /// Without links; what they lead to must lie in a root as well.
    private static Path real(Path directory, List<Path> roots) throws IOException {
        var real = directory.toRealPath();
        for (var root : roots) {
            if (Files.exists(root) && real.startsWith(root.toRealPath())) {
                return real;
            }
        }
        throw refused(new PathNotAllowed(directory, roots));
    }

    private static List<Path> names(Path directory, @Nullable String after, int most) throws IOException {
        var order = Comparator.comparing(Path::toString);
        var first = new PriorityQueue<>(order.reversed());
        try (var entries = Files.newDirectoryStream(directory)) {
            for (var entry : entries) {
                var name = entry.getFileName();
                if (after == null || name.toString().compareTo(after) > 0) {
                    first.add(name);
                    if (first.size() > most) {
                        first.poll();
                    }
                }
            }
        }
        var names = new ArrayList<>(first);
        names.sort(order);
        return names;
    }

    private static Entry entry(Path real, Path shown) {
        return entry(real, shown, String.valueOf(shown.getFileName()));
    }

    private static Entry entry(Path root, String name) {
        return entry(root, root, name);
    }

    private static Entry entry(Path real, Path shown, String name) {
        try {
            var found = Files.readAttributes(real, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return new Entry(
                    name,
                    shown.toString(),
                    kind(found),
                    found.isRegularFile() ? found.size() : null,
                    found.lastModifiedTime().toInstant());
        } catch (IOException e) {
            return new Entry(name, shown.toString(), "other", null, null); // it went while it was looked at
        }
    }

    private static String kind(BasicFileAttributes found) {
        if (found.isSymbolicLink()) {
            return "link";
        }
        if (found.isDirectory()) {
            return "directory";
        }
        return found.isRegularFile() ? "file" : "other";
    }

    private static ApiException refused(PathError error) {
        return new ApiException(error);
    }
}
