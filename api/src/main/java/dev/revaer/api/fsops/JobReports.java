package dev.revaer.api.fsops;

import java.util.List;

import dev.revaer.api.fsops.JobPage.Place;
import dev.revaer.engine.InfoHash;
import org.jspecify.annotations.Nullable;

/// What is told of the jobs that take downloads into the library.
public interface JobReports {
    /// Jobs in the order in which they were last queued, the newest first.
    ///
    /// @param state only these; null for all
    /// @param after null to begin
    List<JobAnswer> jobs(@Nullable String state, @Nullable Place after, int limit);

    /// How many jobs there are.
    ///
    /// @param state only these; null for all
    int count(@Nullable String state);

    /// The job of a torrent, and what its record says of its stages.
    ///
    /// @throws dev.revaer.api.problem.ApiException with `NoJob`
    JobDetail job(InfoHash infoHash);

    /// What would be done with a torrent, be it complete or not. Changes nothing.
    ///
    /// @throws dev.revaer.engine.EngineException with `TorrentNotFound` or `MetadataMissing`
    PlanAnswer plan(InfoHash infoHash);
}
