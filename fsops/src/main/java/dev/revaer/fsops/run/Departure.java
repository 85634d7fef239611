package dev.revaer.fsops.run;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

import dev.revaer.fsops.DownloadedFile;
import dev.revaer.fsops.FinishedDownload;
import dev.revaer.fsops.FsopsError;
import dev.revaer.fsops.FsopsException;
import dev.revaer.fsops.Stage;
import dev.revaer.fsops.place.Transfer;
import dev.revaer.fsops.record.Fingerprint;
import dev.revaer.fsops.record.Publication;
import dev.revaer.fsops.record.Relocation;
import dev.revaer.fsops.seeding.NewPlace;
import dev.revaer.fsops.seeding.OtherContent;
import dev.revaer.fsops.select.Plan;
import dev.revaer.fsops.select.PlanFile;
import dev.revaer.fsops.select.PlannedFile;
import org.jspecify.annotations.Nullable;

/// Has the torrent seed from what is published, and takes its files away where they were.
///
/// Until the torrent has gone, both places are whole. From then on the new one is, and what is left in the old one is
/// only another name or a copy.
final class Departure {
    private final Work work;

    Departure(Work work) {
        this.work = work;
    }

    /// Why a torrent could not seed from what is published of it, in words; null if it could.
    static @Nullable String obstacle(Content content, Plan plan) {
        if (!content.download().isWhole()) {
            return "not all of its files are wanted";
        }
        if (!content.sets().sets().isEmpty()) {
            return "it holds archives";
        }
        return plan.leftOut().isEmpty() ? null : "the rules leave out some of its files";
    }

    /// What is to be kept of it before it is published.
    ///
    /// @param root what will be published
    Relocation plan(Plan plan, Path root) {
        var names = names(plan, root);
        var download = work.download();
        var renamed = download.files()
                .stream()
                .map(
                        file -> new DownloadedFile(
                                names.getOrDefault(file.path(), file.path()),
                                file.sizeBytes()))
                .toList();
        var content = Fingerprint
                .of(new FinishedDownload(download.infoHash(), download.name(), root, renamed));
        return new Relocation(work.downloadDir().toString(), content);
    }

    /// Goes, if it is to; may be called again after it was broken off at any instant.
    ///
    /// @return what has become of the files, in words; empty if the torrent stays
    /// @throws FsopsException when it cannot go; then it stays where it was
    String go(Publication publication) throws IOException {
        var relocation = work.journal().relocation();
        if (relocation == null) {
            return "";
        }
        var plan = new PlanFile(work.workspace(), work.disk()).read();
        if (plan.isEmpty()) {
            return "";
        }
        var root = Path.of(publication.path());
        requireWhole(plan.get(), root);
        try {
            work.seeding()
                    .goOnFrom(
                            new NewPlace(
                                    work.download().infoHash(),
                                    root.resolveSibling(""),
                                    names(plan.get(), root)));
        } catch (IOException e) {
            throw new FsopsException(
                    Stage.CLEANUP,
                    new FsopsError.CannotSeedThere(root, String.valueOf(e.getMessage())),
                    e);
        }
        return takeAway(plan.get(), root, Path.of(relocation.from()));
    }

    private static Map<String, String> names(Plan plan, Path root) {
        var names = new TreeMap<String, String>();
        for (var file : plan.files()) {
            names.put(file.from(), root.resolveSibling("").relativize(file.target(root)).toString());
        }
        return names;
    }

    private static void requireWhole(Plan plan, Path root) throws IOException {
        for (var file : plan.files()) {
            if (!Transfer.isThere(file.target(root), file.sizeBytes())) {
                var fault = file.target(root) + ": not as it was published";
                throw new FsopsException(
                        Stage.CLEANUP,
                        new FsopsError.MissingContent(List.of(fault), 1),
                        null);
            }
        }
    }

    private String takeAway(Plan plan, Path root, Path from) throws IOException {
        var others = OtherContent.of(work.seeding().contentOfOthers(work.download().infoHash()));
        var folders = new TreeSet<Path>();
        var kept = 0;
        for (var file : plan.files()) {
            var old = from.resolve(file.from());
            for (var above = old.resolveSibling(""); !from.startsWith(above); above = above
                    .resolveSibling("")) {
                folders.add(above);
            }
            if (!Files.exists(old, LinkOption.NOFOLLOW_LINKS) || isSameName(old, file.target(root))) {
                continue;
            }
            if (isOurs(old, file) && !others.needs(old)) {
                work.disk().delete(old);
            } else {
                kept++;
            }
        }
        removeEmpty(folders);
        return "; the torrent seeds from here, its files have gone from " + from
                + (kept == 0 ? "" : " but for " + kept + " that another torrent needs or that have changed");
    }

    private boolean isOurs(Path old, PlannedFile file) throws IOException {
        var found = work.roots().attributes(old);
        return found.isRegularFile() && found.size() == file.sizeBytes();
    }

    /// Two names can be of one file in two folders, but not in one.
    private static boolean isSameName(Path one, Path other) throws IOException {
        return one.equals(other) || (Files.isSameFile(one.resolveSibling(""), other.resolveSibling(""))
                && one.getFileName().equals(other.getFileName()));
    }

    private void removeEmpty(NavigableSet<Path> folders) throws IOException {
        for (var folder : folders.descendingSet()) {
            try {
                work.disk().delete(folder);
            } catch (DirectoryNotEmptyException _) {
                work.disk().syncDirectory(folder);
            } catch (NoSuchFileException _) {
                // somebody else was faster
            }
        }
    }
}
