package dev.revaer.fsops.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import dev.revaer.fsops.Stage;
import dev.revaer.fsops.place.Checksums;
import dev.revaer.fsops.record.Inventory;
import dev.revaer.fsops.record.Publication;
import dev.revaer.fsops.select.LibraryName;
import dev.revaer.fsops.select.Plan;
import dev.revaer.fsops.select.PlannedFile;
import org.jspecify.annotations.Nullable;

/// Computes the SHA-256 of what is to be published, and writes the list of them into it: checksum.
final class Digesting {
    private final Work work;
    private final String name;
    private final Plan plan;
    private final Map<String, Inventory.Output> known;
    private final @Nullable Publication base;

    /// For a whole tree.
    ///
    /// @param name of what is published, which the list gets too
    /// @param base where those of its files are that are not staged, as they were published before
    Digesting(Work work, String name, Plan plan, @Nullable Publication base) {
        this.work = work;
        this.name = name;
        this.plan = plan;
        this.base = base;
        var inventory = work.journal().inventory();
        this.known = inventory == null ? Map.of() : inventory.byPath();
    }

    /// Writes the list beside what is staged.
    ///
    /// @return digests by path below what is published; empty where none are wanted
    SortedMap<String, String> digest() throws IOException {
        work.journal().begin(Stage.CHECKSUM);
        var digests = new TreeMap<String, String>();
        if (!work.settings().sha256Manifest()) {
            work.journal().skip("switched off");
            return digests;
        }
        var progress = work.journal().progress(plan.bytes());
        var checksums = new Checksums(work.roots(), progress);
        for (var file : plan.files()) {
            digests.put(file.to(), digest(file, checksums));
        }
        progress.finish();
        if (isAlone()) {
            work.journal()
                    .complete("1 file; its SHA-256 is written here, as it has no directory", plan.bytes());
        } else {
            write(digests);
            work.journal().complete(digests.size() + " files, in " + place(), plan.bytes());
        }
        return digests;
    }

    /// Gives the list its place beside files that were added.
    void publish() throws IOException {
        if (base == null || !work.settings().sha256Manifest() || isAlone()) {
            return;
        }
        var root = Path.of(base.path());
        work.disk().move(work.workspace().content().resolve(place()), root.resolve(place()));
        work.disk().syncDirectory(root);
    }

    private String digest(PlannedFile file, Checksums checksums) throws IOException {
        var staged = file.target(work.workspace().content());
        if (base == null || Files.exists(staged, LinkOption.NOFOLLOW_LINKS)) {
            return checksums.sha256(staged);
        }
        var output = known.get(file.to());
        return output != null && output.sizeBytes() == file.sizeBytes() && output.sha256() != null
                ? output.sha256()
                : checksums.sha256(file.target(Path.of(base.path())));
    }

    private void write(SortedMap<String, String> digests) throws IOException {
        var workspace = work.workspace();
        var disk = work.disk();
        disk.writeAtomically(workspace.manifest(), Checksums.manifest(digests));
        work.permissions().file(workspace.manifest());
        disk.createDirectories(workspace.content());
        disk.move(workspace.manifest(), workspace.content().resolve(place()));
        disk.syncDirectory(workspace.content());
    }

    private boolean isAlone() {
        return plan.files().size() == 1 && plan.files().getFirst().to().isEmpty();
    }

    /// The same for the same plan, and where no file of it is.
    private String place() {
        var safe = LibraryName.of(name, work.download().infoHash());
        for (var number = 1;; number++) {
            var candidate = (number == 1 ? safe : LibraryName.numbered(safe, number)) + ".sha256";
            if (plan.files().stream().noneMatch(file -> isAt(file, candidate))) {
                return candidate;
            }
        }
    }

    private static boolean isAt(PlannedFile file, String place) {
        return file.to().equals(place) || file.to().startsWith(place + "/");
    }
}
