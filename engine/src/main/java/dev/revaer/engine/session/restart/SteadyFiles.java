package dev.revaer.engine.session.restart;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import dev.revaer.engine.InfoHash;
import dev.revaer.engine.file.FileControl;
import dev.revaer.engine.file.FileStatus;
import dev.revaer.engine.file.PieceMap;
import dev.revaer.engine.selection.Selection;
import dev.revaer.engine.session.LibtorrentEngine;

/// The files of whichever session there is.
///
/// @param current the session
record SteadyFiles(Supplier<LibtorrentEngine> current) implements FileControl {
    @Override
    public List<FileStatus> files(InfoHash infoHash) {
        return current.get().files().files(infoHash);
    }

    @Override
    public PieceMap pieces(InfoHash infoHash) {
        return current.get().files().pieces(infoHash);
    }

    @Override
    public void check(InfoHash infoHash, Selection selection) {
        current.get().files().check(infoHash, selection);
    }

    @Override
    public void check(InfoHash infoHash, Map<Integer, String> names) {
        current.get().files().check(infoHash, names);
    }
}
