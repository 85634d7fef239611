package dev.revaer.fsops.archive;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.revaer.fsops.FsopsError;
import dev.revaer.fsops.FsopsException;
import dev.revaer.fsops.Stage;
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
    /// @return sets by directory and name, ordinary files by path: the same for the same tree
    /// @throws FsopsException when a volume is missing at the start or in the middle of a set
    public static ArchiveSets in(List<SourceFile> tree) throws IOException {
        Map<String, List<Volume>> groups = new TreeMap<>();
        var ordinary = new ArrayList<SourceFile>();
        for (var file : tree) {
            var name = VolumeName.of(file.fileName());
            if (name.isPresent() && isVolume(file, name.get())) {
                var key = file.directory() + "\0" + name.get().set();
                groups.computeIfAbsent(key, _ -> new ArrayList<>()).add(new Volume(file, name.get()));
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

    /// Later pieces of a split 7z begin anywhere in it; every volume of a RAR set has its own mark.
    private static boolean isVolume(SourceFile file, VolumeName name) throws IOException {
        var isLaterPiece = name.format() == ArchiveFormat.SEVEN_ZIP && name.number() > 0;
        return isLaterPiece || name.format().matches(file.file());
    }

    private static ArchiveSet set(List<Volume> volumes) {
        volumes.sort(
                Comparator.comparingInt((Volume volume) -> volume.name().number())
                        .thenComparing(volume -> volume.file().path()));
        for (var i = 0; i < volumes.size(); i++) {
            var number = volumes.get(i).name().number();
            if (number != i) {
                var reason = number < i
                        ? "volume " + (number + 1) + " comes twice"
                        : "volume " + (i + 1) + " is missing";
                throw new FsopsException(
                        Stage.EXTRACT,
                        new FsopsError.DamagedArchive(volumes.getFirst().file().path(), reason),
                        null);
            }
        }
        var first = volumes.getFirst().name();
        return new ArchiveSet(first.format(), first.baseName(), volumes.stream().map(Volume::file).toList());
    }

    private record Volume(SourceFile file, VolumeName name) {}
}
