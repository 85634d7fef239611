package dev.revaer.cli.takeover;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

import dev.revaer.cli.takeover.bencode.BencodeWriter;
import dev.revaer.cli.takeover.bencode.UnreadableException;
import dev.revaer.cli.takeover.torrent.ForeignStore;
import dev.revaer.cli.takeover.torrent.ForeignTorrent;
import dev.revaer.cli.takeover.torrent.Layout;

/// What other clients write, as they write it, of one torrent: two files in four pieces of 32 KiB.
public final class ForeignFiles {
    /// Of a piece.
    public static final int PIECE = 32 << 10;
    /// Of the first file, which ends in the second piece.
    public static final int FIRST = PIECE + 100;
    /// Of the second file.
    public static final int SECOND = 3 * PIECE - 100 - 7;

    private ForeignFiles() {}

    /// A `.torrent` with an info dictionary alone.
    public static byte[] metainfo() {
        return metainfo("show");
    }

    /// The same of another name.
    public static byte[] metainfo(String name) {
        var first = file(FIRST, "a.bin");
        var second = file(SECOND, "b.bin");
        var files = new byte[first.length + second.length + 2];
        files[0] = 'l';
        System.arraycopy(first, 0, files, 1, first.length);
        System.arraycopy(second, 0, files, 1 + first.length, second.length);
        files[files.length - 1] = 'e';
        var info = new BencodeWriter().raw("files", files)
                .put("name", name)
                .put("piece length", PIECE)
                .put("pieces", new byte[4 * 20])
                .bytes();
        return new BencodeWriter().raw("info", info).bytes();
    }

    private static byte[] file(int size, String name) {
        return new BencodeWriter().put("length", size).texts("path", List.of(name)).bytes();
    }

    /// The hash of that.
    public static String hash(byte[] metainfo) {
        try {
            return String.valueOf(Layout.read(metainfo).v1());
        } catch (UnreadableException e) {
            throw new IllegalStateException(e);
        }
    }

    /// What qBittorrent keeps: complete, in a category, with a tag.
    public static BencodeWriter fastresume() {
        return new BencodeWriter().put("file-format", "libtorrent resume file")
                .put("file-version", 1)
                .put("save_path", "/downloads/shows")
                .put("pieces", new byte[]{1, 1, 1, 1})
                .put("added_time", 1_700_000_000)
                .put("completed_time", 1_700_000_100)
                .put("total_uploaded", 500)
                .put("total_downloaded", 400)
                .put("active_time", 300)
                .put("seeding_time", 200)
                .put("paused", 0)
                .put("auto_managed", 1)
                .put("upload_rate_limit", 7000)
                .put("download_rate_limit", -1)
                .raw("trackers", "ll19:udp://127.0.0.1:9/ael1:xee".getBytes(StandardCharsets.ISO_8859_1))
                .put("qBt-category", "tv")
                .texts("qBt-tags", List.of("seen"))
                .put("qBt-savePath", "/downloads/shows")
                .put("qBt-ratioLimit", 1500)
                .put("qBt-seedingTimeLimit", -1);
    }

    /// What Transmission keeps: all but the last piece, with a label.
    public static BencodeWriter resume() {
        return new BencodeWriter().put("destination", "/downloads/shows")
                .put("added-date", 1_700_000_000)
                .put("done-date", 0)
                .put("uploaded", 500)
                .put("downloaded", 400)
                .put("downloading-time-seconds", 100)
                .put("seeding-time-seconds", 200)
                .put("paused", 1)
                .texts("labels", List.of("seen"))
                .numbers("dnd", List.of(0, 0))
                .numbers("priority", List.of(1, 0))
                .raw("progress", new BencodeWriter().put("blocks", new byte[]{(byte) 0b1111_1110}).bytes())
                .raw(
                        "ratio-limit",
                        new BencodeWriter().put("ratio-limit", "1.5").put("ratio-mode", 1).bytes());
    }

    /// Writes a pair of files of qBittorrent.
    public static Path qbittorrent(Path folder, byte[] metainfo, byte[] fastresume) {
        var backup = folder.resolve("BT_backup");
        var hash = hash(metainfo);
        write(backup.resolve(hash + ".torrent"), metainfo);
        write(backup.resolve(hash + ".fastresume"), fastresume);
        return folder;
    }

    /// Writes a pair of files of Transmission.
    public static Path transmission(Path folder, byte[] metainfo, byte[] resume) {
        write(folder.resolve("torrents/show.0123456789abcdef.torrent"), metainfo);
        write(folder.resolve("resume/show.0123456789abcdef.resume"), resume);
        return folder;
    }

    /// Writes a database of qBittorrent with one row.
    public static Path database(Path folder, byte[] metainfo, byte[] resumeData) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("torrents.db"));
                var statement = connection.createStatement()) {
            statement.execute(
                    "create table torrents (id integer primary key, torrent_id blob not null unique,"
                            + " queue_position integer not null default -1, name text, category text, tags text,"
                            + " target_save_path text, ratio_limit integer not null,"
                            + " seeding_time_limit integer not null, has_outer_pieces_priority integer not null,"
                            + " operating_mode text not null, stopped integer not null,"
                            + " libtorrent_resume_data blob not null, metadata blob)");
            try (var insert = connection.prepareStatement(
                    "insert into torrents (torrent_id, category, tags, target_save_path, ratio_limit,"
                            + " seeding_time_limit, has_outer_pieces_priority, operating_mode, stopped,"
                            + " libtorrent_resume_data, metadata)"
                            + " values (?, 'tv', 'seen,later', '/downloads/shows', -2000, 90, 0, 'AutoManaged', 1, ?, ?)")) {
                insert.setString(1, hash(metainfo));
                insert.setBytes(2, resumeData);
                insert.setBytes(3, metainfo);
                insert.execute();
            }
        }
        return folder;
    }

    /// Writes a file.
    public static void write(Path file, byte[] content) {
        try {
            Files.createDirectories(file.resolveSibling(""));
            Files.write(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Reads a store.
    public static Heard heard(ForeignStore store) {
        var heard = new Heard(new ArrayList<>(), new ArrayList<>());
        store.read(heard);
        return heard;
    }

    /// What a store tells.
    public record Heard(List<ForeignTorrent> torrents, List<String> faults) implements ForeignStore.Reader {
        @Override
        public void found(ForeignTorrent torrent) {
            torrents.add(torrent);
        }

        @Override
        public void unreadable(String name, String reason) {
            faults.add(name + ": " + reason);
        }
    }
}
