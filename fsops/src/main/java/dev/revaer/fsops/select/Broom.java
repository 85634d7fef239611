package dev.revaer.fsops.select;

import java.util.ArrayList;
import java.util.List;

import dev.revaer.fsops.rule.CleanupRules;
import dev.revaer.fsops.rule.Globs;

/// Takes out of a plan what is to be dropped.
public final class Broom {
    private final CleanupRules rules;
    private final Globs drop;
    private final Globs keep;

    public Broom(CleanupRules rules) {
        this.rules = rules;
        this.drop = new Globs(rules.drop());
        this.keep = new Globs(rules.keep());
    }

    /// The plan without what goes, which it names.
    public Plan swept(Plan plan) {
        if (rules.drop().isEmpty()) {
            return plan;
        }
        var staying = new ArrayList<PlannedFile>();
        var leftOut = new ArrayList<>(plan.leftOut());
        for (var file : plan.files()) {
            var place = place(file);
            var rule = drop.first(place);
            if (rule.isEmpty() || keep.first(place).isPresent()) {
                staying.add(file);
            } else {
                leftOut.add(
                        new Plan.LeftOut(
                                file.origin() == PlannedFile.Origin.DOWNLOAD ? file.from() : place,
                                file.sizeBytes(),
                                "dropped by the cleanup rule " + rule.get()));
            }
        }
        return new Plan(List.copyOf(staying), leftOut);
    }

    /// One that is published alone is called as it is in the torrent.
    private static String place(PlannedFile file) {
        return file.to().isEmpty() ? file.from() : file.to();
    }
}
