package dev.revaer.fsops.extract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import com.github.junrar.exception.RarException;
import dev.revaer.fsops.ExtractionLimits;
import dev.revaer.fsops.FsopsError;
import dev.revaer.fsops.FsopsException;
import dev.revaer.fsops.FsopsSettings;
import dev.revaer.fsops.Stage;
import dev.revaer.fsops.archive.ArchiveSet;
import dev.revaer.fsops.archive.ArchiveSets;
import dev.revaer.fsops.entry.Budget;
import dev.revaer.fsops.entry.LimitException;
import dev.revaer.fsops.entry.Target;
import dev.revaer.fsops.external.ExternalUnpacker;
import dev.revaer.fsops.password.Passwords;
import dev.revaer.fsops.root.Roots;
import dev.revaer.fsops.workspace.Disk;
import dev.revaer.fsops.workspace.Progress;
import dev.revaer.fsops.workspace.SourceFile;

/// Unpacks all archives of a download, and those inside them.
///
/// Each goes into `<n>.partial` and, complete and synced, becomes `<n>` by one rename: after a crash only the unfinished
/// one is unpacked again. The third archive inside the second is `2.3`.
public final class Extraction {
    private final Path root;
    private final ExtractionLimits limits;
    private final boolean usesExternalTools;
    private final ExternalUnpacker external;
    private final Disk disk;
    private final Progress progress;
    private final Reading reading;
    private final Roots roots;
    private final Budget budget;
    private final Passwords passwords;
    private final List<SourceFile> unpacked = new ArrayList<>();
    private long archiveBytesDone;

    public Extraction(
            Path root,
            FsopsSettings settings,
            ExternalUnpacker external,
            Roots roots,
            Disk disk,
            Progress progress) {
        this.root = root;
        this.limits = settings.limits();
        this.usesExternalTools = settings.archives().usesExternalTools();
        this.external = external;
        this.passwords = new Passwords(settings.archives().passwords());
        this.disk = disk;
        this.progress = progress;
        this.roots = roots;
        this.reading = new Reading(roots, progress);
        this.budget = new Budget(limits);
    }

    /// Unpacks what an earlier run has not.
    ///
    /// @return all files that came out and stay, each at the place of its archive
    /// @throws FsopsException when an archive is damaged, encrypted, unsafe or exceeds a limit
    public List<SourceFile> unpack(List<ArchiveSet> sets) throws IOException {
        disk.createDirectories(root);
        unpack(sets, "", Descent.TOP);
        return List.copyOf(unpacked);
    }

    private void unpack(List<ArchiveSet> sets, String prefix, Descent above) throws IOException {
        var depth = above.sets().size() + 1;
        for (var i = 0; i < sets.size(); i++) {
            var set = sets.get(i);
            var id = prefix + (i + 1);
            var directory = root.resolve(id);
            if (Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
                countAgain(set, directory);
            } else {
                unpack(set, root.resolve(id + ".partial"), directory);
            }
            if (depth == 1) {
                archiveBytesDone += set.sizeBytes();
                progress.reach(archiveBytesDone);
            }
            var tree = filesOf(directory, set.directory());
            var descent = above.into(set);
            descent.requireEnd(tree, roots);
            if (depth < limits.maxDepth()) {
                var inner = ArchiveSets.in(tree, usesExternalTools, roots);
                unpacked.addAll(inner.ordinary());
                unpack(inner.sets(), id + ".", descent);
            } else {
                unpacked.addAll(tree);
            }
        }
    }

    private void unpack(ArchiveSet set, Path partial, Path directory) throws IOException {
        checkSpace(set);
        budget.startArchive(set.sizeBytes());
        try {
            unpackInto(set, partial);
        } catch (IOException | RarException | RuntimeException | OutOfMemoryError | StackOverflowError
                | LinkageError e) {
            // Hostile archives make the libraries throw these at random places; zstd loads a native library.
            throw ExtractionFailure.of(set, e);
        }
        disk.syncDirectories(partial);
        disk.move(partial, directory);
        disk.syncDirectory(root);
    }

    private void unpackInto(ArchiveSet set, Path partial) throws IOException, RarException {
        if (!set.format().isExternal()) {
            try {
                passwords.open(
                        password -> Unpacker.of(set).unpack(set, reading, freshTarget(partial), password));
                return;
            } catch (IOException | RarException | RuntimeException e) {
                if (!usesExternalTools || !ExtractionFailure.isUnsupported(e)) {
                    throw e;
                }
            }
        }
        external.unpack(
                set,
                volume -> Channels.newInputStream(VolumeChannel.open(volume, reading)),
                budget,
                partial.resolveSibling(partial.getFileName() + ".tool"),
                freshTarget(partial));
    }

    private Target freshTarget(Path partial) throws IOException {
        disk.deleteTree(partial);
        disk.createDirectories(partial);
        budget.restartArchive();
        return new Target(partial, budget, disk);
    }

    /// What an earlier run unpacked counts against the limits as well.
    private void countAgain(ArchiveSet set, Path directory) throws IOException {
        budget.startArchive(set.sizeBytes());
        try {
            for (var file : filesOf(directory, "")) {
                budget.spendEntry();
                budget.spendBytes(file.sizeBytes());
            }
        } catch (LimitException e) {
            throw ExtractionFailure.of(set, e);
        }
    }

    /// Few archives give less than they take; one that does not even fit packed is not begun.
    private void checkSpace(ArchiveSet set) throws IOException {
        var free = Files.getFileStore(root).getUsableSpace();
        if (free < set.sizeBytes()) {
            throw new FsopsException(
                    Stage.EXTRACT,
                    new FsopsError.NotEnoughSpace(root, set.sizeBytes(), free),
                    null);
        }
    }

    private static List<SourceFile> filesOf(Path directory, String place) throws IOException {
        var files = new ArrayList<SourceFile>();
        try (var found = Files.walk(directory)) {
            for (var file : (Iterable<Path>) found::iterator) {
                if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                    var path = directory.relativize(file).toString();
                    files.add(
                            new SourceFile(
                                    place.isEmpty() ? path : place + "/" + path,
                                    file,
                                    Files.size(file)));
                }
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        files.sort(Comparator.comparing(SourceFile::path));
        return files;
    }
}
