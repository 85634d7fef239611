package dev.revaer.engine.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import dev.revaer.engine.EngineError.NotAnswering;
import dev.revaer.engine.EngineError.RenameRefused;
import dev.revaer.engine.EngineException;
import dev.revaer.engine.TorrentOptions;
import dev.revaer.engine.session.file.FileLayout;
import dev.revaer.engine.session.pump.CommandThread;
import org.libtorrent4j.swig.torrent_handle;

/// Has libtorrent rename files, and waits until its disk thread has.
final class FileRenames {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

    private final CommandThread commands;

    FileRenames(CommandThread commands) {
        this.commands = commands;
    }

    /// Asks libtorrent for the names that differ.
    void begin(
            SessionTorrent torrent,
            torrent_handle handle,
            TorrentOptions before,
            TorrentOptions after) {
        var layout = FileCommands.layout(torrent, handle);
        var changed = new TreeSet<>(before.renamedFiles().keySet());
        changed.addAll(after.renamedFiles().keySet());
        torrent.originals = originals(layout, changed);
        torrent.renames.clear();
        for (var index : changed) {
            var original = torrent.originals.getOrDefault(index, "");
            var from = before.renamedFiles().getOrDefault(index, original);
            var to = after.renamedFiles().getOrDefault(index, original);
            if (!from.equals(to)) {
                torrent.renames.put(index, new Rename(from, to, new CompletableFuture<>()));
                handle.rename_file(index, to);
            }
        }
    }

    private static Map<Integer, String> originals(FileLayout layout, Set<Integer> indexes) {
        var originals = new HashMap<Integer, String>();
        for (var file : layout.files()) {
            if (indexes.contains(file.index())) {
                originals.put(file.index(), file.path());
            }
        }
        return originals;
    }

    /// All or none: what was renamed is called as before if one file cannot be renamed.
    void await(SessionTorrent torrent, torrent_handle handle) {
        var renames = Map.copyOf(torrent.renames);
        var fault = "";
        var failed = "";
        var done = new HashMap<Integer, Rename>();
        var end = System.nanoTime() + LIMIT.toNanos();
        for (var entry : renames.entrySet()) {
            var rename = entry.getValue();
            while (!rename.done().isDone() && System.nanoTime() < end) {
                waited(rename.done());
            }
            var answer = rename.done().isDone() ? waited(rename.done()) : "the disk does not answer";
            if (answer.isEmpty()) {
                done.put(entry.getKey(), rename);
            } else {
                fault = answer;
                failed = rename.to();
            }
        }
        torrent.renames.clear();
        if (!fault.isEmpty()) {
            commands.call("rename back", () -> {
                done.forEach((index, rename) -> handle.rename_file(index, rename.from()));
                return true;
            });
            throw new EngineException(new RenameRefused(failed, fault));
        }
        var directory = torrent.snapshot().downloadDir();
        done.values().forEach(rename -> deleteEmptyFolders(directory, directory.resolve(rename.from())));
    }

    /// What the file has left behind.
    private static void deleteEmptyFolders(Path directory, Path file) {
        for (var folder = file.getParent(); folder != null && !folder.equals(directory)
                && folder.startsWith(directory); folder = folder.getParent()) {
            try {
                if (Files.isSymbolicLink(folder)) {
                    return;
                }
                Files.deleteIfExists(folder);
            } catch (IOException _) {
                return; // something else lies there
            }
        }
    }

    /// Waits a moment.
    ///
    /// @return the fault it was completed with; empty if there is none, or none yet
    static String waited(CompletableFuture<String> answer) {
        try {
            return answer.get(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EngineException(new NotAnswering("files"));
        }
    }

    /// A file on its way to another name.
    ///
    /// @param done completed by a fault, or by nothing if all is well
    record Rename(String from, String to, CompletableFuture<String> done) {}
}
