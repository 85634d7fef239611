package dev.revaer.cli.takeover.transmission;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import dev.revaer.cli.problem.CliError;
import dev.revaer.cli.problem.CliException;
import dev.revaer.cli.takeover.bencode.BencodeReader;
import dev.revaer.cli.takeover.bencode.UnreadableException;
import dev.revaer.cli.takeover.torrent.ForeignFile;
import dev.revaer.cli.takeover.torrent.ForeignStore;
import dev.revaer.cli.takeover.torrent.ForeignTorrent;

/// The configuration directory of Transmission 2, 3 and 4: `torrents/*.torrent` beside `resume/*.resume`, each pair by
/// one name, which is the info hash or, in older versions, the torrent's name and the beginning of its hash.
public final class TransmissionStore implements ForeignStore {
    private static final String TORRENT = ".torrent";
    private static final String RESUME = ".resume";

    private final Path torrents;
    private final Path resume;

    /// The store in a directory.
    ///
    /// @throws CliException if it is none of Transmission's
    public TransmissionStore(Path directory) {
        this.torrents = directory.resolve("torrents");
        this.resume = directory.resolve("resume");
        if (!Files.isDirectory(torrents) || !Files.isDirectory(resume)) {
            throw new CliException(
                    new CliError.Invalid(
                            directory + " is no configuration directory of Transmission: it has no"
                                    + " torrents and resume in it"));
        }
    }

    @Override
    public void read(Reader reader) {
        for (var file : ForeignFile.list(torrents, TORRENT)) {
            try {
                reader.found(torrent(file));
            } catch (UnreadableException e) {
                reader.unreadable(file.toString(), e.reason());
            }
        }
        for (var file : ForeignFile.list(torrents, ".magnet")) {
            try {
                reader.found(magnet(file));
            } catch (UnreadableException e) {
                reader.unreadable(file.toString(), e.reason());
            }
        }
    }

    private ForeignTorrent torrent(Path file) throws UnreadableException {
        var bytes = ForeignFile.read(file);
        var metainfo = BencodeReader.read(bytes);
        var kept = ResumeFile.read(beside(file, TORRENT));
        return metainfo.dictionary("info") == null
                ? kept.magnet(Magnets.of(metainfo))
                : kept.torrent(bytes, metainfo);
    }

    private ForeignTorrent magnet(Path file) throws UnreadableException {
        return ResumeFile.read(beside(file, ".magnet")).magnet(Magnets.read(ForeignFile.read(file)));
    }

    private Path beside(Path file, String suffix) throws UnreadableException {
        var name = file.getFileName().toString();
        var found = resume.resolve(name.substring(0, name.length() - suffix.length()) + RESUME);
        if (!Files.exists(found)) {
            throw new UnreadableException("there is no " + found + ", which says where its content lies");
        }
        return found;
    }

    /// Where Transmission keeps it unless it is told otherwise, the most likely first.
    public static List<Path> usual(Path home, Path configHome) {
        return List.of(
                configHome.resolve("transmission-daemon"),
                configHome.resolve("transmission"),
                home.resolve(".config/transmission-daemon"),
                Path.of("/var/lib/transmission-daemon/info"));
    }
}
