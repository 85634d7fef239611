package dev.revaer.api.torrent.file;

import java.util.List;

import dev.revaer.engine.file.FileStatus;
import org.jspecify.annotations.Nullable;

/// A page of a torrent's files, by index.
///
/// @param nextCursor for the page after this one; null on the last
/// @param total of all its files
public record FilePage(List<FileAnswer> items, @Nullable String nextCursor, int total) {
    public FilePage {
        items = List.copyOf(items);
    }

    /// @param after index of the last file of the page before; -1 for the first page
    static FilePage of(List<FileStatus> files, int after, int limit) {
        var rest = files.stream().filter(status -> status.file().index() > after).limit(limit + 1L).toList();
        var page = rest.subList(0, Math.min(limit, rest.size()));
        var next = rest.size() > limit ? String.valueOf(page.getLast().file().index()) : null;
        return new FilePage(page.stream().map(FileAnswer::of).toList(), next, files.size());
    }
}
