package dev.revaer.fsops.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

import dev.revaer.fsops.FinishedDownload;
import dev.revaer.fsops.FsopsSettings;
import dev.revaer.fsops.archive.ArchiveSets;
import dev.revaer.fsops.root.Roots;
import dev.revaer.fsops.select.Locator;
import dev.revaer.fsops.workspace.SourceFile;

/// What a download consists of, as it lies on the disk.
///
/// @param files all of it, by path
/// @param sets the archives in it, and the files that are none
record Content(FinishedDownload download, List<SourceFile> files, ArchiveSets sets) {
    Content {
        files = List.copyOf(files);
    }

    /// Looks at each file.
    ///
    /// @param downloadDir its real path
    static Content locate(
            FsopsSettings settings,
            Roots roots,
            Path downloadDir,
            FinishedDownload download)
            throws IOException {
        var files = Locator.locate(roots, downloadDir, download.files());
        var sets = settings.limits().maxDepth() == 0
                ? ArchiveSets.none(files)
                : ArchiveSets.in(files, settings.archives().usesExternalTools(), roots);
        return new Content(download, files, sets);
    }

    /// Looks at no file, but takes all to be there.
    ///
    /// @param downloadDir its real path, if it exists
    static Content expected(FsopsSettings settings, Path downloadDir, FinishedDownload download) {
        var files = download.files()
                .stream()
                .map(
                        file -> new SourceFile(
                                file.path(),
                                downloadDir.resolve(file.path()),
                                file.sizeBytes()))
                .sorted(Comparator.comparing(SourceFile::path))
                .toList();
        var sets = settings.limits().maxDepth() == 0
                ? ArchiveSets.none(files)
                : ArchiveSets.byName(files, settings.archives().usesExternalTools());
        return new Content(download, files, sets);
    }

    /// Whether it is one file that is no archive: it is published as that file.
    boolean isAlone() {
        return isSingleFile() && sets.sets().isEmpty();
    }

    /// What it is to be called. A directory that holds what came out of one archive is not called `.zip`.
    String name() {
        var isNamedByArchive = isSingleFile() && !sets.sets().isEmpty()
                && download.name().equals(download.files().getFirst().path());
        return isNamedByArchive ? sets.sets().getFirst().baseName() : download.name();
    }

    long archiveBytes() {
        return sets.sets().stream().mapToLong(set -> set.sizeBytes()).sum();
    }

    private boolean isSingleFile() {
        return download.files().size() == 1 && download.files().getFirst().path().indexOf('/') < 0;
    }
}
