package dev.revaer.fsops;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

import dev.revaer.fsops.archive.ArchiveSets;
import dev.revaer.fsops.extract.Extraction;
import dev.revaer.fsops.place.Addition;
import dev.revaer.fsops.place.Publisher;
import dev.revaer.fsops.place.Transfer;
import dev.revaer.fsops.record.Fingerprint;
import dev.revaer.fsops.record.Journal;
import dev.revaer.fsops.record.Publication;
import dev.revaer.fsops.record.RecordFile;
import dev.revaer.fsops.record.RunRecord;
import dev.revaer.fsops.select.LibraryName;
import dev.revaer.fsops.select.Locator;
import dev.revaer.fsops.select.Plan;
import dev.revaer.fsops.select.PlanFile;
import dev.revaer.fsops.select.Planner;
import dev.revaer.fsops.workspace.Disk;
import dev.revaer.fsops.workspace.Progress;
import dev.revaer.fsops.workspace.Workspace;
import org.jspecify.annotations.Nullable;

/// One run over one download.
///
/// What it finds decides where it goes on: a record of a publication ends it, a plan spares unpacking, a directory of an
/// unpacked archive spares that archive, a file in its place is not brought in again.
final class Run {
    private final FsopsSettings settings;
    private final Disk disk;
    private final FinishedDownload download;
    private final PipelineListener listener;
    private final Journal journal = new Journal(Clock.systemUTC());

    Run(FsopsSettings settings, Disk disk, FinishedDownload download, PipelineListener listener) {
        this.settings = settings;
        this.disk = disk;
        this.download = download;
        this.listener = listener;
    }

    PublishedDownload run() {
        try {
            return inRoots();
        } catch (IOException e) {
            throw Failure.of(journal.stage(), e, settings.libraryDir());
        }
    }

    private PublishedDownload inRoots() throws IOException {
        begin(Stage.VALIDATE);
        Locator.checkPaths(download.files());
        journal.complete(download.files().size() + " files", 0);

        begin(Stage.ALLOWLIST);
        var allowList = new AllowList(settings.allowList());
        var library = allowList.library(settings.libraryDir());
        var downloadDir = allowList.download(download.downloadDir());
        journal.complete(downloadDir + " to " + library, 0);

        try (var workspace = Workspace.open(library, download.infoHash(), disk)) {
            return inWorkspace(workspace, library, downloadDir);
        }
    }

    private PublishedDownload inWorkspace(Workspace workspace, Path library, Path downloadDir)
            throws IOException {
        var recordFile = new RecordFile(workspace.record(), disk);
        var earlier = recordFile.read();
        try {
            var published = open(workspace, recordFile, earlier);
            return published.isPresent() ? published.get() : process(workspace, library, downloadDir);
        } catch (IOException e) {
            throw failed(workspace, Failure.of(journal.stage(), e, library));
        } catch (FsopsException e) {
            throw failed(workspace, e);
        }
    }

    /// Opens the record, clearing away what an earlier run with another policy or content has left.
    private Optional<PublishedDownload> open(
            Workspace workspace,
            RecordFile recordFile,
            Optional<RunRecord> earlier)
            throws IOException {
        var fresh = RunRecord.fresh(download.infoHash(), Fingerprint.of(settings), Fingerprint.of(download));
        var publication = earlier.map(RunRecord::publication).orElse(null);
        Publication base = null;
        if (earlier.isPresent() && earlier.get().isFor(fresh.policy(), fresh.content())) {
            journal.open(recordFile, earlier.get());
            if (publication != null
                    && (publication.complete() ? publication.exists() : publication.hasOurInode())) {
                return Optional.of(finish(workspace, publication, true));
            }
            if (publication == null || (!publication.complete() && exists(workspace.content()))) {
                return Optional.empty();
            }
        } else if (earlier.isPresent()) {
            base = base(earlier.get(), fresh);
        }
        fresh = fresh.onto(base);
        disk.deleteTree(workspace.staging());
        recordFile.write(fresh);
        journal.open(recordFile, fresh);
        return Optional.empty();
    }

    /// What the new content may be added to; null if it must be published anew.
    private @Nullable Publication base(RunRecord earlier, RunRecord fresh) throws IOException {
        var standing = earlier.standing();
        if (standing == null) {
            return null;
        }
        if (earlier.policy().equals(fresh.policy()) && standing.canGrow()) {
            return standing;
        }
        if (standing.exists() && settings.existingName() == ExistingName.FAIL) {
            // Thrown before the record changes: with the old policy the publication stays a finished one.
            throw new FsopsException(
                    Stage.PUBLISH,
                    new FsopsError.NameTaken(Path.of(standing.path())),
                    null);
        }
        return null;
    }

