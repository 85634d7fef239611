package dev.revaer.app.seeding;

import java.time.Duration;
import java.time.Instant;

import dev.revaer.api.problem.ApiException;
import dev.revaer.app.job.JobQueue;
import dev.revaer.app.keeper.Keeper;
import dev.revaer.engine.EngineException;
import dev.revaer.engine.Hold;
import dev.revaer.engine.InfoHash;
import dev.revaer.engine.Torrent;
import dev.revaer.engine.TorrentEngine;
import dev.revaer.engine.TorrentState;
import dev.revaer.engine.seeding.GoalAction;
import dev.revaer.engine.seeding.GoalCheck.Met;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks at the seeding torrents every few seconds and does with those that have met a goal what the goal says.
public final class SeedKeeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SeedKeeper.class);
    private static final Duration INTERVAL = Duration.ofSeconds(3);

    private final TorrentEngine engine;
    private final JobQueue jobs;
    private final Goals goals;
    private final Removal removal;
    private final Keeper keeper;

    /// Takes a torrent away for good.
    @FunctionalInterface
    public interface Removal {
        void remove(InfoHash infoHash, boolean deleteData, String reason);
    }

    public SeedKeeper(TorrentEngine engine, JobQueue jobs, Goals goals, Removal removal) {
        this.engine = engine;
        this.jobs = jobs;
        this.goals = goals;
        this.removal = removal;
        this.keeper = Keeper.start("seed-goals", INTERVAL, this::round);
    }

    @Override
    public void close() {
        keeper.close();
    }

    private void round() {
        var now = Instant.now();
        for (var torrent : engine.torrents()) {
            if (torrent.state() != TorrentState.SEEDING) {
                continue;
            }
            var met = goals.met(torrent, now);
            if (met != null) {
                actOrTryAgain(torrent, met);
            }
        }
    }

    /// One that cannot be done now does not keep the others waiting; the next round comes.
    private void actOrTryAgain(Torrent torrent, Met met) {
        try {
            act(torrent, met);
        } catch (ApiException | EngineException e) {
            LOG.atInfo()
                    .addKeyValue("infoHash", torrent.infoHash())
                    .addKeyValue("action", met.action())
                    .addKeyValue("obstacle", e.getMessage())
                    .log("a seed goal is met but cannot be acted on yet");
        }
    }

    private void act(Torrent torrent, Met met) {
        var infoHash = torrent.infoHash();
        switch (met.action()) {
            case STOP -> engine.hold(infoHash, Hold.GOAL, met.reason());
            case REMOVE, REMOVE_DATA -> {
                if (!isAwaited(infoHash)) {
                    removal.remove(infoHash, met.action() == GoalAction.REMOVE_DATA, met.reason());
                }
            }
        }
    }

    /// What has not come into the library yet, for want of time or of a retry, is not taken from under it: until then
    /// the torrent seeds on.
    private boolean isAwaited(InfoHash infoHash) {
        var job = jobs.progress(infoHash);
        return job != null && !job.state().equals("completed");
    }
}
