package dev.revaer.fsops.place;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Optional;
import java.util.TreeSet;

import dev.revaer.fsops.permission.PermissionChange;
import dev.revaer.fsops.record.Publication;
import dev.revaer.fsops.select.Plan;
import dev.revaer.fsops.select.PlannedFile;
import dev.revaer.fsops.workspace.Disk;

/// What a publication lacks of content that has grown. Files that stand stay as they are; each new one appears whole.
public final class Addition {
    private final Publication base;
    private final Plan whole;
    private final Plan missing;

    private Addition(Publication base, Plan whole, Plan missing) {
        this.base = base;
        this.whole = whole;
        this.missing = missing;
    }

    /// Empty if the content has not merely grown: a file that was published is not to be in its place any more, or
    /// another stands where one is to go.
    ///
    /// @param plan of the whole content
    public static Optional<Addition> of(Plan plan, Publication base) throws IOException {
        if (!base.canGrow()) {
            return Optional.empty();
        }
        var missing = new ArrayList<PlannedFile>();
        for (var file : plan.files()) {
            var target = file.target(Path.of(base.path()));
            if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
                missing.add(file);
            } else if (!Transfer.isThere(target, file.sizeBytes())) {
                return Optional.empty();
            }
        }
        return plan.files().size() - missing.size() < base.files()
                ? Optional.empty()
                : Optional.of(new Addition(base, plan, new Plan(missing, plan.leftOut())));
    }

    /// What is to be brought in.
    public Plan missing() {
        return missing;
    }

    /// What stands once [#publish] has ended.
    public Publication publication() {
        return base.grown(whole.bytes() - base.bytes(), whole.files().size() - base.files());
    }

    /// Puts what is staged into place. After a crash in between, what is in place is not missing any more.
    public void publish(Path staged, Publisher publisher, PermissionChange permissions, Disk disk)
            throws IOException {
        var root = Path.of(base.path());
        var folders = new TreeSet<Path>();
        for (var file : missing.files()) {
            var target = file.target(root);
            var folder = target.resolveSibling("");
            publisher.makeFolders(target, permissions);
            publisher.publish(file.target(staged), target);
            for (var above = folder; above.startsWith(root); above = above.resolveSibling("")) {
                folders.add(above);
            }
        }
        for (var folder : folders) {
            disk.syncDirectory(folder);
        }
    }
}
