package dev.revaer.app.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import dev.revaer.engine.TorrentOptions;
import org.jspecify.annotations.Nullable;

/// The public names of what differs between two sets of options.
final class OptionNames {
    private OptionNames() {}

    static List<String> changed(TorrentOptions before, TorrentOptions after) {
        var names = new ArrayList<String>();
        note(names, "category", before.category(), after.category());
        note(names, "tags", before.tags(), after.tags());
        note(names, "selection", before.selection(), after.selection());
        note(names, "limits", before.limits(), after.limits());
        note(names, "seedGoals", before.seedGoals(), after.seedGoals());
        note(names, "modes", before.modes(), after.modes());
        note(names, "trackers", before.sources().trackers(), after.sources().trackers());
        note(names, "webSeeds", before.sources().webSeeds(), after.sources().webSeeds());
        note(names, "files", before.renamedFiles(), after.renamedFiles());
        return names;
    }

    private static void note(
            List<String> names,
            String name,
            @Nullable Object before,
            @Nullable Object after) {
        if (!Objects.equals(before, after)) {
            names.add(name);
        }
    }
}
