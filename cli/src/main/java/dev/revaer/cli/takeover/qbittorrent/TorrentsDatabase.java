package dev.revaer.cli.takeover.qbittorrent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

import dev.revaer.cli.problem.CliError;
import dev.revaer.cli.problem.CliException;
import dev.revaer.cli.takeover.bencode.BencodeReader;
import dev.revaer.cli.takeover.bencode.UnreadableException;
import dev.revaer.cli.takeover.qbittorrent.Said.ShareLimits;
import dev.revaer.cli.takeover.torrent.ForeignFile;
import dev.revaer.cli.takeover.torrent.ForeignStore;
import dev.revaer.cli.takeover.torrent.ForeignTorrent;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteLimits;

/// `torrents.db`, where qBittorrent 4.4 and later keep torrents if they are told to: a table with a row for each. Read from
/// a copy, as what was not written into it yet lies beside it, and nothing is to be changed.
final class TorrentsDatabase implements ForeignStore {
    private static final long LARGEST = 8L << 30;
    private static final int MOST_TORRENTS = 200_000;
    private static final double THOUSANDTHS = 1000;
    private static final int INHERITED = -2;

    private final Path file;

    TorrentsDatabase(Path file) {
        this.file = file;
    }

    @Override
    public void read(Reader reader) {
        Path copy = null;
        try {
            copy = Files.createTempDirectory("revaer-import-");
            var database = copy(copy, "");
            copy(copy, "-wal");
            try (var connection = DriverManager.getConnection("jdbc:sqlite:" + database)) {
                read(connection, reader);
            }
        } catch (IOException | SQLException e) {
            throw unusable(e.getMessage(), e);
        } finally {
            if (copy != null) {
                delete(copy);
            }
        }
    }

    private Path copy(Path to, String suffix) throws IOException {
        var from = file.resolveSibling(file.getFileName() + suffix);
        var copy = to.resolve("torrents.db" + suffix);
        if (Files.isRegularFile(from, LinkOption.NOFOLLOW_LINKS)) {
            if (Files.size(from) > LARGEST) {
                throw unusable("it is larger than any client writes it", null);
            }
            Files.copy(from, copy, LinkOption.NOFOLLOW_LINKS);
        } else if (suffix.isEmpty()) {
            throw unusable("it is no file", null);
        }
        return copy;
    }

    private void read(Connection connection, Reader reader) throws SQLException {
        connection.unwrap(SQLiteConnection.class)
                .setLimit(SQLiteLimits.SQLITE_LIMIT_LENGTH, ForeignFile.LARGEST);
        try (var statement = connection.createStatement()) {
            // Not a view, which could be of any size.
            try (var table = statement.executeQuery(
                    "select 1 from sqlite_master where name = 'torrents' and type = 'table' and rootpage > 0")) {
                if (!table.next()) {
                    throw unusable("it is no database of qBittorrent's torrents", null);
                }
            }
            try (var rows = statement.executeQuery(
                    "select * from torrents order by queue_position, id limit " + MOST_TORRENTS)) {
                var columns = columns(rows);
                while (rows.next()) {
                    read(new Row(rows, columns), reader);
                }
            }
        }
    }

    private static void read(Row row, Reader reader) throws SQLException {
        var id = row.text("torrent_id");
        try {
            reader.found(torrent(row));
        } catch (UnreadableException e) {
            reader.unreadable(id, e.reason());
        }
    }

    private static ForeignTorrent torrent(Row row) throws SQLException, UnreadableException {
        var resume = row.bytes("libtorrent_resume_data");
        if (resume == null) {
            throw new UnreadableException("it has no resume data");
        }
        var metadata = row.bytes("metadata");
        var action = row.text("share_limit_action");
        var tags = Arrays.stream(row.text("tags").split(",", -1)).filter(tag -> !tag.isEmpty()).toList();
        var said = new Said(
                row.text("name"),
                row.text("category"),
                tags,
                row.text("target_save_path"),
                row.number("stopped", 0) != 0,
                row.text("operating_mode").equals("Forced"),
                row.number("has_outer_pieces_priority", 0) != 0,
                new ShareLimits(
                        row.number("ratio_limit", INHERITED * (long) THOUSANDTHS) / THOUSANDTHS,
                        row.number("seeding_time_limit", INHERITED),
                        action),
                Unkept.of(
                        row.number("inactive_seeding_time_limit", INHERITED),
                        action,
                        row.text("share_limits_mode"),
                        row.text("stop_condition")));
        return new ResumeEntry(BencodeReader.read(resume), said)
                .torrent(metadata == null || metadata.length == 0 ? null : metadata);
    }

    private static Set<String> columns(ResultSet rows) throws SQLException {
        var names = new HashSet<String>();
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
            names.add(rows.getMetaData().getColumnName(i));
        }
        return names;
    }

    private CliException unusable(@Nullable String reason, @Nullable Throwable cause) {
        var error = new CliError.Invalid(file + " can't be read: " + reason);
        return cause == null ? new CliException(error) : new CliException(error, cause);
    }

    private static void delete(Path directory) {
        try (var files = Files.newDirectoryStream(directory)) {
            for (var left : files) {
                Files.deleteIfExists(left);
            }
            Files.deleteIfExists(directory);
        } catch (IOException _) {
            // It lies where the system clears up.
        }
    }

    /// A row, of which other versions have fewer columns.
    private record Row(ResultSet rows, Set<String> columns) {
        String text(String column) throws SQLException {
            var text = columns.contains(column) ? rows.getString(column) : null;
            return text == null ? "" : text;
        }

        long number(String column, long otherwise) throws SQLException {
            if (!columns.contains(column)) {
                return otherwise;
            }
            long number = rows.getLong(column);
            return rows.wasNull() ? otherwise : number;
        }

        byte @Nullable [] bytes(String column) throws SQLException {
            return columns.contains(column) ? rows.getBytes(column) : null;
        }
    }
}
