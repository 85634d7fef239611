package dev.revaer.engine.session;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

import dev.revaer.engine.EngineError.UnreadableMetainfo;
import dev.revaer.engine.EngineException;
import dev.revaer.engine.Hold;
import dev.revaer.engine.Torrent;
import dev.revaer.engine.event.EngineListener;
import dev.revaer.engine.event.EventData.Failure;
import dev.revaer.engine.limit.RateLimits;
import dev.revaer.engine.resume.StoredTorrent;
import dev.revaer.engine.session.pump.CommandThread;
import org.jspecify.annotations.Nullable;
import org.libtorrent4j.swig.error_code;
import org.libtorrent4j.swig.session;
import org.libtorrent4j.swig.torrent_handle;

/// Gives torrents to libtorrent, or shows those that it must not or cannot have.
final class TorrentAdder {
    private final session rawSession;
    private final TorrentRegistry registry;
    private final TorrentLife life;
    private final CommandThread commands;
    private final EngineListener listener;
    private final Executor alertThread;
    private final FileWishes wishes;
    private final Supplier<TorrentDefaults.Values> defaults;
    private final Duration resumeInterval;
    private final AtomicLong lastNumber = new AtomicLong();

    TorrentAdder(
            session rawSession,
            TorrentRegistry registry,
            TorrentLife life,
            CommandThread commands,
            EngineListener listener,
            Executor alertThread,
            FileWishes wishes,
            Supplier<TorrentDefaults.Values> defaults,
            Duration resumeInterval) {
        this.rawSession = rawSession;
        this.registry = registry;
        this.life = life;
        this.commands = commands;
        this.listener = listener;
        this.alertThread = alertThread;
        this.wishes = wishes;
        this.defaults = defaults;
        this.resumeInterval = resumeInterval;
    }

    Torrent add(StoredTorrent stored) {
        return restore(stored, Map.of(), RateLimits.NONE);
    }

    /// Adds a torrent as it was in another session.
    ///
    /// @param holds reasons of those that it is stored with
    /// @param share what it may take of its category's rates
    Torrent restore(StoredTorrent stored, Map<Hold, String> holds, RateLimits share) {
        if (TorrentParking.isFor(stored.holds())) {
            return addParked(stored, holds, share);
        }
        DownloadDir.make(stored.downloadDir());
        try {
            return begin(stored, holds, share, false, null);
        } catch (EngineException e) {
            if (stored.resumeData() == null || !(e.error() instanceof UnreadableMetainfo(var reason))) {
                throw e;
            }
            var rejected = "the resume data cannot be used (" + reason + "); checking its files";
            return begin(stored.withoutResumeData(), holds, share, false, rejected);
        }
    }

    /// Adds one that is said to be complete.
    ///
    /// @param fault why that is not believed; null if it is
    Torrent addSeed(StoredTorrent stored, @Nullable String fault) {
        if (TorrentParking.isFor(stored.holds())) {
            return addParked(stored, Map.of(), RateLimits.NONE);
        }
        DownloadDir.make(stored.downloadDir());
        var warning = fault == null ? null : "not trusted as a seed: " + fault + "; checking its files";
        return begin(stored, Map.of(), RateLimits.NONE, fault == null, warning);
    }

    /// Shows a torrent that could not be started, and keeps what is wanted of it.
    Torrent addFailed(StoredTorrent stored, String reason) {
        var torrent = SessionTorrent.failed(lastNumber.incrementAndGet(), stored, reason);
        registry.register(torrent);
        return torrent.snapshot();
    }

    /// Starts a torrent that could not be started, as it is wanted now.
    Torrent tryAgain(SessionTorrent failed) {
        var notStarted = failed.notStarted();
        if (notStarted == null) {
            return failed.snapshot();
        }
        var holds = EnumSet.noneOf(Hold.class);
        holds.addAll(failed.snapshot().holds().keySet());
        holds.removeAll(Set.of(Hold.USER, Hold.GOAL));
        var counters = failed.snapshot().transfer().counters();
        registry.unregister(failed);
        try {
            return add(notStarted.stored().goingOn(holds, counters).with(failed.snapshot().options()));
        } catch (EngineException e) {
            registry.register(failed);
            throw e;
        }
    }

    /// Gives libtorrent what it did not have or has no more. Runs on the command thread.
    ///
    /// @throws EngineException if libtorrent does not take it
    torrent_handle give(SessionTorrent torrent, StoredTorrent stored) {
        return give(
                torrent,
                stored,
                AddParameters.of(stored, torrent.number, defaults.get()));
    }

    private torrent_handle give(SessionTorrent torrent, StoredTorrent stored, AddParameters parameters) {
        var error = new error_code();
        var handle = rawSession.add_torrent(parameters.native_(), error);
        parameters.native_().delete();
        if (error.failed() || !handle.is_valid()) {
            throw new EngineException(new UnreadableMetainfo(error.message()));
        }
        torrent.attach(handle);
        torrent.origin = parameters.kept(stored.options().sources());
        torrent.usual = defaults.get();
        OptionsApplier.apply(torrent, handle, stored.options());
        registry.rated(torrent);
        wishes.added(torrent, parameters.files());
        return handle;
    }

    /// @param warning told once it is added, unless its resume data calls for another
    private Torrent begin(
            StoredTorrent stored,
            Map<Hold, String> holds,
            RateLimits share,
            boolean isTrusted,
            @Nullable String warning) {
        return commands.call("add", () -> {
            var number = lastNumber.incrementAndGet();
            var parameters = AddParameters.of(stored, number, defaults.get(), isTrusted);
            var torrent = new SessionTorrent(
                    number,
                    stored,
                    parameters.isPrivate(),
                    System.nanoTime() + resumeInterval.toNanos());
            torrent.restore(holds, share);
            torrent.knownBy(parameters.files().files(), parameters.origin());
            registry.register(torrent);
            try {
                give(torrent, stored, parameters);
            } catch (RuntimeException e) {
                registry.unregister(torrent);
                throw e;
            }
            alertThread.execute(() -> life.attached(torrent));
            var rejected = parameters.resumeRejected();
            tell(torrent, rejected == null ? warning : rejected + "; checking its files");
            return torrent.snapshot();
        });
    }

    private Torrent addParked(StoredTorrent stored, Map<Hold, String> holds, RateLimits share) {
        return commands.call("add", () -> {
            var known = ParkedTransfer.of(stored);
            var torrent = new SessionTorrent(
                    lastNumber.incrementAndGet(),
                    stored,
                    known.isPrivate(),
                    System.nanoTime());
            torrent.restore(holds, share);
            torrent.knownBy(known.files(), known.origin());
            torrent.applied = stored.options();
            torrent.park();
            torrent.publish(
                    torrent.snapshot()
                            .withState(
                                    StateRules.held(torrent.holds.keySet()),
                                    StateRules.reason(torrent.holds),
                                    -1,
                                    known.transfer()));
            registry.register(torrent);
            return torrent.snapshot();
        });
    }

    private void tell(SessionTorrent torrent, @Nullable String warning) {
        if (warning != null) {
            alertThread.execute(() -> listener.happened(torrent.snapshot(), new Failure(warning)));
        }
    }
}
