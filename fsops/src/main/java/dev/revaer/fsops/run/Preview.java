package dev.revaer.fsops.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import dev.revaer.fsops.FinishedDownload;
import dev.revaer.fsops.FsopsException;
import dev.revaer.fsops.FsopsSettings;
import dev.revaer.fsops.permission.PermissionChange;
import dev.revaer.fsops.place.Addition;
import dev.revaer.fsops.plan.PlannedAction;
import dev.revaer.fsops.plan.RunPlan;
import dev.revaer.fsops.plan.RunPlan.Outcome;
import dev.revaer.fsops.record.Fingerprint;
import dev.revaer.fsops.record.Policy;
import dev.revaer.fsops.record.Publication;
import dev.revaer.fsops.record.RecordFile;
import dev.revaer.fsops.record.RunRecord;
import dev.revaer.fsops.root.Roots;
import dev.revaer.fsops.seeding.Seeding;
import dev.revaer.fsops.workspace.Disk;
import dev.revaer.fsops.workspace.Workspace;
import org.jspecify.annotations.Nullable;

/// What a run would do, found by the same steps that a run takes, up to the first that would change something.
public final class Preview {
    private final FsopsSettings settings;
    private final FinishedDownload download;
    private final Path library;
    private final Path downloadDir;
    private final Seeding seeding;
    private final Disk disk = new Disk(step -> {
        throw new IllegalStateException("looking ahead changes nothing: " + step);
    });
    private final List<String> notes = new ArrayList<>();

    /// Looks into directories that are allowed.
    ///
    /// @param library its real path
    /// @param downloadDir its real path
    public Preview(
            FsopsSettings settings,
            FinishedDownload download,
            Path library,
            Path downloadDir,
            Seeding seeding) {
        this.settings = settings;
        this.download = download;
        this.library = library;
        this.downloadDir = downloadDir;
        this.seeding = seeding;
    }

    /// What would come of it.
    ///
    /// @param isHere whether the files are here; else they are taken to be as they will be
    /// @throws FsopsException when the files cannot be told one by one
    public RunPlan plan(boolean isHere) throws IOException {
        var known = new RecordFile(Workspace.recordOf(library, download.infoHash()), disk).read()
                .orElse(null);
        var policy = Policy.of(settings, download);
        var publication = known == null ? null : known.publication();
        var isCurrent = known != null && known.isFor(policy, Fingerprint.of(download));
        if (isCurrent && publication != null && Opening.isStanding(publication)) {
            return nothing(publication, isHere);
        }
        var content = content(isHere);
        if (!isHere) {
            notes.add(
                    "Not all of it is here yet: sizes are those that files will have, and archives are told by their names.");
        }
        var foresight = new Foresight(settings, content, library, downloadDir);
        if (known != null && !isCurrent) {
            notes.add("Since the run before" + Opening.news(known, policy).substring(1) + ".");
        }
        notes.addAll(foresight.notes());
        var place = settings.destination().of(download, content.name());
        try {
            var base = known == null ? null : isCurrent ? known.base() : base(known, policy);
            return plan(foresight, place, base, isHere);
        } catch (FsopsException e) {
            return new RunPlan(
                    Outcome.REFUSE,
                    library.resolve(place).toString(),
                    e.stage().label(),
                    e.error().describe(),
                    foresight.actions(null),
                    notes,
                    isHere);
        }
    }

    private Content content(boolean isHere) throws IOException {
        if (!isHere) {
            return Content.expected(settings, downloadDir, download);
        }
        try (var roots = Roots.open(settings.allowList())) {
            return Content.locate(settings, roots, downloadDir, download);
        }
    }

    private @Nullable Publication base(RunRecord known, Policy policy) throws IOException {
        return Opening.base(known, policy, settings.existingName());
    }

    private RunPlan plan(
            Foresight foresight,
            String place,
            @Nullable Publication base,
            boolean isHere)
            throws IOException {
        foresight.check();
        var _ = new PermissionChange(settings.permissions(), library, disk);
        if (base != null && (foresight.hasArchives() || Addition.of(foresight.plan(), base).isPresent())) {
            return whole(Outcome.ADD, base.path(), foresight.actions(Path.of(base.path())), isHere);
        }
        var target = Work.publisher(settings, download.infoHash(), library, downloadDir, seeding, disk)
                .choose(place);
        var outcome = Files.exists(target, LinkOption.NOFOLLOW_LINKS) ? Outcome.REPLACE : Outcome.PUBLISH;
        return whole(outcome, target.toString(), foresight.actions(null), isHere);
    }

    private RunPlan whole(Outcome outcome, String path, List<PlannedAction> actions, boolean isHere) {
        return new RunPlan(outcome, path, null, null, actions, notes, isHere);
    }

    private RunPlan nothing(Publication publication, boolean isHere) {
        var actions = download.files()
                .stream()
                .map(
                        file -> new PlannedAction(
                                file.path(),
                                file.sizeBytes(),
                                PlannedAction.Action.SKIP,
                                null,
                                "already published"))
                .sorted(Foresight.BY_PATH)
                .toList();
        return whole(Outcome.NOTHING, publication.path(), actions, isHere);
    }
}
