package dev.revaer.fsops.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import dev.revaer.fsops.FsopsError;
import dev.revaer.fsops.FsopsException;
import dev.revaer.fsops.FsopsSettings;
import dev.revaer.fsops.Stage;
import dev.revaer.fsops.TransferMode;
import dev.revaer.fsops.archive.ArchiveSet;
import dev.revaer.fsops.place.AcrossDevices;
import dev.revaer.fsops.plan.PlannedAction;
import dev.revaer.fsops.plan.PlannedAction.Action;
import dev.revaer.fsops.rule.CleanupRules;
import dev.revaer.fsops.rule.FileRules;
import dev.revaer.fsops.rule.Sieve;
import dev.revaer.fsops.select.Broom;
import dev.revaer.fsops.select.Plan;
import dev.revaer.fsops.select.PlannedFile;
import dev.revaer.fsops.select.Planner;
import dev.revaer.fsops.workspace.SourceFile;
import org.jspecify.annotations.Nullable;

/// What would happen to each file of a torrent.
final class Foresight {
    static final Comparator<PlannedAction> BY_PATH = Comparator.comparing(PlannedAction::path);

    private final FsopsSettings settings;
    private final Content content;
    private final Path library;
    private final Plan plan;
    private final boolean isOnAnotherDevice;
    private final @Nullable String obstacle;

    /// Gives each ordinary file its place, whether it is here yet or not. What archives hold takes places as well, so each stands for one file here.
    Foresight(FsopsSettings settings, Content content, Path library, Path downloadDir) throws IOException {
        this.settings = settings;
        this.content = content;
        this.library = library;
        var sieve = new Sieve(settings.rules());
        var in = new ArrayList<SourceFile>();
        var leftOut = new ArrayList<Plan.LeftOut>();
        for (var file : content.sets().ordinary()) {
            sieve.refusal(file.path())
                    .ifPresentOrElse(
                            reason -> leftOut.add(new Plan.LeftOut(file.path(), file.sizeBytes(), reason)),
                            () -> in.add(file));
        }
        var stands = content.sets().sets().stream().map(Foresight::standIn).toList();
        var placed = new Planner(
                downloadDir,
                downloadDir,
                FileRules.ALL,
                CleanupRules.NONE,
                content.isAlone()).plan(in, stands);
        var planned = new Plan(
                placed.files()
                        .stream()
                        .filter(file -> file.origin() == PlannedFile.Origin.DOWNLOAD)
                        .toList(),
                leftOut);
        this.plan = new Broom(settings.cleanup()).swept(planned);
        this.isOnAnotherDevice = !in.isEmpty()
                && device(existing(in.getFirst().file())) != device(library);
        this.obstacle = Departure.obstacle(content, plan);
    }

    Plan plan() {
        return plan;
    }

    boolean hasArchives() {
        return !content.sets().sets().isEmpty();
    }

    /// What would keep a run from bringing the files in, as far as it can be told.
    void check() throws IOException {
        if (!hasArchives()) {
            Preparation.checkLeft(plan);
        }
        if (plan.files().isEmpty()) {
            return;
        }
        if (isLinked() && isOnAnotherDevice
                && settings.acrossDevices() == AcrossDevices.REFUSE) {
            throw new FsopsException(
                    Stage.TRANSFER,
                    new FsopsError.CannotLink(plan.files().getFirst().from(), "it lies on another device"),
                    null);
        }
        var free = Files.getFileStore(library).getUsableSpace();
        var isCopied = action() == Action.COPY || (action() == Action.MOVE && isOnAnotherDevice);
        if (isCopied && plan.bytes() > free) {
            throw new FsopsException(
                    Stage.TRANSFER,
                    new FsopsError.NotEnoughSpace(library, plan.bytes(), free),
                    null);
        }
    }

    List<String> notes() {
        var notes = new ArrayList<String>();
        if (settings.verify()) {
            notes.add("Parity files are used to check the download first, if the program par2 is installed.");
        }
        if (hasArchives()) {
            notes.add(
                    "What the archives hold is known once they are unpacked: the rules apply to it as well, "
                            + "and files may then get other places.");
        }
        return notes;
    }

    /// Each file of the torrent, by path.
    ///
    /// @param standing what files may be added to, null for nothing
    List<PlannedAction> actions(@Nullable Path standing) {
        var actions = new ArrayList<PlannedAction>();
        for (var file : plan.files()) {
            actions.add(action(file, standing));
        }
        for (var file : plan.leftOut()) {
            actions.add(
                    new PlannedAction(file.path(), file.sizeBytes(), Action.SKIP, null, file.reason()));
        }
        for (var set : content.sets().sets()) {
            for (var volume : set.volumes()) {
                actions.add(
                        new PlannedAction(
                                volume.path(),
                                volume.sizeBytes(),
                                Action.EXTRACT,
                                null,
                                reason(set, volume)));
            }
        }
        actions.sort(BY_PATH);
        return actions;
    }

    private PlannedAction action(PlannedFile file, @Nullable Path standing) {
        if (standing != null && Files.exists(file.target(standing), LinkOption.NOFOLLOW_LINKS)) {
            return new PlannedAction(
                    file.from(),
                    file.sizeBytes(),
                    Action.SKIP,
                    file.to(),
                    "already published");
        }
        var reason = switch (action()) {
            case COPY -> settings.transfer() == TransferMode.COPY
                    ? "as it is set"
                    : "the download lies on another device than the library";
            case REFLINK -> "as it is set; copied where the file system cannot share blocks";
            case MOVE -> isOnAnotherDevice ? "as it is set, by a copy to the other device" : "as it is set";
            default -> settings.transfer() == TransferMode.MOVE
                    ? "the torrent stays where it is, as " + obstacle
                    : "as it is set";
        };
        return new PlannedAction(file.from(), file.sizeBytes(), action(), file.to(), reason);
    }

    /// Whether a file cannot come in but by another name, unless it may be copied.
    private boolean isLinked() {
        return settings.transfer() == TransferMode.HARDLINK || settings.transfer() == TransferMode.MOVE;
    }

    private Action action() {
        if (settings.transfer() == TransferMode.MOVE && obstacle == null) {
            return Action.MOVE;
        }
        return switch (settings.transfer()) {
            case HARDLINK, MOVE -> isOnAnotherDevice ? Action.COPY : Action.HARDLINK;
            case REFLINK -> isOnAnotherDevice ? Action.COPY : Action.REFLINK;
            case COPY -> Action.COPY;
        };
    }

    private static String reason(ArchiveSet set, SourceFile volume) {
        var volumes = set.volumes().size();
        return volumes == 1
                ? "archive: what it holds meets the rules"
                : "archive: volume " + (set.volumes().indexOf(volume) + 1) + " of " + volumes
                        + "; what they hold meets the rules";
    }

    private static SourceFile standIn(ArchiveSet set) {
        var name = "archive " + set.baseName();
        var path = set.directory().isEmpty() ? name : set.directory() + "/" + name;
        return new SourceFile(path, set.volumes().getFirst().file(), 0);
    }

    private static Path existing(Path file) {
        var existing = file;
        while (!Files.exists(existing, LinkOption.NOFOLLOW_LINKS)) {
            existing = existing.resolveSibling("");
        }
        return existing;
    }

    private static long device(Path file) throws IOException {
        return file.getFileSystem().supportedFileAttributeViews().contains("unix")
                ? (Long) Files.getAttribute(file, "unix:dev", LinkOption.NOFOLLOW_LINKS)
                : 0;
    }
}