    private PublishedDownload process(Workspace workspace, Path library, Path downloadDir)
            throws IOException {
        begin(Stage.LOCATE);
        var located = Locator.locate(downloadDir, download.files());
        var sets = settings.limits().maxDepth() == 0 ? ArchiveSets.none(located) : ArchiveSets.in(located);
        var publisher = new Publisher(library, settings.existingName(), disk);
        var name = name(sets);
        var base = journal.base();
        if (base == null) {
            publisher.choose(name);
        }
        journal.complete(located.size() + " files, " + sets.sets().size() + " archives", 0);

        var plan = plan(workspace, downloadDir, sets);
        var addition = base == null ? Optional.<Addition>empty() : Addition.of(plan, base);
        if (addition.isPresent()) {
            transfer(workspace, downloadDir, addition.get().missing());
            begin(Stage.PUBLISH);
            addition.get().publish(workspace.content(), publisher, disk);
            return finish(workspace, addition.get().publication(), false);
        }
        publisher.choose(name);
        transfer(workspace, downloadDir, plan);

        begin(Stage.PUBLISH);
        var target = publisher.choose(name);
        var publication = Publication
                .intended(target, workspace.content(), plan.bytes(), plan.files().size());
        journal.intend(publication);
        publisher.publish(workspace.content(), target);
        return finish(workspace, publication, false);
    }

    private void transfer(Workspace workspace, Path downloadDir, Plan plan) throws IOException {
        begin(Stage.TRANSFER);
        var progress = new Progress(Stage.TRANSFER, plan.bytes(), listener);
        new Transfer(workspace, downloadDir, settings.transfer(), disk, progress).build(plan);
        progress.finish();
        journal.complete(plan.files().size() + " files", plan.bytes());
    }

    private Plan plan(Workspace workspace, Path downloadDir, ArchiveSets sets) throws IOException {
        var planFile = new PlanFile(workspace, disk);
        begin(Stage.EXTRACT);
        var earlier = planFile.read();
        if (earlier.isPresent()) {
            journal.completeAgain();
            begin(Stage.FLATTEN);
            journal.completeAgain();
            return earlier.get();
        }
        if (exists(workspace.content())) {
            // Its plan is gone, so nobody knows what was moved into it.
            disk.deleteTree(workspace.staging());
        }
        var archiveBytes = sets.sets().stream().mapToLong(set -> set.sizeBytes()).sum();
        var progress = new Progress(Stage.EXTRACT, archiveBytes, listener);
        var unpacked = new Extraction(workspace.extracted(), settings.limits(), disk, progress)
                .unpack(sets.sets());
        progress.finish();
        journal.complete(sets.sets().size() + " archives, " + unpacked.size() + " files", archiveBytes);

        begin(Stage.FLATTEN);
        if (sets.ordinary().isEmpty() && unpacked.isEmpty()) {
            throw new FsopsException(
                    Stage.EXTRACT,
                    new FsopsError.DamagedArchive(sets.sets().getFirst().name(), "it holds no file"),
                    null);
        }
        var plan = Planner.plan(downloadDir, sets.ordinary(), workspace.extracted(), unpacked, isAlone(sets));
        planFile.write(plan);
        journal.complete(plan.files().size() + " files", 0);
        return plan;
    }

    private PublishedDownload finish(Workspace workspace, Publication publication, boolean wasPublished)
            throws IOException {
        if (!publication.complete()) {
            if (wasPublished) {
                begin(Stage.PUBLISH);
            }
            journal.published(publication, publication.path());
        }
        if (exists(workspace.staging()) || !journal.hasCompleted(Stage.CLEANUP)) {
            begin(Stage.CLEANUP);
            disk.deleteTree(workspace.staging());
            journal.complete("staging removed", 0);
        }
        return new PublishedDownload(
                Path.of(publication.path()),
                publication.bytes(),
                publication.files(),
                wasPublished);
    }

    private static boolean exists(Path path) {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }

    private boolean isAlone(ArchiveSets sets) {
        return isSingleFile() && sets.sets().isEmpty();
    }

    private boolean isSingleFile() {
        return download.files().size() == 1 && download.files().getFirst().path().indexOf('/') < 0;
    }

    /// A directory that holds what came out of one archive is not called `.zip`.
    private String name(ArchiveSets sets) {
        var isNamedByArchive = isSingleFile() && !sets.sets().isEmpty()
                && download.name().equals(download.files().getFirst().path());
        var name = isNamedByArchive ? sets.sets().getFirst().baseName() : download.name();
        return LibraryName.of(name, download.infoHash());
    }

    private void begin(Stage stage) {
        journal.begin(stage);
        listener.stageStarted(stage);
    }

    /// Writes the failure down and gives back the space of a failed extraction; an interrupted run leaves all as it is.
    private FsopsException failed(Workspace workspace, FsopsException failure) {
        if (failure.error() instanceof FsopsError.Interrupted) {
            return failure;
        }
        try {
            if (failure.stage() == Stage.EXTRACT) {
                disk.deleteTree(workspace.staging());
            }
            journal.fail(failure.stage(), failure.error().describe());
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
        return failure;
    }
}
