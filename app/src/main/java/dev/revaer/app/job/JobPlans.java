package dev.revaer.app.job;

import java.util.List;

import dev.revaer.api.fsops.PlanAnswer;
import dev.revaer.app.database.Store;
import dev.revaer.app.job.JobPolicies.NoSuchProfileException;
import dev.revaer.engine.EngineError.MetadataMissing;
import dev.revaer.engine.EngineError.TorrentNotFound;
import dev.revaer.engine.EngineException;
import dev.revaer.engine.InfoHash;
import dev.revaer.engine.MetainfoReader;
import dev.revaer.fsops.Pipeline;
import dev.revaer.fsops.Stage;
import dev.revaer.fsops.plan.PlannedAction;
import dev.revaer.fsops.plan.RunPlan;

/// Says what would be done with torrents, as the settings are now.
public final class JobPlans {
    private final TorrentSource torrents;
    private final MetainfoReader metainfo;
    private final JobPolicies policies;

    public JobPlans(TorrentSource torrents, MetainfoReader metainfo, JobPolicies policies) {
        this.torrents = torrents;
        this.metainfo = metainfo;
        this.policies = policies;
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
            return answer(new Pipeline(settings).plan(Downloads.of(infoHash, torrent, metainfo)));
        } catch (NoSuchProfileException e) {
            return new PlanAnswer(
                    RunPlan.Outcome.REFUSE.label(),
                    null,
                    Stage.VALIDATE.label(),
                    e.getMessage(),
                    List.of(),
                    0,
                    List.of());
        }
    }

    private static PlanAnswer answer(RunPlan plan) {
        return new PlanAnswer(
                plan.outcome().label(),
                plan.libraryPath(),
                plan.stage(),
                plan.reason(),
                plan.files().stream().limit(PlanAnswer.MOST_FILES).map(JobPlans::answer).toList(),
                plan.files().size(),
                plan.notes());
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
