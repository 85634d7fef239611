package dev.revaer.api;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

import dev.revaer.api.torrent.file.FileCatalog;
import dev.revaer.engine.EngineError.BadSelection;
import dev.revaer.engine.EngineError.MetadataMissing;
import dev.revaer.engine.EngineError.RenameRefused;
import dev.revaer.engine.EngineException;
import dev.revaer.engine.InfoHash;
import dev.revaer.engine.TorrentFile;
import dev.revaer.engine.TorrentOptions;
import dev.revaer.engine.file.FileNames;
import dev.revaer.engine.file.FileStatus;
import dev.revaer.engine.file.PieceMap;
import dev.revaer.engine.file.PieceMap.PartialPiece;

/// Has three half-downloaded files in every torrent, but none in [#MAGNET]; a file cannot be called `Show/taken`.
public final class FakeFiles implements FileCatalog {
    public static final InfoHash MAGNET = new InfoHash("f".repeat(40));

    private static final List<TorrentFile> FILES = List.of(
            new TorrentFile(0, "Show/a.mkv", 100),
            new TorrentFile(2, "Show/b.mkv", 100),
            new TorrentFile(4, "Show/show.nfo", 0));

    private TorrentOptions options = TorrentOptions.NONE;

    @Override
    public synchronized List<FileStatus> files(InfoHash infoHash) {
        if (infoHash.equals(MAGNET)) {
            throw new EngineException(new MetadataMissing(infoHash));
        }
        var priorities = options.selection().priorities(FILES);
        var placed = options.placed(FILES);
        var files = new ArrayList<FileStatus>();
        for (int i = 0; i < FILES.size(); i++) {
            var file = FILES.get(i);
            files.add(
                    new FileStatus(file, placed.get(i).path(), file.sizeBytes() / 2, priorities.get(i)));
        }
        return files;
    }

    @Override
    public PieceMap pieces(InfoHash infoHash) {
        return new PieceMap(
                16_384,
                10,
                new byte[]{(byte) 0x80, 0x40},
                new byte[]{1, 2, 3, 4, 5, 6, 7, 8, 9, (byte) 255},
                List.of(new PartialPiece(1, 4, 2, 1)));
    }

    @Override
    public synchronized List<FileStatus> select(InfoHash infoHash, UnaryOperator<TorrentOptions> change) {
        var after = change.apply(options);
        for (var index : after.selection().priorities().keySet()) {
            if (FILES.stream().noneMatch(file -> file.index() == index)) {
                throw new EngineException(new BadSelection("priorities/" + index, "no such file"));
            }
        }
        if (after.selection().isNothingOf(FILES)) {
            throw new EngineException(new BadSelection("include", "no file would be left"));
        }
        options = after;
        return infoHash.equals(MAGNET) ? List.of() : files(infoHash);
    }

    @Override
    public synchronized void renameFile(InfoHash infoHash, int index, String to) {
        if (to.equals("Show/taken")) {
            throw new EngineException(new RenameRefused(to, "it is there"));
        }
        var names = FileNames.withFile(FILES, options.renamedFiles(), index, to);
        FileNames.check(FILES, names);
        options = options.renamed(names);
    }

    @Override
    public synchronized void renameFolder(InfoHash infoHash, String folder, String to) {
        var names = FileNames.withFolder(FILES, options.renamedFiles(), folder, to);
        FileNames.check(FILES, names);
        options = options.renamed(names);
    }

    public synchronized void clear() {
        options = TorrentOptions.NONE;
    }
}
