package dev.revaer.fsops;

import java.io.IOException;
import java.util.List;

import dev.revaer.fsops.plan.RunPlan;
import dev.revaer.fsops.run.Preview;
import dev.revaer.fsops.seeding.Seeding;
import dev.revaer.fsops.select.Locator;

/// A run that only looks: finds out whether one may work here at all, then what it would do.
final class DryRun {
    private final FsopsSettings settings;
    private final Seeding seeding;
    private final FinishedDownload download;

    DryRun(FsopsSettings settings, Seeding seeding, FinishedDownload download) {
        this.settings = settings;
        this.seeding = seeding;
        this.download = download;
    }

    /// @param isHere whether the files are here; else they are taken to be as they will be
    RunPlan plan(boolean isHere) {
        try {
            Locator.checkPaths(download.files());
            var allowList = new AllowList(settings.allowList());
            var library = allowList.library(settings.libraryDir());
            var downloadDir = isHere
                    ? allowList.download(download.downloadDir())
                    : allowList.expectedDownload(download.downloadDir());
            return new Preview(settings, download, library, downloadDir, seeding).plan(isHere);
        } catch (IOException e) {
            return refused(Failure.of(Stage.LOCATE, e, settings.libraryDir()), isHere);
        } catch (FsopsException e) {
            return refused(e, isHere);
        }
    }

    private static RunPlan refused(FsopsException refusal, boolean isHere) {
        return new RunPlan(
                RunPlan.Outcome.REFUSE,
                null,
                refusal.stage().label(),
                refusal.error().describe(),
                List.of(),
                List.of(),
                isHere);
    }
}
