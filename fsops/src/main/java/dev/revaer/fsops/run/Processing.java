package dev.revaer.fsops.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

import dev.revaer.fsops.FsopsError;
import dev.revaer.fsops.FsopsException;
import dev.revaer.fsops.PublishedDownload;
import dev.revaer.fsops.Stage;
import dev.revaer.fsops.TransferMode;
import dev.revaer.fsops.place.Addition;
import dev.revaer.fsops.place.Publisher;
import dev.revaer.fsops.record.Inventory;
import dev.revaer.fsops.record.Publication;
import dev.revaer.fsops.record.RecordFile;
import dev.revaer.fsops.select.Plan;
import org.jspecify.annotations.Nullable;

/// All stages after the directories have been found to be allowed.
///
/// What it finds decides where it goes on: a record of a publication ends it, a plan spares unpacking, a directory of an
/// unpacked archive spares that archive, a file in its place is not brought in again.
public final class Processing {
    private final Work work;

    public Processing(Work work) {
        this.work = work;
    }

    public PublishedDownload run() throws IOException {
        work.replacement().restore();
        var opening = new Opening(work);
        var standing = opening.open(new RecordFile(work.workspace().record(), work.disk()));
        if (standing.isPresent()) {
            return finish(standing.get(), work.journal().inventory(), true);
        }
        work.journal().begin(Stage.LOCATE);
        var content = Content.locate(work.settings(), work.roots(), work.downloadDir(), work.download());
        var publisher = work.publisher();
        var place = work.settings().destination().of(work.download(), content.name());
        var base = work.journal().base();
        if (base == null) {
            publisher.choose(place);
        }
        work.journal()
                .complete(
                        content.files().size() + " files, " + content.sets().sets().size() + " archives"
                                + opening.news(),
                        0);

        var plan = new Preparation(work).plan(content);
        var addition = base == null ? null : Addition.of(plan, base).orElse(null);
        return addition == null
                ? publish(content, plan, publisher, place)
                : add(content, plan, publisher, addition);
    }

    /// Gives back the space of what cannot be gone on with, and writes the failure down; an interrupted run leaves all as
    /// it is.
    ///
    /// @return the failure
    public FsopsException failed(FsopsException failure) {
        if (failure.error() instanceof FsopsError.Interrupted) {
            return failure;
        }
        try {
            if (failure.stage() == Stage.EXTRACT || failure.stage() == Stage.SELECT) {
                work.disk().deleteTree(work.workspace().staging());
            }
            work.journal().fail(failure.stage(), failure.error().describe());
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
        return failure;
    }

    private PublishedDownload add(Content content, Plan plan, Publisher publisher, Addition addition)
            throws IOException {
        new Staging(work, whyLinked(content, plan)).build(addition.missing());
        var digesting = new Digesting(work, content.name(), plan, work.journal().base());
        var digests = digesting.digest();
        work.journal().begin(Stage.PUBLISH);
        relocate(moves(content, plan), plan, Path.of(addition.publication().path()));
        addition.publish(work.workspace().content(), publisher, work.permissions(), work.disk());
        digesting.publish();
        return finish(addition.publication(), inventory(plan, digests), false);
    }

    private PublishedDownload publish(Content content, Plan plan, Publisher publisher, String place)
            throws IOException {
        publisher.choose(place);
        new Staging(work, whyLinked(content, plan)).build(plan);
        var digests = new Digesting(work, content.name(), plan, null).digest();

        work.journal().begin(Stage.PUBLISH);
        var target = publisher.choose(place);
        var staged = work.workspace().content();
        var publication = Publication.intended(target, staged, plan.bytes(), plan.files().size());
        var inventory = inventory(plan, digests);
        relocate(moves(content, plan), plan, target);
        work.journal().intend(publication, inventory);
        var made = publisher.makeFolders(target, work.permissions());
        try {
            work.replacement().publish(staged, target, publisher);
        } catch (IOException | RuntimeException e) {
            publisher.removeFolders(made);
            throw e;
        }
        return finish(publication, inventory, false);
    }

    private boolean moves(Content content, Plan plan) {
        return work.settings().transfer() == TransferMode.MOVE && Departure.obstacle(content, plan) == null;
    }

    /// Why files are linked that should move, in words; null if they need not, or do.
    private @Nullable String whyLinked(Content content, Plan plan) {
        return work.settings().transfer() == TransferMode.MOVE ? Departure.obstacle(content, plan) : null;
    }

    private void relocate(boolean moves, Plan plan, Path root) throws IOException {
        work.journal().relocate(moves ? new Departure(work).plan(plan, root) : null);
    }

    private PublishedDownload finish(
            Publication publication,
            @Nullable Inventory inventory,
            boolean wasPublished)
            throws IOException {
        if (!publication.complete()) {
            if (wasPublished) {
                work.journal().begin(Stage.PUBLISH);
            }
            work.journal().published(publication, inventory);
        }
        var workspace = work.workspace();
        if (exists(workspace.staging()) || exists(workspace.replaced())
                || !work.journal().hasCompleted(Stage.CLEANUP)) {
            work.journal().begin(Stage.CLEANUP);
            var departed = work.journal().hasCompleted(Stage.CLEANUP)
                    ? ""
                    : new Departure(work).go(publication);
            work.disk().deleteTree(workspace.staging());
            work.replacement().forget();
            work.journal().complete("staging removed" + departed, 0);
        }
        return new PublishedDownload(
                Path.of(publication.path()),
                publication.bytes(),
                publication.files(),
                wasPublished);
    }

    private Inventory inventory(Plan plan, Map<String, String> digests) {
        return new Inventory(
                work.download()
                        .files()
                        .stream()
                        .map(file -> new Inventory.Source(file.path(), file.sizeBytes()))
                        .toList(),
                plan.files()
                        .stream()
                        .map(
                                file -> new Inventory.Output(
                                        file.to(),
                                        file.sizeBytes(),
                                        file.origin().name().toLowerCase(Locale.ROOT),
                                        file.from(),
                                        digests.get(file.to())))
                        .toList(),
                plan.leftOut()
                        .stream()
                        .map(file -> new Inventory.LeftOut(file.path(), file.sizeBytes(), file.reason()))
                        .toList());
    }

    private static boolean exists(Path path) {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }
}
