package dev.revaer.fsops.select;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import dev.revaer.fsops.rule.CleanupRules;
import dev.revaer.fsops.rule.FileRules;
import dev.revaer.fsops.rule.Sieve;
import dev.revaer.fsops.workspace.SourceFile;

/// Gives every file that the rules let in its place: directories that hold nothing but one directory collapse, and of two
/// files that want one place the later gets `name (2)`.
public final class Planner {
    private final Path downloadDir;
    private final Path extracted;
    private final Sieve sieve;
    private final Broom broom;
    private final boolean isAlone;

    /// Plans for one download.
    ///
    /// @param isAlone whether the torrent is one file that is no archive: it is published as that file
    public Planner(
            Path downloadDir,
            Path extracted,
            FileRules rules,
            CleanupRules cleanup,
            boolean isAlone) {
        this.downloadDir = downloadDir;
        this.extracted = extracted;
        this.sieve = new Sieve(rules);
        this.broom = new Broom(cleanup);
        this.isAlone = isAlone;
    }

    /// Plans a whole tree, the same for the same files.
    ///
    /// @param downloaded the torrent's files that are no archives; they choose their places first
    /// @param unpacked what came out of the archives
    public Plan plan(List<SourceFile> downloaded, List<SourceFile> unpacked) {
        var places = new Places();
        var planned = new ArrayList<PlannedFile>();
        var leftOut = new ArrayList<Plan.LeftOut>();
        for (var file : let(downloaded, leftOut)) {
            planned.add(planned(PlannedFile.Origin.DOWNLOAD, downloadDir, file, places));
        }
        for (var file : let(unpacked, leftOut)) {
            planned.add(planned(PlannedFile.Origin.ARCHIVE, extracted, file, places));
        }
        if (isAlone && !planned.isEmpty()) {
            var file = planned.getFirst();
            var alone = new PlannedFile(file.origin(), file.from(), "", file.sizeBytes());
            return broom.swept(new Plan(List.of(alone), leftOut));
        }
        return broom.swept(new Plan(Flattening.of(planned), leftOut));
    }

    private List<SourceFile> let(List<SourceFile> files, List<Plan.LeftOut> leftOut) {
        var in = new ArrayList<SourceFile>();
        for (var file : files) {
            var refusal = sieve.refusal(file.path());
            if (refusal.isEmpty()) {
                in.add(file);
            } else {
                leftOut.add(new Plan.LeftOut(file.path(), file.sizeBytes(), refusal.get()));
            }
        }
        return in;
    }

    private static PlannedFile planned(PlannedFile.Origin origin, Path root, SourceFile file, Places places) {
        var from = root.relativize(file.file()).toString();
        return new PlannedFile(origin, from, places.take(file.path()), file.sizeBytes());
    }
}
