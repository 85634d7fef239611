package dev.revaer.engine.session;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import dev.revaer.engine.EngineError.RenameRefused;
import dev.revaer.engine.EngineError.TorrentNotFound;
import dev.revaer.engine.EngineError.WrongState;
import dev.revaer.engine.EngineException;
import dev.revaer.engine.Hold;
import dev.revaer.engine.InfoHash;
import dev.revaer.engine.Torrent;
import dev.revaer.engine.TorrentCommand;
import dev.revaer.engine.TorrentOptions;
import dev.revaer.engine.limit.RateLimits;
import dev.revaer.engine.session.jni.Swig;
import dev.revaer.engine.session.network.IpFilters;
import dev.revaer.engine.session.pump.CommandThread;
import org.libtorrent4j.swig.libtorrent;
import org.libtorrent4j.swig.status_flags_t;
import org.libtorrent4j.swig.torrent_flags_t;
import org.libtorrent4j.swig.torrent_handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Commands about one torrent. A caller is answered once libtorrent's network thread, which takes calls in order, has
/// answered a question asked after the command.
final class TorrentCommands {
    private static final Logger LOG = LoggerFactory.getLogger(TorrentCommands.class);
    /// A torrent so busy that each answer is overtaken is shown right by the next alert.
    private static final int MAX_LOOKS = 3;

    private final TorrentRegistry registry;
    private final TorrentLife life;
    private final CommandThread commands;
    private final OneOffCommands oneOff;
    private final Executor alertThread;
    private final FileWishes files;

    TorrentCommands(
            TorrentRegistry registry,
            TorrentLife life,
            CommandThread commands,
            IpFilters filters,
            Executor alertThread,
            FileWishes files) {
        this.registry = registry;
        this.life = life;
        this.commands = commands;
        this.oneOff = new OneOffCommands(filters, files);
        this.alertThread = alertThread;
        this.files = files;
    }

    Torrent resume(InfoHash infoHash) {
        return run("resume", infoHash, torrent -> {
            torrent.holds.keySet().removeAll(Set.of(Hold.USER, Hold.GOAL));
        }, (torrent, handle) -> {
            forgive(torrent, handle);
            RunState.apply(torrent, handle);
        });
    }

    /// Has a failed torrent try again. Runs on the command thread.
    void retry(SessionTorrent torrent) {
        torrent.ifThere(handle -> {
            forgive(torrent, handle);
            RunState.apply(torrent, handle);
        });
    }

    Torrent hold(InfoHash infoHash, Hold hold, String reason) {
        return run("hold", infoHash, torrent -> torrent.holds.put(hold, reason), RunState::apply);
    }

    Torrent release(InfoHash infoHash, Set<Hold> holds) {
        return run(
                "release",
                infoHash,
                torrent -> torrent.holds.keySet().removeAll(holds),
                (torrent, handle) -> {
                    if (holds.contains(Hold.SPACE)) {
                        forgive(torrent, handle);
                    }
                    RunState.apply(torrent, handle);
                });
    }

    Torrent configure(InfoHash infoHash, TorrentOptions options) {
        var changesFiles = new AtomicBoolean();
        var namesBefore = new AtomicReference<Map<Integer, String>>(Map.of());
        var changed = run("configure", infoHash, torrent -> {
            if (torrent.isParked()) {
                torrent.applied = options;
            }
        }, (torrent, handle) -> {
            namesBefore.set(torrent.applied.renamedFiles());
            if (files.change(torrent, handle, options)) {
                changesFiles.set(true);
            }
            OptionsApplier.apply(torrent, handle, options);
            registry.rated(torrent);
            RunState.apply(torrent, handle);
        });
        return changesFiles.get() ? settle(infoHash, namesBefore.get()) : changed;
    }

    /// Waits for what libtorrent does to the files in its own time.
    private Torrent settle(InfoHash infoHash, Map<Integer, String> namesBefore) {
        var torrent = registry.get(infoHash);
        try {
            files.await(torrent, validHandle(torrent, infoHash));
        } catch (EngineException e) {
            if (e.error() instanceof RenameRefused) {
                run(
                        "keep names",
                        infoHash,
                        same -> same.applied = same.applied.renamed(namesBefore),
                        (_, _) -> {});
            }
            throw e;
        }
        return run("look", infoHash, _ -> {}, (_, _) -> {});
    }

    /// Asks nothing back: libtorrent takes it or the torrent is gone.
    void cap(Map<InfoHash, RateLimits> shares) {
        commands.call("cap", () -> {
            shares.forEach((infoHash, share) -> {
                var torrent = registry.find(infoHash);
                if (torrent != null) {
                    torrent.share = share;
                    torrent.ifThere(handle -> OptionsApplier.applyRates(torrent, handle));
                    registry.rated(torrent);
                }
            });
            return true;
        });
    }

