package dev.revaer.cli.takeover.qbittorrent;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import dev.revaer.cli.problem.CliError;
import dev.revaer.cli.problem.CliException;
import dev.revaer.cli.takeover.torrent.ForeignStore;

/// Finds where qBittorrent keeps its torrents.
public final class QBittorrentStores {
    private static final String FOLDER = "BT_backup";
    private static final String DATABASE = "torrents.db";

    private QBittorrentStores() {}

    /// The store in a directory: `BT_backup` itself, what holds it, or a profile. The database is the one in use where both
    /// are there.
    ///
    /// @throws CliException if it is none of qBittorrent's
    public static ForeignStore in(Path directory) {
        var above = List.of(directory, directory.resolve("data"), directory.resolve("qBittorrent/data"));
        for (var place : directory.endsWith(FOLDER) ? List.of(directory.resolveSibling("")) : above) {
            if (Files.isRegularFile(place.resolve(DATABASE))) {
                return new TorrentsDatabase(place.resolve(DATABASE));
            }
            if (Files.isDirectory(place.resolve(FOLDER))) {
                return new BackupFolder(place.resolve(FOLDER));
            }
        }
        throw new CliException(
                new CliError.Invalid(
                        directory + " is no directory of qBittorrent: it has neither " + FOLDER + " nor "
                                + DATABASE + " in it"));
    }

    /// Where qBittorrent keeps it unless it is told otherwise, the most likely first.
    public static List<Path> usual(Path home, Path dataHome) {
        return List.of(
                dataHome.resolve("qBittorrent"),
                home.resolve(".local/share/qBittorrent"),
                home.resolve(".local/share/data/qBittorrent"));
    }

    /// Files that a running qBittorrent holds a lock on, if it keeps its torrents in a directory.
    public static List<Path> locks(Path directory, Path configHome) {
        var absolute = directory.toAbsolutePath().normalize();
        return Stream
                .concat(
                        Stream.iterate(absolute, path -> path != null, Path::getParent)
                                .limit(3)
                                .flatMap(
                                        path -> Stream.of(
                                                path,
                                                path.resolve("config"),
                                                path.resolve("qBittorrent/config"))),
                        Stream.of(configHome.resolve("qBittorrent")))
                .map(path -> path.resolve("lockfile"))
                .filter(Files::isRegularFile)
                .toList();
    }
}
