package dev.revaer.cli.takeover;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

import dev.revaer.cli.problem.CliError;
import dev.revaer.cli.problem.CliException;
import dev.revaer.cli.takeover.archive.TorrentArchive;
import dev.revaer.cli.takeover.archive.TorrentArchive.Job;
import dev.revaer.cli.takeover.archive.TorrentArchive.Placed;
import dev.revaer.cli.takeover.bencode.UnreadableException;
import dev.revaer.cli.takeover.torrent.ForeignStore;
import dev.revaer.cli.takeover.torrent.ForeignTorrent;
import org.jspecify.annotations.Nullable;

/// Reads what a client has and writes it as a backup.
final class Takeover {
    private final String client;
    private final ForeignStore store;
    private final ImportOptions options;

    /// @param client as people call it
    Takeover(String client, ForeignStore store, ImportOptions options) {
        this.client = client;
        this.store = store;
        this.options = options;
    }

    /// What was read.
    ///
    /// @param remarks what is not kept of torrents
    /// @param unreadable what could not be understood
    record Found(int torrents, List<Remark> remarks, List<Remark> unreadable) {
        Found {
            remarks = List.copyOf(remarks);
            unreadable = List.copyOf(unreadable);
        }
    }

    /// Something to be said.
    ///
    /// @param of an info hash, or the name of a file
    record Remark(String of, String text) {}

    /// Writes the backup. Reads twice, as categories come before torrents there.
    Found writeTo(Path file) {
        var matchers = options.matchers();
        var categories = new TreeSet<String>();
        store.read(new Reading(matchers) {
            @Override
            void take(ForeignTorrent torrent) {
                var category = torrent.wishes().category();
                if (category != null) {
                    categories.add(category);
                }
            }
        });
        try (var out = new BufferedOutputStream(Files.newOutputStream(file))) {
            return write(out, matchers, categories);
        } catch (IOException | UncheckedIOException e) {
            throw unwritable(e);
        }
    }

    private Found write(OutputStream out, List<PathMatcher> matchers, Collection<String> categories)
            throws IOException {
        var archive = new TorrentArchive(out, "'revaer import' from " + client, categories);
        var remarks = new ArrayList<Remark>();
        var reading = new Reading(matchers) {
            @Override
            void take(ForeignTorrent torrent) throws UnreadableException {
                var placed = placed(torrent);
                try {
                    archive.add(placed);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                if (!torrent.losses().isEmpty()) {
                    remarks.add(
                            new Remark(
                                    torrent.identity().infoHash(),
                                    "not kept: " + String.join("; ", torrent.losses())));
                }
            }
        };
        store.read(reading);
        archive.finish();
        return new Found(reading.taken(), remarks, reading.unreadable());
    }

    private Placed placed(ForeignTorrent torrent) throws UnreadableException {
        var last = torrent.finalDirectory();
        var directory = PathMapping.place(torrent.directory(), options.mappings());
        var belongs = last == null ? directory : PathMapping.place(last, options.mappings());
        return new Placed(
                torrent,
                directory,
                belongs.equals(directory) ? null : belongs,
                options.isPaused() || torrent.isPaused(),
                job(torrent));
    }

    private @Nullable Job job(ForeignTorrent torrent) {
        if (torrent.history().completedAt() == null) {
            return null;
        }
        return options.isPostProcessed()
                ? new Job("queued", null)
                : new Job(
                        "cancelled",
                        "It came complete from " + client + ": 'fsops retry' has it post-processed.");
    }

    private static CliException unwritable(Exception e) {
        return new CliException(
                new CliError.Invalid(
                        "no room to write down what was read: " + e.getMessage()),
                e);
    }
}
