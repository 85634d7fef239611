package dev.revaer.api;

import java.nio.file.Path;
import java.util.List;

import dev.revaer.api.browse.DirectoryBrowser;
import dev.revaer.api.browse.DirectoryPage;
import dev.revaer.api.browse.DirectoryPage.Entry;
import dev.revaer.api.problem.ApiError.PathError.PathNotAllowed;
import dev.revaer.api.problem.ApiException;
import org.jspecify.annotations.Nullable;

/// Knows `/downloads`, in which three files lie, one of them with a hostile name.
final class FakeBrowser implements DirectoryBrowser {
    private static final Path ROOT = Path.of("/downloads");
    private static final List<String> NAMES = List.of("\u001b[2J\r\n\"<x>", "a", "b");

    @Override
    public DirectoryPage roots() {
        return new DirectoryPage(
                null,
                null,
                List.of(new Entry("/downloads", "/downloads", "directory", null, null)),
                null);
    }

    @Override
    public DirectoryPage list(Path directory, @Nullable String after, int limit) {
        if (!directory.equals(ROOT)) {
            throw new ApiException(new PathNotAllowed(directory, List.of(ROOT)));
        }
        var rest = NAMES.stream().filter(name -> after == null || name.compareTo(after) > 0).toList();
        var page = rest.subList(0, Math.min(limit, rest.size()));
        return new DirectoryPage(
                "/downloads",
                null,
                page.stream().map(name -> new Entry(name, "/downloads/" + name, "file", 1L, null)).toList(),
                page.size() < rest.size() ? DirectoryPage.cursor(page.getLast()) : null);
    }
}
