package dev.revaer.engine.session;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.revaer.engine.EngineError.BadPiece;
import dev.revaer.engine.EngineError.BadSelection;
import dev.revaer.engine.EngineError.MetadataMissing;
import dev.revaer.engine.EngineError.RenameRefused;
import dev.revaer.engine.EngineError.WrongState;
import dev.revaer.engine.EngineException;
import dev.revaer.engine.InfoHash;
import dev.revaer.engine.TorrentFile;
import dev.revaer.engine.file.FileControl;
import dev.revaer.engine.file.FileNames;
import dev.revaer.engine.file.FileStatus;
import dev.revaer.engine.file.PieceMap;
import dev.revaer.engine.file.PieceMap.PartialPiece;
import dev.revaer.engine.selection.FilePriority;
import dev.revaer.engine.selection.Selection;
import dev.revaer.engine.session.file.FileLayout;
import dev.revaer.engine.session.jni.Swig;
import dev.revaer.engine.session.pump.CommandThread;
import org.libtorrent4j.swig.bitfield;
import org.libtorrent4j.swig.int_vector;
import org.libtorrent4j.swig.torrent_handle;

/// Asks libtorrent for files and pieces on the command thread, and keeps the answers for a moment.
final class FileCommands implements FileControl {
    private static final int MOST_AVAILABILITY = 255;

    private final TorrentRegistry registry;
    private final CommandThread commands;

    FileCommands(TorrentRegistry registry, CommandThread commands) {
        this.registry = registry;
        this.commands = commands;
    }

    @Override
    public List<FileStatus> files(InfoHash infoHash) {
        var torrent = known(infoHash);
        return torrent.files.get(() -> commands.call("files", () -> files(torrent, handle(torrent))));
    }

    @Override
    public PieceMap pieces(InfoHash infoHash) {
        var torrent = known(infoHash);
        return torrent.pieces.get(() -> commands.call("pieces", () -> pieces(torrent, handle(torrent))));
    }

    @Override
    public void check(InfoHash infoHash, Selection selection) {
        var files = metainfoFiles(infoHash);
        var known = files.stream().map(TorrentFile::index).toList();
        for (var index : selection.priorities().keySet()) {
            if (!known.contains(index)) {
                throw new EngineException(
                        new BadSelection("priorities/" + index, "no file has the index " + index));
            }
        }
        if (selection.isNothingOf(files)) {
            throw new EngineException(
                    new BadSelection("include", "no file would be left; to have none, pause the torrent"));
        }
    }

    @Override
    public void check(InfoHash infoHash, Map<Integer, String> names) {
        var torrent = known(infoHash);
        var files = metainfoFiles(infoHash);
        FileNames.check(files, names);
        var snapshot = torrent.snapshot();
        var before = snapshot.options().renamedFiles();
        for (var file : files) {
            var path = names.getOrDefault(file.index(), file.path());
            var isSame = path.equals(before.getOrDefault(file.index(), file.path()));
            if (!isSame && Files.exists(snapshot.downloadDir().resolve(path), LinkOption.NOFOLLOW_LINKS)) {
                throw new EngineException(new RenameRefused(path, "a file or folder of this name is there"));
            }
        }
    }

    /// @throws EngineException with [BadPiece], or if asking for a piece makes no sense now
    static void checkPiece(SessionTorrent torrent, torrent_handle handle, int piece) {
        var infoHash = torrent.snapshot().infoHash();
        var pieces = layout(torrent, handle).pieces();
        if (piece < 0 || piece >= pieces) {
            throw new EngineException(new BadPiece(piece, pieces));
        }
        if (!torrent.holds.isEmpty()) {
            throw new EngineException(new WrongState(infoHash, "it does not run"));
        }
    }

    /// On the command thread.
    ///
    /// @throws EngineException with [MetadataMissing]
    static FileLayout layout(SessionTorrent torrent, torrent_handle handle) {
        var seen = torrent.layout.get();
        if (seen != null) {
            return seen;
        }
        var info = handle.torrent_file_ptr();
        if (info == null || !info.is_valid()) {
            throw new EngineException(new MetadataMissing(torrent.snapshot().infoHash()));
        }
        var layout = FileLayout.of(info, torrent.originals);
        info.delete();
        torrent.keep(layout);
        return layout;
    }

    private List<TorrentFile> metainfoFiles(InfoHash infoHash) {
        var torrent = known(infoHash);
        return commands.call("files", () -> layout(torrent, handle(torrent)).files());
    }

    private SessionTorrent known(InfoHash infoHash) {
        var torrent = registry.get(infoHash);
        if (!torrent.snapshot().hasMetadata()) {
            throw new EngineException(new MetadataMissing(infoHash));
        }
        return torrent;
    }

    private static torrent_handle handle(SessionTorrent torrent) {
        return TorrentCommands.validHandle(torrent, torrent.snapshot().infoHash());
    }

    private static List<FileStatus> files(SessionTorrent torrent, torrent_handle handle) {
        var layout = layout(torrent, handle);
        var levels = Swig.take(handle.get_file_priorities_ex());
        var progress = handle.file_progress();
        var names = torrent.applied.renamedFiles();
        var files = new ArrayList<FileStatus>(layout.files().size());
        for (var file : layout.files()) {
            var index = file.index();
            var level = index < levels.length ? levels[index] : FilePriority.NORMAL.level();
            files.add(
                    new FileStatus(
                            file,
                            names.getOrDefault(index, file.path()),
                            index < progress.size() ? Math.min(progress.get(index), file.sizeBytes()) : 0,
                            FilePriority.ofLevel(level)));
        }
        progress.delete();
        return List.copyOf(files);
    }

    private static PieceMap pieces(SessionTorrent torrent, torrent_handle handle) {
        var layout = layout(torrent, handle);
        var status = handle.status(torrent_handle.query_pieces);
        var have = bits(status.get_pieces(), layout.pieces());
        status.delete();
        var counts = new int_vector();
        handle.piece_availability(counts);
        var availability = new byte[counts.size()];
        for (int i = 0; i < availability.length; i++) {
            availability[i] = (byte) Math.min(counts.get(i), MOST_AVAILABILITY);
        }
        counts.delete();
        var queue = handle.get_download_queue();
        var downloading = new ArrayList<PartialPiece>();
        for (var piece : queue) {
            downloading.add(
                    new PartialPiece(
                            piece.getPiece_index(),
                            piece.getBlocks_in_piece(),
                            piece.getFinished(),
                            piece.getRequested()));
        }
        queue.delete();
        return new PieceMap(layout.pieceLength(), layout.pieces(), have, availability, downloading);
    }

    private static byte[] bits(bitfield pieces, int count) {
        var bytes = new byte[(count + Byte.SIZE - 1) / Byte.SIZE];
        var known = Math.min(count, pieces.size());
        for (int piece = 0; piece < known; piece++) {
            if (pieces.get_bit(piece)) {
                bytes[piece / Byte.SIZE] |= (byte) (0x80 >> (piece % Byte.SIZE));
            }
        }
        return bytes;
    }
}
