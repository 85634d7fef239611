package dev.revaer.engine.session;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

import dev.revaer.engine.EngineError.NotAnswering;
import dev.revaer.engine.EngineError.WrongState;
import dev.revaer.engine.EngineException;
import dev.revaer.engine.TorrentOptions;
import dev.revaer.engine.TransferMode;
import dev.revaer.engine.event.EngineListener;
import dev.revaer.engine.event.EventData;
import dev.revaer.engine.event.EventData.Failure;
import dev.revaer.engine.event.EventData.SelectionReconciled;
import dev.revaer.engine.selection.Selection;
import dev.revaer.engine.session.file.FileLayout;
import dev.revaer.engine.session.file.FileLevels;
import dev.revaer.engine.session.file.FileParameters;
import dev.revaer.engine.session.jni.Swig;
import dev.revaer.engine.session.pump.CommandThread;
import org.libtorrent4j.swig.torrent_handle;

/// Makes libtorrent want of a torrent's files what the user wants: when it is added, when a magnet's files become
/// known, when the wish changes, and again after each check. Libtorrent sets priorities and names in jobs of its disk
/// thread, so a change is done only when it says so.
///
/// On the command thread, where nothing else is said.
final class FileWishes {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final CommandThread commands;
    private final EngineListener listener;
    private final Executor alertThread;
    private final FileRenames renames;
    private final MagnetSwap swap;

    FileWishes(
            CommandThread commands,
            EngineListener listener,
            Executor alertThread,
            MagnetSwap swap) {
        this.commands = commands;
        this.listener = listener;
        this.alertThread = alertThread;
        this.renames = new FileRenames(commands);
        this.swap = swap;
    }

    /// Takes over what the torrent was added with.
    void added(SessionTorrent torrent, FileParameters told) {
        torrent.isFiltered = !torrent.snapshot().hasMetadata() && !torrent.applied.selection().isAll();
        torrent.levels = told.levels();
        torrent.originals = told.originals();
        if (told.reconciled() > 0) {
            tell(torrent, new SelectionReconciled(told.reconciled()));
        }
        if (told.findsNothing()) {
            tellNothingFound(torrent);
        }
    }

    /// The files of a magnet link are known. Until they are chosen from, nothing of its state is shown.
    ///
    /// @param metainfo `d4:info…e`
    /// @param peers that libtorrent knows for it
    /// @param whenSettled run on the command thread
    void metadataKnown(
            SessionTorrent torrent,
            torrent_handle handle,
            byte[] metainfo,
            List<MagnetSwap.Peer> peers,
            Runnable whenSettled) {
        if (torrent.isFiltered) {
            torrent.isFiltered = false;
            var parameters = swap.swap(torrent, handle, metainfo, peers);
            var again = torrent.handle();
            if (again != null) {
                OptionsApplier.apply(torrent, again, torrent.applied);
            }
            added(torrent, parameters.files());
        } else if (wantsEnds(torrent.applied)) {
            tellPieces(torrent, handle, torrent.applied);
        }
        whenSettled.run();
    }

    /// Sets right what a check has left otherwise than it is wanted.
    void checked(SessionTorrent torrent, torrent_handle handle) {
        if (!torrent.snapshot().hasMetadata() || torrent.isFiltered) {
            return;
        }
        var live = Swig.take(handle.get_file_priorities_ex());
        var wanted = torrent.levels;
        if (wanted == null && FileLevels.isUsual(live)) {
            return;
        }
        if (wanted == null) {
            wanted = levels(FileCommands.layout(torrent, handle), torrent.applied);
        }
        var differences = wanted.differences(live);
        if (differences > 0) {
            tell(torrent, handle, wanted);
            if (!torrent.isRechecking) {
                tell(torrent, new SelectionReconciled(differences));
            }
        }
        torrent.isRechecking = false;
        if (wantsEnds(torrent.applied)) {
            tellPieces(torrent, handle, torrent.applied);
        }
    }

