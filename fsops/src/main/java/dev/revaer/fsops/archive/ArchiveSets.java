package dev.revaer.fsops.archive;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import dev.revaer.fsops.FsopsError;
import dev.revaer.fsops.FsopsException;
import dev.revaer.fsops.Stage;
import dev.revaer.fsops.root.Roots;
import dev.revaer.fsops.workspace.SourceFile;

/// The archives of a tree and the files that are none.
public record ArchiveSets(List<ArchiveSet> sets, List<SourceFile> ordinary) {
    public ArchiveSets {
        sets = List.copyOf(sets);
        ordinary = List.copyOf(ordinary);
    }

    /// A tree whose archives are taken for ordinary files.
    public static ArchiveSets none(List<SourceFile> tree) {
        return new ArchiveSets(List.of(), tree);
    }

    /// Sorts the files of a tree.
    ///
    /// @param external whether formats that other programs unpack are archives
    /// @param roots that the files lie in
    /// @return sets by directory and name, ordinary files by path: the same for the same tree
    /// @throws FsopsException when a volume is missing at the start or in the middle of a set
    public static ArchiveSets in(List<SourceFile> tree, boolean external, Roots roots) throws IOException {
        return in(tree, external, segmented(tree, roots), (file, name) -> name.format().matches(file, roots));
    }

    /// The same by names alone, for files that are not here yet.
    ///
    /// @throws FsopsException when a volume is missing at the start or in the middle of a set
    public static ArchiveSets byName(List<SourceFile> tree, boolean external) {
        var segmented = new HashSet<String>();
        for (var file : tree) {
            VolumeName.of(file.fileName())
                    .filter(name -> name.isZipSegment() && name.number() > 1)
                    .ifPresent(name -> segmented.add(key(file, name)));
        }
        try {
            return in(tree, external, segmented, (_, _) -> true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Looks whether a file begins as its name says.
    @FunctionalInterface
    private interface Beginning {
        boolean fits(Path file, VolumeName name) throws IOException;
    }

    private static ArchiveSets in(
            List<SourceFile> tree,
            boolean external,
            Set<String> segmented,
            Beginning beginning)
            throws IOException {
        Map<String, List<Volume>> groups = new TreeMap<>();
        var ordinary = new ArrayList<SourceFile>();
        for (var file : tree) {
            var name = VolumeName.of(file.fileName());
            if (name.isPresent() && (external || !name.get().format().isExternal())
                    && isVolume(file, name.get(), segmented, beginning)) {
                groups.computeIfAbsent(key(file, name.get()), _ -> new ArrayList<>())
                        .add(new Volume(file, name.get()));
            } else {
                ordinary.add(file);
            }
        }
        var sets = new ArrayList<ArchiveSet>();
        for (var group : groups.values()) {
            sets.add(set(group));
        }
        ordinary.sort(Comparator.comparing(SourceFile::path));
        return new ArchiveSets(sets, ordinary);
    }

    /// The zips that have segments `.z01`, `.z02` and so on.
    private static Set<String> segmented(List<SourceFile> tree, Roots roots) throws IOException {
        var keys = new HashSet<String>();
        for (var file : tree) {
            var name = VolumeName.of(file.fileName());
            if (name.isPresent() && name.get().isZipSegment()
                    && (name.get().number() > 1 || ArchiveFormat.isFirstZipSegment(file.file(), roots))) {
                keys.add(key(file, name.get()));
            }
        }
        return keys;
    }

    private static String key(SourceFile file, VolumeName name) {
        return file.directory() + "\0" + name.set();
    }

    /// Later pieces of a split 7z or zip begin anywhere in it; every volume of a RAR set has its own mark.
    private static boolean isVolume(
            SourceFile file,
            VolumeName name,
            Set<String> segmented,
            Beginning beginning)
            throws IOException {
        if (segmented.contains(key(file, name))) {
            return true;
        }
        if (name.isZipSegment()) {
            return false;
        }
        var isLaterPiece = name.format() != ArchiveFormat.RAR && name.number() > 0;
        return isLaterPiece || beginning.fits(file.file(), name);
    }

    private static ArchiveSet set(List<Volume> volumes) {
        volumes.sort(
                Comparator.comparingInt((Volume volume) -> volume.name().number())
                        .thenComparing(volume -> volume.file().path()));
        for (var i = 0; i < volumes.size(); i++) {
            var number = volumes.get(i).name().number();
            if (number != i) {
                var first = volumes.getLast().name().isZipSegment() ? 0 : 1;
                var reason = number < i
                        ? "volume " + (number + first) + " comes twice"
                        : missing(i, first);
                throw new FsopsException(
                        Stage.EXTRACT,
                        new FsopsError.DamagedArchive(volumes.getFirst().file().path(), reason),
                        null);
            }
        }
        var first = volumes.getFirst().name();
        if (volumes.getLast().name().isZipSegment()) {
            volumes.add(volumes.removeFirst());
        }
        return new ArchiveSet(first.format(), first.baseName(), volumes.stream().map(Volume::file).toList());
    }

    private static String missing(int number, int first) {
        return number + first == 0
                ? "its last volume, .zip, is missing"
                : "volume " + (number + first) + " is missing";
    }

    private record Volume(SourceFile file, VolumeName name) {}
}
