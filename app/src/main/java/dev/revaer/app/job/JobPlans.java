package dev.revaer.app.job;

import java.util.List;

import dev.revaer.api.fsops.PlanAnswer;
import dev.revaer.app.database.Store;
import dev.revaer.app.directory.FinalDirs;
import dev.revaer.app.job.JobPolicies.NoSuchProfileException;
import dev.revaer.engine.EngineError.MetadataMissing;
import dev.revaer.engine.EngineError.TorrentNotFound;
import dev.revaer.engine.EngineException;
import dev.revaer.engine.InfoHash;
import dev.revaer.engine.MetainfoReader;
import dev.revaer.engine.TorrentEngine;
import dev.revaer.fsops.Pipeline;
import dev.revaer.fsops.Stage;
import dev.revaer.fsops.external.ExternalTools;
import dev.revaer.fsops.plan.PlannedAction;
import dev.revaer.fsops.plan.RunPlan;
import dev.revaer.fsops.seeding.Seeding;

/// Says what would be done with torrents, as the settings are now.
public final class JobPlans {
    private final TorrentSource torrents;
    private final MetainfoReader metainfo;
    private final JobPolicies policies;
    private final Seeding seeding;
    private final TorrentEngine engine;
    private final FinalDirs finals;

    public JobPlans(
            TorrentSource torrents,
            MetainfoReader metainfo,
            JobPolicies policies,
            Seeding seeding,
            TorrentEngine engine,
            FinalDirs finals) {
        this.torrents = torrents;
        this.metainfo = metainfo;
        this.policies = policies;
        this.seeding = seeding;
        this.engine = engine;
        this.finals = finals;
    }

    /// Looks at the torrent's files, which takes as long as the disk takes; changes nothing.
    ///
    /// @throws EngineException with [TorrentNotFound] or [MetadataMissing]
    public PlanAnswer plan(InfoHash asked) {
        var torrent = Store.call(() -> torrents.find(asked));
        if (torrent == null) {
            throw new EngineException(new TorrentNotFound(asked));
        }
        var infoHash = torrent.infoHashes().first();
        if (torrent.metainfo() == null) {
            throw new EngineException(new MetadataMissing(infoHash));
        }
        try {
            var settings = policies.of(torrent.options());
            var pipeline = new Pipeline(settings, new ExternalTools(List.of()), seeding);
            var home = finals.find(infoHash);
            var download = Downloads.of(infoHash, home == null ? torrent : torrent.in(home), metainfo);
            return answer(
                    isComplete(infoHash) ? pipeline.plan(download) : pipeline.planAhead(download));
        } catch (NoSuchProfileException e) {
            return new PlanAnswer(
                    RunPlan.Outcome.REFUSE.label(),
                    null,
                    Stage.VALIDATE.label(),
                    e.getMessage(),
                    List.of(),
                    0,
                    List.of(),
                    isComplete(infoHash));
        }
    }

    /// Whether all that is wanted lies where it is worked on.
    private boolean isComplete(InfoHash infoHash) {
        var torrent = engine.find(infoHash);
        return torrent != null && torrent.completedAt() != null
                && torrent.transfer().downloadedBytes() >= torrent.transfer().sizeBytes()
                && finals.find(infoHash) == null;
    }

    private static PlanAnswer answer(RunPlan plan) {
        return new PlanAnswer(
                plan.outcome().label(),
                plan.libraryPath(),
                plan.stage(),
                plan.reason(),
                plan.files().stream().limit(PlanAnswer.MOST_FILES).map(JobPlans::answer).toList(),
                plan.files().size(),
                plan.notes(),
                plan.complete());
    }

    private static PlanAnswer.PlannedFile answer(PlannedAction file) {
        return new PlanAnswer.PlannedFile(
                file.path(),
                file.sizeBytes(),
                file.action().label(),
                file.target(),
                file.reason());
    }
}
