package dev.revaer.fsops;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;

import dev.revaer.fsops.external.ExternalTools;
import dev.revaer.fsops.record.Journal;
import dev.revaer.fsops.root.Roots;
import dev.revaer.fsops.run.Processing;
import dev.revaer.fsops.run.Work;
import dev.revaer.fsops.seeding.Seeding;
import dev.revaer.fsops.select.Locator;
import dev.revaer.fsops.workspace.Disk;
import dev.revaer.fsops.workspace.Workspace;

/// One run over one download: finds out whether it may work here at all, then has it done.
final class Run {
    private final FsopsSettings settings;
    private final ExternalTools tools;
    private final Seeding seeding;
    private final Disk disk;
    private final FinishedDownload download;
    private final Journal journal;

    Run(
            FsopsSettings settings,
            ExternalTools tools,
            Seeding seeding,
            Disk disk,
            FinishedDownload download,
            PipelineListener listener) {
        this.settings = settings;
        this.tools = tools;
        this.seeding = seeding;
        this.disk = disk;
        this.download = download;
        this.journal = new Journal(Clock.systemUTC(), listener);
    }

    PublishedDownload run() {
        try {
            return inRoots();
        } catch (IOException e) {
            throw Failure.of(journal.stage(), e, settings.libraryDir());
        }
    }

    private PublishedDownload inRoots() throws IOException {
        journal.begin(Stage.VALIDATE);
        Locator.checkPaths(download.files());
        journal.complete(download.files().size() + " files", 0);

        journal.begin(Stage.ALLOWLIST);
        var allowList = new AllowList(settings.allowList());
        var library = allowList.library(settings.libraryDir());
        var downloadDir = allowList.download(download.downloadDir());
        journal.complete(downloadDir + " to " + library, 0);

        try (var roots = Roots.open(settings.allowList())) {
            return within(roots, library, downloadDir);
        }
    }

    private PublishedDownload within(Roots roots, Path library, Path downloadDir) throws IOException {
        var guarded = disk.within(roots);
        try (var workspace = Workspace.open(library, download.infoHash(), guarded)) {
            var work = new Work(
                    settings,
                    download,
                    library,
                    downloadDir,
                    workspace,
                    journal,
                    tools,
                    seeding,
                    roots,
                    guarded);
            return process(new Processing(work));
        }
    }

    private PublishedDownload process(Processing processing) {
        try {
            return processing.run();
        } catch (IOException e) {
            throw processing.failed(Failure.of(journal.stage(), e, settings.libraryDir()));
        } catch (FsopsException e) {
            throw processing.failed(e);
        }
    }
}
