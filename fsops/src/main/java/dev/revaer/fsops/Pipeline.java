package dev.revaer.fsops;

import java.util.List;

import dev.revaer.fsops.external.ExternalTools;
import dev.revaer.fsops.plan.RunPlan;
import dev.revaer.fsops.seeding.Seeding;
import dev.revaer.fsops.workspace.Disk;

/// Tidies finished downloads into a library, each in twelve stages.
///
/// A run goes on where an earlier one ended, at whatever instant that was, and gives the same result; one that has
/// published is a no-op until the policy or the list of files changes or the published path is gone. Files that have come
/// to the list are added to what was published, as long as all that was in it keeps its place. Runs of different
/// downloads may go on at once, also in different processes.
public final class Pipeline {
    private final FsopsSettings settings;
    private final ExternalTools tools;
    private final Seeding seeding;
    private final Disk disk;

    /// With no other program that unpacks archives.
    public Pipeline(FsopsSettings settings) {
        this(settings, new Disk());
    }

    public Pipeline(FsopsSettings settings, ExternalTools tools) {
        this(settings, tools, new Disk());
    }

    public Pipeline(FsopsSettings settings, ExternalTools tools, Seeding seeding) {
        this(settings, tools, seeding, new Disk());
    }

    Pipeline(FsopsSettings settings, Disk disk) {
        this(settings, new ExternalTools(List.of()), disk);
    }

    Pipeline(FsopsSettings settings, ExternalTools tools, Disk disk) {
        this(settings, tools, Seeding.NONE, disk);
    }

    Pipeline(FsopsSettings settings, ExternalTools tools, Seeding seeding, Disk disk) {
        this.settings = settings;
        this.tools = tools;
        this.seeding = seeding;
        this.disk = disk;
    }

    /// Runs on the calling thread, for as long as unpacking takes; interrupting that thread ends it at the next block.
    ///
    /// @throws FsopsException with the stage and the reason; the download is as it was and the library shows nothing new
    public PublishedDownload run(FinishedDownload download, PipelineListener listener) {
        return new Run(settings, tools, seeding, disk, download, listener).run();
    }

    /// What [#run] would do, as far as it can be told without unpacking. Changes nothing, waits for nobody, and may be
    /// asked while a run goes on.
    public RunPlan plan(FinishedDownload download) {
        return new DryRun(settings, seeding, download).plan(true);
    }

    /// The same for a torrent whose files are not all here, by what they will be. Nothing is known of their content yet:
    /// archives are told by their names.
    public RunPlan planAhead(FinishedDownload expected) {
        return new DryRun(settings, seeding, expected).plan(false);
    }
}
