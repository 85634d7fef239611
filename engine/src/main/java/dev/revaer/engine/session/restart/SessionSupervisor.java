package dev.revaer.engine.session.restart;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

import dev.revaer.engine.EngineError.Restarting;
import dev.revaer.engine.EngineError.Stopped;
import dev.revaer.engine.EngineException;
import dev.revaer.engine.EngineHealth;
import dev.revaer.engine.EngineHealth.Condition;
import dev.revaer.engine.EngineSettings;
import dev.revaer.engine.InfoHash;
import dev.revaer.engine.SessionSettings;
import dev.revaer.engine.event.EngineListener;
import dev.revaer.engine.limit.RateLimits;
import dev.revaer.engine.resume.ResumeStore;
import dev.revaer.engine.resume.StoredTorrent;
import dev.revaer.engine.session.LibtorrentEngine;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps a session open: opens it again, a bounded number of times, when it fails. Meanwhile commands are refused with
/// [Restarting], and the torrents can be read as they were last.
final class SessionSupervisor {
    private static final Logger LOG = LoggerFactory.getLogger(SessionSupervisor.class);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(10);
    private static final Duration FORGIVEN_AFTER = Duration.ofMinutes(1);

    private final ResumeStore store;
    private final EngineListener listener;
    private final Supplier<List<StoredTorrent>> kept;
    private final RestartBudget budget;
    private final ExecutorService thread = Executors
            .newSingleThreadExecutor(Thread.ofPlatform().name("engine-restart").factory());
    /// Torrents about which a command was refused: what is kept may differ from what they were begun again with.
    private final Set<InfoHash> missed = new HashSet<>();
    private final SteadyNetwork network = new SteadyNetwork(this::current);

    private volatile EngineSettings settings;
    private volatile @Nullable RateLimits limited;
    private volatile LibtorrentEngine current;
    private volatile @Nullable Trouble trouble;
    private boolean takesCommands = true;
    private boolean isClosed;

    SessionSupervisor(
            EngineSettings settings,
            ResumeStore store,
            EngineListener listener,
            Supplier<List<StoredTorrent>> kept,
            RestartLimits limits) {
        this.settings = settings;
        this.store = store;
        this.listener = listener;
        this.kept = kept;
        this.budget = new RestartBudget(limits);
        this.current = open(settings);
    }

    /// What is wrong beside the session itself.
    ///
    /// @param until `System.nanoTime()` at which it is forgiven; null if never
    private record Trouble(EngineHealth health, @Nullable Long until) {}

    /// The session, or the last one while there is none.
    LibtorrentEngine current() {
        return current;
    }

    /// The session that takes commands.
    ///
    /// @throws EngineException with [Restarting] while there is none
    LibtorrentEngine taking() {
        return taking(null);
    }

    SteadyNetwork network() {
        return network;
    }

    /// Of a session that is being opened again it holds from then on.
    synchronized void apply(SessionSettings others) {
        settings = settings.with(others);
        if (takesCommands) {
            current.apply(others);
        }
    }

    /// Of a session that is being opened again it holds from then on.
    synchronized void limit(RateLimits rates) {
        limited = rates;
        if (takesCommands) {
            current.limit(rates);
        }
    }

    EngineHealth health() {
        var now = trouble;
        if (now != null && (now.until == null || System.nanoTime() - now.until < 0)) {
            return now.health;
        }
        return current.health();
    }

    void close() {
        synchronized (this) {
            isClosed = true;
            takesCommands = false;
        }
        thread.shutdownNow();
        try {
            if (!thread.awaitTermination(CLOSE_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("a session that was being opened again was left");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        current.close();
    }

    /// @param about the torrent whose kept wishes the command carries out
    <T> T call(@Nullable InfoHash about, Function<LibtorrentEngine, T> command) {
        var engine = taking(about);
        try {
            return command.apply(engine);
        } catch (EngineException e) {
            if (e.error() instanceof Stopped) {
                var _ = taking(about);
            }
            throw e;
        }
    }

    private synchronized LibtorrentEngine taking(@Nullable InfoHash about) {
        if (takesCommands) {
            return current;
        }
        if (isClosed) {
            throw new EngineException(new Stopped());
        }
        if (about != null) {
            missed.add(about);
        }
        throw new EngineException(new Restarting());
    }

    private LibtorrentEngine open(EngineSettings with) {
        return LibtorrentEngine.start(with, store, listener, this::failed);
    }

    /// Runs on the alert thread, which is at its end.
    private void failed(String reason) {
        try {
            thread.execute(() -> restart(reason));
        } catch (RejectedExecutionException e) {
            LOG.debug("a session failed at the end", e);
        }
    }

    private void restart(String reason) {
        synchronized (this) {
            takesCommands = false;
        }
        var why = reason;
        while (!isClosed() && budget.take()) {
            trouble = new Trouble(degraded("the session is being opened again: " + why), null);
            LOG.atWarn()
                    .addKeyValue("attempt", budget.taken())
                    .addKeyValue("reason", why)
                    .log("opening the session again");
            try {
                budget.awaitTurn();
                reopen();
                trouble = new Trouble(
                        degraded("the session was opened again: " + why),
                        System.nanoTime() + FORGIVEN_AFTER.toNanos());
                return;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                LOG.atError().setCause(e).log("the session could not be opened again");
                why = String.valueOf(e.getMessage());
            }
        }
        giveUp(why);
    }

    private void giveUp(String why) {
        if (!isClosed()) {
            LOG.atError()
                    .addKeyValue("reason", why)
                    .log("the session is given up: nothing is transferred until Revaer is started again");
            trouble = new Trouble(
                    new EngineHealth(
                            Condition.DOWN,
                            "the session failed too often; restart Revaer: " + why),
                    null);
        }
    }

    private void reopen() {
        var before = current;
        before.close();
        var opened = settings;
        var restored = kept.get();
        var next = open(opened);
        try {
            network.bringInto(next);
            SessionRestore.bringBack(restored, before, next, listener, this::isClosed);
        } catch (RuntimeException e) {
            next.close();
            throw e;
        }
        begin(next, opened);
    }

    private void begin(LibtorrentEngine next, EngineSettings opened) {
        Set<InfoHash> late;
        synchronized (this) {
            if (isClosed) {
                next.close();
                return;
            }
            if (!settings.equals(opened)) {
                next.apply(settings.session());
            }
            var rates = limited;
            if (rates != null) {
                next.limit(rates);
            }
            current = next;
            takesCommands = true;
            late = Set.copyOf(missed);
            missed.clear();
        }
        if (!late.isEmpty()) {
            catchUp(next, late);
        }
    }

    /// The session is good without it.
    private void catchUp(LibtorrentEngine next, Set<InfoHash> late) {
        try {
            SessionRestore.catchUp(kept.get(), late, next);
        } catch (RuntimeException e) {
            LOG.atWarn().setCause(e).log("what was wanted meanwhile is done at the next start");
        }
    }

    private synchronized boolean isClosed() {
        return isClosed;
    }

    private static EngineHealth degraded(String detail) {
        return new EngineHealth(Condition.DEGRADED, detail);
    }
}
