package dev.revaer.app.setting;

import java.util.List;

import dev.revaer.api.problem.ApiError.RevisionNotFound;
import dev.revaer.api.problem.ApiException;
import dev.revaer.api.setting.SettingsControl;
import dev.revaer.app.database.Store;
import dev.revaer.app.setting.LiveSettings.Changed;
import dev.revaer.app.setting.SettingsTable.Row;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The settings as the API shows and takes them: secrets masked.
public final class SettingsAnswers implements SettingsControl {
    private final LiveSettings live;
    private final SettingsTable table;
    private final EffectiveSettings effective;

    public SettingsAnswers(LiveSettings live, SettingsTable table, EffectiveSettings effective) {
        this.effective = effective;
        this.live = live;
        this.table = table;
    }

    @Override
    public Config current() {
        var known = live.known();
        return new Config(known.revision(), SettingsDocument.masked(known.whole()));
    }

    @Override
    public Change patch(JsonNode patch, Wish wish) {
        return patch(patch, wish, Occasion.PATCH);
    }

    /// The same, with what else is to be kept in the same transaction, even if the settings stay as they are.
    ///
    /// @param fact runs in the transaction that keeps the revision, or by itself if there is none
    /// @return the revision that holds
    public long patch(JsonNode patch, String actor, Runnable fact) {
        var wish = new Wish(null, false, null, actor, null);
        return patch(patch, wish, new Occasion(null, fact)).revision();
    }

    private Change patch(JsonNode patch, Wish wish, Occasion occasion) {
        var unmasked = SettingsDocument.unmasked((ObjectNode) patch);
        return change(
                live.change(
                        set -> SettingsDocument.merge(set, SettingsDocument.recalled(unmasked, set)),
                        wish,
                        occasion),
                wish);
    }

    @Override
    public Change restore(long revision, Wish wish) {
        var kept = find(revision).document();
        // what was refused then is refused now
        SettingsReader.read(kept);
        return change(
                live.change(_ -> (ObjectNode) kept.deepCopy(), wish, Occasion.restoring(revision)),
                wish);
    }

    @Override
    public List<Revision> revisions(@Nullable Long before, int limit) {
        return Store.call(() -> table.rows(before, limit)).stream().map(SettingsAnswers::revision).toList();
    }

    @Override
    public RevisionDetail revision(long revision) {
        var row = find(revision);
        var set = row.document() instanceof ObjectNode object
                ? SettingsDocument.masked(SettingsDocument.whole(object))
                : row.document();
        return new RevisionDetail(revision(row), set);
    }

    @Override
    public JsonNode schema() {
        return SettingsSchema.document();
    }

    @Override
    public Effective effective() {
        return effective.of(live.known());
    }

    private Row find(long revision) {
        var row = Store.call(() -> table.row(revision));
        if (row == null) {
            throw new ApiException(new RevisionNotFound(revision));
        }
        return row;
    }

    private Change change(Changed made, Wish wish) {
        var known = made.known();
        return new Change(
                known.revision(),
                SettingsDocument.masked(known.whole()),
                made.changed(),
                SettingsSchema.restartRequired(made.changed()),
                wish.dryRun(),
                live.unapplied());
    }

    private static Revision revision(Row row) {
        return new Revision(
                row.mark().revision(),
                row.at(),
                row.actor(),
                row.reason(),
                row.restoredFrom(),
                row.changes());
    }
}
