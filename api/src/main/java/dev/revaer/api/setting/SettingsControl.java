package dev.revaer.api.setting;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Reads and changes the settings.
public interface SettingsControl {
    Config current();

    /// Merges a JSON merge patch (RFC 7396) into the settings, keeps the result and applies it.
    ///
    /// @param patch an object
    /// @throws dev.revaer.api.problem.ApiException with `Invalid` or `RevisionConflict`, nothing changed
    Change patch(JsonNode patch, Wish wish);

    /// Makes a new revision with the settings of an old one.
    ///
    /// @throws dev.revaer.api.problem.ApiException with `RevisionNotFound`, or as [#patch]
    Change restore(long revision, Wish wish);

    /// The newest first.
    ///
    /// @param before only those older than this revision; null for the newest of all
    List<Revision> revisions(@Nullable Long before, int limit);

    /// One of the revisions.
    ///
    /// @throws dev.revaer.api.problem.ApiException with `RevisionNotFound`
    RevisionDetail revision(long revision);

    /// What the settings may be, as JSON Schema.
    JsonNode schema();

    /// What the session really runs with.
    Effective effective();

    /// One revision, with every field of every section. Secrets are masked.
    record Config(long revision, JsonNode settings) {}

    /// How a change is wanted.
    ///
    /// @param expected the revision it was made for; null for any
    /// @param dryRun whether it is only to be checked
    /// @param reason kept with the revision
    /// @param actor who asks, for the audit log
    /// @param origin of the page that asks, if it is of another origin than the service; null for none
    record Wish(
            @Nullable Long expected,
            boolean dryRun,
            @Nullable String reason,
            String actor,
            @Nullable String origin) {}

    /// What came of a change.
    ///
    /// @param revision that holds now
    /// @param settings as they are then, secrets masked
    /// @param changed JSON Pointers to the settings that differ from before
    /// @param restartRequired those of them that hold only once Revaer is started again
    /// @param dryRun whether nothing was kept
    /// @param notApplied why somebody does not run by the settings yet, though they are kept; null if all do
    record Change(
            long revision,
            JsonNode settings,
            List<String> changed,
            List<String> restartRequired,
            boolean dryRun,
            @Nullable String notApplied) {}

    /// Who changed what.
    ///
    /// @param restoredFrom the revision whose settings these are; null if they were new
    /// @param changes `[{pointer, before, after}]`, secrets masked
    record Revision(
            long revision,
            Instant at,
            String actor,
            @Nullable String reason,
            @Nullable Long restoredFrom,
            JsonNode changes) {}

    /// A revision with all its settings, secrets masked.
    record RevisionDetail(Revision revision, JsonNode settings) {}

    /// What the session really runs with.
    ///
    /// @param revision of the settings that hold
    record Effective(long revision, List<EffectiveItem> items) {}

    /// One of libtorrent's own settings.
    ///
    /// @param name in libtorrent's manual
    /// @param wanted as the settings say
    /// @param running as libtorrent answers
    /// @param why they differ; null if they do not
    record EffectiveItem(String name, String wanted, String running, @Nullable String why) {}

    /// Some revisions.
    ///
    /// @param next to be given as `before` for those that are older; null if these are the oldest
    record RevisionPage(List<Revision> items, @Nullable Long next) {}
}