    /// A recheck makes libtorrent forget what is wanted.
    void rechecking(SessionTorrent torrent, torrent_handle handle) {
        torrent.isRechecking = true;
        var levels = torrent.levels;
        if (levels != null) {
            tell(torrent, handle, levels);
        }
        if (wantsEnds(torrent.applied)) {
            tellPieces(torrent, handle, torrent.applied);
        }
    }

    /// Begins to apply another wish; [#await] waits for it. To be called before [SessionTorrent#applied] changes.
    ///
    /// @return whether there is something to wait for
    boolean change(SessionTorrent torrent, torrent_handle handle, TorrentOptions after) {
        var before = torrent.applied;
        var isSame = before.selection().equals(after.selection())
                && wantsEnds(before) == wantsEnds(after);
        torrent.files.forget();
        if (!torrent.snapshot().hasMetadata()) {
            if (!isSame) {
                filter(torrent, handle, after.selection());
            }
            return false;
        }
        if (!isSame) {
            tell(torrent, handle, levels(FileCommands.layout(torrent, handle), after));
        }
        var isRenamed = !before.renamedFiles().equals(after.renamedFiles());
        if (isRenamed) {
            renames.begin(torrent, handle, before, after);
        }
        return !isSame || isRenamed;
    }

    /// Waits, on the caller's thread, until libtorrent has done what [#change] began.
    ///
    /// @throws EngineException with `RenameRefused`, [WrongState] if the disk fails, or [NotAnswering]
    void await(SessionTorrent torrent, torrent_handle handle) {
        var end = System.nanoTime() + LIMIT.toNanos();
        while (!commands.call("select", () -> isTold(torrent, handle))) {
            var fault = FileRenames.waited(torrent.prioritized);
            if (!fault.isEmpty()) {
                throw new EngineException(new WrongState(torrent.snapshot().infoHash(), fault));
            }
            if (System.nanoTime() > end) {
                throw new EngineException(new NotAnswering("select"));
            }
        }
        if (torrent.endsChanged) {
            torrent.endsChanged = false;
            commands.call("select pieces", () -> tellPieces(torrent, handle, torrent.applied));
        }
        renames.await(torrent, handle);
        torrent.files.forget();
    }

    private static boolean isTold(SessionTorrent torrent, torrent_handle handle) {
        var levels = torrent.levels;
        return levels == null || !torrent.snapshot().hasMetadata() || !handle.is_valid()
                || levels.differences(Swig.take(handle.get_file_priorities_ex())) == 0;
    }

    private static void filter(SessionTorrent torrent, torrent_handle handle, Selection selection) {
        torrent.isFiltered = true;
        var levels = Swig.vector(selection.isAll() ? new byte[0] : FileParameters.noFile());
        handle.prioritize_files_ex(levels);
        levels.delete();
    }

    private static FileLevels levels(FileLayout layout, TorrentOptions options) {
        var selection = options.selection();
        return FileLevels.of(layout, selection.isNothingOf(layout.files()) ? Selection.ALL : selection);
    }

    private static boolean wantsEnds(TorrentOptions options) {
        return options.has(TransferMode.FIRST_LAST_PIECES);
    }

    private static void tell(SessionTorrent torrent, torrent_handle handle, FileLevels levels) {
        torrent.prioritized = new CompletableFuture<>();
        torrent.levels = levels;
        torrent.endsChanged = true;
        var vector = Swig.vector(levels.bytes());
        handle.prioritize_files_ex(vector);
        vector.delete();
    }

    private static boolean tellPieces(SessionTorrent torrent, torrent_handle handle, TorrentOptions options) {
        var layout = FileCommands.layout(torrent, handle);
        var pieces = Swig.vector(levels(layout, options).pieces(layout, wantsEnds(options)));
        handle.prioritize_pieces_ex(pieces);
        pieces.delete();
        return true;
    }

    private void tellNothingFound(SessionTorrent torrent) {
        alertThread.execute(
                () -> listener.happened(
                        torrent.snapshot(),
                        new Failure("its selection matches no file; all of them are taken")));
    }

    private void tell(
            SessionTorrent torrent,
            EventData event) {
        alertThread.execute(() -> listener.happened(torrent.snapshot(), event));
    }
}
