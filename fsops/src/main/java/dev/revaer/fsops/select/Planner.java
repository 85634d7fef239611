package dev.revaer.fsops.select;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import dev.revaer.fsops.workspace.SourceFile;

/// Gives every file its place: directories that hold nothing but one directory collapse, and of two files that want one
/// place the later gets `name (2)`.
public final class Planner {
    private Planner() {}

    /// Plans a whole tree, the same for the same files.
    ///
    /// @param downloaded the torrent's files that are no archives; they choose their places first
    /// @param unpacked what came out of the archives
    /// @param alone whether the torrent is one file that is no archive: it is published as that file
    public static Plan plan(
            Path downloadDir,
            List<SourceFile> downloaded,
            Path extracted,
            List<SourceFile> unpacked,
            boolean alone) {
        var places = new Places();
        var planned = new ArrayList<PlannedFile>();
        for (var file : downloaded) {
            planned.add(planned(PlannedFile.Origin.DOWNLOAD, downloadDir, file, places));
        }
        for (var file : unpacked) {
            planned.add(planned(PlannedFile.Origin.ARCHIVE, extracted, file, places));
        }
        if (alone) {
            var file = planned.getFirst();
            return new Plan(List.of(new PlannedFile(file.origin(), file.from(), "", file.sizeBytes())));
        }
        return new Plan(Flattening.of(planned));
    }

    private static PlannedFile planned(PlannedFile.Origin origin, Path root, SourceFile file, Places places) {
        var from = root.relativize(file.file()).toString();
        return new PlannedFile(origin, from, places.take(file.path()), file.sizeBytes());
    }
}