    Torrent command(InfoHash infoHash, TorrentCommand command) {
        return run(command.getClass().getSimpleName(), infoHash, torrent -> {
            if (torrent.isParked()) {
                throw parked(torrent, infoHash);
            }
            oneOff.check(torrent.snapshot(), command);
        }, (torrent, handle) -> oneOff.obey(torrent, handle, command));
    }

    /// Asks how the torrent is after alerts were lost: what is waited for may have been told by one of them.
    void resynchronise(SessionTorrent torrent) {
        var handle = torrent.handle();
        if (handle == null) {
            return;
        }
        try {
            alertThread.execute(() -> life.expectNothing(torrent));
            look(torrent, handle, () -> {});
        } catch (RuntimeException e) {
            if (!torrent.isBeingRemoved) {
                LOG.atWarn()
                        .addKeyValue("infoHash", torrent.snapshot().infoHash())
                        .setCause(e)
                        .log("a torrent's state cannot be asked for");
            }
        }
        if (torrent.isBeingRemoved) {
            // libtorrent takes calls in order, and has answered a later one or has nothing left to ask
            torrent.removed.complete(null);
        }
    }

    /// Asks libtorrent how the torrent is and shows it.
    void look(SessionTorrent torrent, torrent_handle handle, Runnable whenSeen) {
        look(torrent, handle, whenSeen, MAX_LOOKS);
    }

    /// Asks again if an alert about the torrent was read meanwhile: the answer may be older than what the alert told.
    private void look(SessionTorrent torrent, torrent_handle handle, Runnable whenSeen, int looksLeft) {
        var askedAt = System.nanoTime();
        var status = handle.status(new status_flags_t());
        alertThread.execute(() -> {
            if (looksLeft > 1 && torrent.updatedAt - askedAt > 0) {
                status.delete();
                commands.execute(() -> lookAgain(torrent, handle, whenSeen, looksLeft - 1));
                return;
            }
            try {
                life.update(torrent, status, System.nanoTime());
            } finally {
                status.delete();
                whenSeen.run();
            }
        });
    }

    private void lookAgain(SessionTorrent torrent, torrent_handle handle, Runnable whenSeen, int looksLeft) {
        try {
            look(torrent, handle, whenSeen, looksLeft);
        } catch (RuntimeException e) {
            // removed meanwhile: what the alert told is the last there is
            LOG.debug("a torrent's state cannot be asked for again", e);
            alertThread.execute(whenSeen);
        }
    }

    static torrent_handle validHandle(SessionTorrent torrent, InfoHash infoHash) {
        if (torrent.isParked()) {
            throw parked(torrent, infoHash);
        }
        var handle = torrent.handle();
        if (handle == null || torrent.isBeingRemoved || !handle.is_valid()) {
            throw new EngineException(new TorrentNotFound(infoHash));
        }
        return handle;
    }

    /// @param wish what changes in our own memory, even while libtorrent does not have the torrent
    /// @param command tells libtorrent
    private Torrent run(
            String name,
            InfoHash infoHash,
            Consumer<SessionTorrent> wish,
            BiConsumer<SessionTorrent, torrent_handle> command) {
        var seen = new CompletableFuture<Torrent>();
        commands.call(name, () -> {
            var torrent = registry.get(infoHash);
            if (torrent.isParked()) {
                wish.accept(torrent);
                show(torrent);
                alertThread.execute(() -> {
                    life.parked(torrent);
                    seen.complete(torrent.snapshot());
                });
                return torrent;
            }
            var handle = validHandle(torrent, infoHash);
            try {
                wish.accept(torrent);
                command.accept(torrent, handle);
                show(torrent);
                look(torrent, handle, () -> seen.complete(torrent.snapshot()));
            } catch (EngineException e) {
                throw e;
            } catch (RuntimeException e) {
                if (handle.is_valid()) {
                    throw e;
                }
                throw new EngineException(new TorrentNotFound(infoHash));
            }
            return torrent;
        });
        return commands.await(name, seen);
    }

    private void show(SessionTorrent torrent) {
        var options = torrent.applied;
        Map<Hold, String> holds = new EnumMap<>(Hold.class);
        holds.putAll(torrent.holds);
        alertThread.execute(() -> life.changed(torrent, options, holds));
    }

    /// libtorrent only uploads once it could not write.
    private static void forgive(SessionTorrent torrent, torrent_handle handle) {
        var uploadMode = torrent_flags_t.from_int(Swig.bits(libtorrent.getUpload_mode()));
        handle.clear_error();
        handle.unset_flags(uploadMode);
        uploadMode.delete();
        torrent.writeError = null;
    }

    private static EngineException parked(SessionTorrent torrent, InfoHash infoHash) {
        var reason = torrent.snapshot().reason();
        return new EngineException(
                new WrongState(infoHash, reason == null ? "its files are left alone" : reason));
    }
}
