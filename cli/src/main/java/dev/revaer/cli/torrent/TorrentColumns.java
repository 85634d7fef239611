package dev.revaer.cli.torrent;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.revaer.cli.output.Column;
import dev.revaer.cli.output.Kind;
import dev.revaer.cli.problem.CliError;
import dev.revaer.cli.problem.CliException;

/// What a list of torrents can tell of each.
final class TorrentColumns {
    static final List<Column> USUAL = List.of(
            new Column("infoHash", "HASH", Kind.HASH),
            new Column("name", "NAME", Kind.NAME),
            new Column("state", "STATE", Kind.STATE),
            new Column("sizeBytes", "SIZE", Kind.SIZE),
            new Column("progress", "PROGRESS", Kind.PROGRESS),
            new Column("downloadBytesPerSecond", "DOWN", Kind.RATE),
            new Column("uploadBytesPerSecond", "UP", Kind.RATE),
            new Column("ratio", "RATIO", Kind.RATIO),
            new Column("etaSeconds", "ETA", Kind.SECONDS));
    private static final List<Column> OTHERS = List.of(
            new Column("reason", "REASON", Kind.NAME),
            new Column("category", "CATEGORY", Kind.TEXT),
            new Column("tags", "TAGS", Kind.LIST),
            new Column("seeds", "SEEDS", Kind.COUNT),
            new Column("peers", "PEERS", Kind.COUNT),
            new Column("availability", "AVAILABILITY", Kind.RATIO),
            new Column("downloadedBytes", "DOWNLOADED", Kind.SIZE),
            new Column("uploadedBytes", "UPLOADED", Kind.SIZE),
            new Column("addedAt", "ADDED", Kind.TIME),
            new Column("completedAt", "COMPLETED", Kind.TIME),
            new Column("queuePosition", "QUEUE", Kind.COUNT),
            new Column("downloadDir", "DIRECTORY", Kind.NAME),
            new Column("contentPath", "CONTENT", Kind.NAME),
            new Column("fsops.state", "FSOPS", Kind.STATE),
            new Column("fsops.libraryPath", "LIBRARY", Kind.NAME),
            new Column("modes", "MODES", Kind.LIST));

    private TorrentColumns() {}

    /// The columns of these names, in this order: a heading or a field of the service, in any case.
    ///
    /// @throws CliException with [CliError.Invalid] when there is no such column
    static List<Column> named(List<String> names) {
        return names.isEmpty() ? USUAL : names.stream().map(TorrentColumns::named).toList();
    }

    private static Column named(String name) {
        Column column = all().get(name.strip().toLowerCase(Locale.ROOT));
        if (column == null) {
            throw new CliException(new CliError.Invalid("no column " + name + "; there are " + names()));
        }
        return column;
    }

    private static String names() {
        return Stream.concat(USUAL.stream(), OTHERS.stream())
                .map(column -> column.heading().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
    }

    private static Map<String, Column> all() {
        var all = new HashMap<String, Column>();
        for (var columns : List.of(USUAL, OTHERS)) {
            for (Column column : columns) {
                all.put(column.heading().toLowerCase(Locale.ROOT), column);
                all.put(column.field().toLowerCase(Locale.ROOT), column);
            }
        }
        return all;
    }
}
