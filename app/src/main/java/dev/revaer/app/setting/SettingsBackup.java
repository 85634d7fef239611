package dev.revaer.app.setting;

import java.time.Instant;
import java.util.List;

import dev.revaer.api.problem.ApiError.Invalid;
import dev.revaer.api.problem.ApiException;
import dev.revaer.api.setting.SettingsControl.Wish;
import dev.revaer.app.database.Store;
import dev.revaer.app.setting.SettingsTable.Mark;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// The settings on their way into a backup and out of one.
public final class SettingsBackup {
    private final LiveSettings live;
    private final SettingsTable table;

    public SettingsBackup(LiveSettings live, SettingsTable table) {
        this.live = live;
        this.table = table;
    }

    /// Who gives which backup back, and how.
    ///
    /// @param madeAt when it was taken
    /// @param origin of the web page that asks; null for none
    public record Occurrence(Instant madeAt, boolean dryRun, String actor, @Nullable String origin) {}

    /// All revisions, the oldest first, as part of the transaction that this is called in.
    public List<SavedRevision> all() {
        return table.saved();
    }

    /// Has the last of the revisions hold: as a new one, or, where none was ever set, together with those before it. A
    /// secret that cannot be opened here stays sealed, which health tells.
    ///
    /// @param revisions the oldest first
    /// @return JSON Pointers to what is set otherwise by it
    /// @throws ApiException if they cannot hold here, nothing changed
    public List<String> restore(List<SavedRevision> revisions, Occurrence occurrence) {
        if (revisions.isEmpty()) {
            return List.of();
        }
        if (!(table.opened(revisions.getLast().document()) instanceof ObjectNode document)) {
            throw new ApiException(Invalid.at("", "must be an object"));
        }
        var changed = live.change(_ -> document, wish(occurrence, true), Occasion.PATCH).changed();
        if (occurrence.dryRun()) {
            return changed;
        }
        if (Store.call(table::mark).equals(Mark.NONE)) {
            Store.run(() -> table.adopt(revisions));
            Store.run(live::refresh);
        } else if (!changed.isEmpty()) {
            live.change(_ -> document.deepCopy(), wish(occurrence, false), Occasion.PATCH);
        }
        return changed;
    }

    private static Wish wish(Occurrence occurrence, boolean dryRun) {
        return new Wish(
                null,
                dryRun,
                "from the backup of " + occurrence.madeAt(),
                occurrence.actor(),
                occurrence.origin());
    }
}
