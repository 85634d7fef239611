package dev.revaer.app.catalog;

import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

import dev.revaer.api.problem.ApiError.FsopsRunning;
import dev.revaer.api.problem.ApiException;
import dev.revaer.api.torrent.file.FileCatalog;
import dev.revaer.app.job.JobQueue;
import dev.revaer.engine.EngineError.WrongState;
import dev.revaer.engine.EngineException;
import dev.revaer.engine.Hold;
import dev.revaer.engine.InfoHash;
import dev.revaer.engine.TorrentEngine;
import dev.revaer.engine.TorrentFile;
import dev.revaer.engine.TorrentOptions;
import dev.revaer.engine.file.FileNames;
import dev.revaer.engine.file.FileStatus;
import dev.revaer.engine.file.PieceMap;

/// The files of the torrents in the catalog: what is seen of them comes from the engine, what changes is kept first.
public final class TorrentFiles implements FileCatalog {
    private final Catalog catalog;
    private final TorrentEngine engine;
    private final JobQueue jobs;

    public TorrentFiles(Catalog catalog, TorrentEngine engine, JobQueue jobs) {
        this.catalog = catalog;
        this.engine = engine;
        this.jobs = jobs;
    }

    @Override
    public List<FileStatus> files(InfoHash infoHash) {
        return engine.files().files(infoHash);
    }

    @Override
    public PieceMap pieces(InfoHash infoHash) {
        return engine.files().pieces(infoHash);
    }

    @Override
    public List<FileStatus> select(InfoHash infoHash, UnaryOperator<TorrentOptions> change) {
        return catalog.change(infoHash, change).torrent().hasMetadata() ? files(infoHash) : List.of();
    }

    @Override
    public void renameFile(InfoHash infoHash, int index, String to) {
        rename(infoHash, (files, names) -> FileNames.withFile(files, names, index, to));
    }

    @Override
    public void renameFolder(InfoHash infoHash, String folder, String to) {
        rename(infoHash, (files, names) -> FileNames.withFolder(files, names, folder, to));
    }

    private void rename(
            InfoHash infoHash,
            BiFunction<List<TorrentFile>, Map<Integer, String>, Map<Integer, String>> names) {
        var torrent = catalog.get(infoHash).torrent();
        if (torrent.holds().containsKey(Hold.MOVE)) {
            throw new EngineException(new WrongState(infoHash, "its files are being moved"));
        }
        if (jobs.isRunning(torrent.infoHash())) {
            throw new ApiException(new FsopsRunning(torrent.infoHash()));
        }
        var files = files(infoHash).stream().map(FileStatus::file).toList();
        catalog.change(infoHash, before -> before.renamed(names.apply(files, before.renamedFiles())));
    }
}
