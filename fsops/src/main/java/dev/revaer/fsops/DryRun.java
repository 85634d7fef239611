package dev.revaer.fsops;

import java.io.IOException;
import java.util.List;

import dev.revaer.fsops.plan.RunPlan;
import dev.revaer.fsops.run.Preview;
import dev.revaer.fsops.select.Locator;

/// A run that only looks: finds out whether one may work here at all, then what it would do.
final class DryRun {
    private final FsopsSettings settings;
    private final FinishedDownload download;

    DryRun(FsopsSettings settings, FinishedDownload download) {
        this.settings = settings;
        this.download = download;
    }

    RunPlan plan() {
        try {
            Locator.checkPaths(download.files());
            var allowList = new AllowList(settings.allowList());
            var library = allowList.library(settings.libraryDir());
            var downloadDir = allowList.download(download.downloadDir());
            return new Preview(settings, download, library, downloadDir).plan();
        } catch (IOException e) {
            return refused(Failure.of(Stage.LOCATE, e, settings.libraryDir()));
        } catch (FsopsException e) {
            return refused(e);
        }
    }

    private static RunPlan refused(FsopsException refusal) {
        return new RunPlan(
                RunPlan.Outcome.REFUSE,
                null,
                refusal.stage().label(),
                refusal.error().describe(),
                List.of(),
                List.of());
    }
}
