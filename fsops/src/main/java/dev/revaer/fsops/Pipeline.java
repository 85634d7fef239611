package dev.revaer.fsops;

import dev.revaer.fsops.plan.RunPlan;
import dev.revaer.fsops.workspace.Disk;

/// Tidies finished downloads into a library, each in twelve stages.
///
/// A run goes on where an earlier one ended, at whatever instant that was, and gives the same result; one that has
/// published is a no-op until the policy or the list of files changes or the published path is gone. Files that have come
/// to the list are added to what was published, as long as all that was in it keeps its place. Runs of different
/// downloads may go on at once, also in different processes.
public final class Pipeline {
    private final FsopsSettings settings;
    private final Disk disk;

    public Pipeline(FsopsSettings settings) {
        this(settings, new Disk());
    }

    Pipeline(FsopsSettings settings, Disk disk) {
        this.settings = settings;
        this.disk = disk;
    }

    /// Runs on the calling thread, for as long as unpacking takes; interrupting that thread ends it at the next block.
    ///
    /// @throws FsopsException with the stage and the reason; the download is as it was and the library shows nothing new
    public PublishedDownload run(FinishedDownload download, PipelineListener listener) {
        return new Run(settings, disk, download, listener).run();
    }

    /// What [#run] would do, as far as it can be told without unpacking. Changes nothing, waits for nobody, and may be
    /// asked while a run goes on.
    public RunPlan plan(FinishedDownload download) {
        return new DryRun(settings, download).plan();
    }
}
