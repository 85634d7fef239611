package dev.revaer.app.setting;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import dev.revaer.api.problem.ApiError.RevisionConflict;
import dev.revaer.api.problem.ApiException;
import dev.revaer.api.setting.SettingsControl.Wish;
import dev.revaer.app.audit.AuditTable;
import dev.revaer.app.database.Store;
import dev.revaer.app.directory.DownloadRoot;
import dev.revaer.app.document.Documents;
import dev.revaer.app.setting.SettingsTable.Mark;
import dev.revaer.app.setting.SettingsTable.Row;
import dev.revaer.engine.event.Event;
import dev.revaer.engine.event.EventBus;
import dev.revaer.engine.event.EventData.Failure;
import dev.revaer.engine.event.EventData.SettingsChanged;
import io.micrometer.core.instrument.Timer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The settings that hold. A change is kept and told in one transaction and then handed to all who run by them, one
/// change at a time; what others write into the database is taken over by [#refresh].
///
/// A revision that makes no sense, having been written by hand, is refused: the last good one stays in force.
public final class LiveSettings {
    private static final Logger LOG = LoggerFactory.getLogger(LiveSettings.class);
    private static final int TRIES = 3;
    /// How far back a start looks for a revision that makes sense.
    static final int LOOKS_BACK = 50;

    private final SettingsTable table;
    private final EventBus bus;
    private final AuditTable audit;
    private final Timer applied;
    private final DownloadRoot root;
    private final SettingsUsers users = new SettingsUsers();
    private volatile Known known;
    private volatile Mark seen = Mark.NONE;
    private volatile @Nullable Refusal refused;

    /// What holds.
    ///
    /// @param set what differs from the defaults
    record Known(long revision, ObjectNode set, Settings settings) {
        static final Known NOTHING_SET = new Known(
                0,
                Documents.STRICT.createObjectNode(),
                Settings.USUAL);

        ObjectNode whole() {
            return SettingsDocument.whole(set);
        }
    }

    /// What a change has made of the settings.
    ///
    /// @param changed JSON Pointers
    record Changed(Known known, List<String> changed) {}

    /// Reads the revision that holds.
    ///
    /// @param applied times how long a change takes from being asked for, or found, until all run by it
    public LiveSettings(
            SettingsTable table,
            EventBus bus,
            AuditTable audit,
            Timer applied,
            DownloadRoot root) {
        this.table = table;
        this.bus = bus;
        this.audit = audit;
        this.applied = applied;
        this.root = root;
        this.known = lastGood();
    }

    /// The snapshot that holds now.
    public Settings now() {
        return known.settings();
    }

    /// The revision that holds.
    public long revision() {
        return known().revision();
    }

    Known known() {
        return known;
    }

    @Nullable
    Refusal refused() {
        return refused;
    }

    /// Who does not run by the settings that hold, and why; null if all do.
    @Nullable
    String unapplied() {
        return users.failure();
    }

    /// Hands the settings to somebody who runs by them, now and after each change. He is handed the same settings again
    /// if somebody failed to take them.
    public synchronized void follow(Consumer<Settings> user) {
        users.add(user);
        user.accept(now());
    }

    /// Changes what is set.
    ///
    /// @throws ApiException with `Invalid` or `RevisionConflict`, nothing changed
    synchronized Changed change(UnaryOperator<ObjectNode> edit, Wish wish, Occasion occasion) {
        for (int tries = 1;; tries++) {
            try {
                return changeOnce(edit, wish, occasion);
            } catch (ApiException e) {
                if (wish.expected() != null || tries == TRIES || !(e.error() instanceof RevisionConflict)) {
                    throw e;
                }
                LOG.debug("another Revaer was faster; once more");
            }
        }
    }

    private Changed changeOnce(UnaryOperator<ObjectNode> edit, Wish wish, Occasion occasion) {
        var begun = System.nanoTime();
        Store.run(this::refresh);
        var before = known;
        if (wish.expected() != null && wish.expected() != before.revision()) {
            throw new ApiException(new RevisionConflict(before.revision()));
        }
        var set = edit.apply(before.set());
        var settings = SettingsReader.read(set);
        var changed = SettingsDocument.changed(before.whole(), SettingsDocument.whole(set));
        var immutable = before.settings().app().immutableKeys();
        new ImmutableKeys(immutable).refuse(changed);
        ImmutableKeys.requireKnown(immutable, settings.app().immutableKeys());
        settings.engine().directories().require(root, now().engine().directories());
        LockOut.refuse(before.settings(), settings, wish);
        if (changed.isEmpty() && !wish.dryRun()) {
            occasion.fact().run();
        }
        if (wish.dryRun() || changed.isEmpty()) {
            return new Changed(new Known(before.revision(), set, settings), changed);
        }
        var after = new Known(seen.revision() + 1, set, settings);
        keep(before, after, changed, wish, occasion);
        known = after;
        refused = null;
        users.tell(now());
        applied.record(Duration.ofNanos(System.nanoTime() - begun));
        return new Changed(after, changed);
    }

    private void keep(
            Known before,
            Known after,
            List<String> changed,
            Wish wish,
            Occasion occasion) {
        var changes = SettingsDocument.changes(
                changed,
                SettingsDocument.masked(before.whole()),
                SettingsDocument.masked(after.whole()));
        var row = new Row(
                new Mark(after.revision(), ""),
                Instant.now(),
                wish.actor(),
                wish.reason(),
                occasion.restoredFrom(),
                after.set(),
                changes,
                true);
        Store.await(bus.commit(Event.of(new SettingsChanged(after.revision(), changed)), () -> {
            try {
                seen = table.insert(row);
            } catch (DuplicateKeyException e) {
                throw new ApiException(new RevisionConflict(after.revision()), e);
            }
            table.prune(after.settings().app().revisionsKept());
            note(wish.actor(), after.revision(), changes);
            occasion.fact().run();
        }));
    }

    private void note(String actor, long revision, ArrayNode changes) {
        var detail = new LinkedHashMap<String, Object>();
        for (var change : changes) {
            detail.put(
                    change.path("pointer").asString(),
                    Map.of("before", change.path("before"), "after", change.path("after")));
        }
        audit.insert(actor, "settings.change", String.valueOf(revision), detail);
    }

    /// Takes over what was written into the database by others.
    synchronized void refresh() {
        if (table.mark().equals(seen)) {
            return;
        }
        var rows = table.rows(null, 1);
        if (rows.isEmpty()) {
            seen = Mark.NONE;
            refused = null;
            adopt(Known.NOTHING_SET, null);
            return;
        }
        var row = rows.getFirst();
        seen = row.mark();
        try {
            var read = read(row);
            read.settings().engine().directories().require(root, now().engine().directories());
            adopt(read, row);
            refused = null;
        } catch (ApiException e) {
            refuse(row, e);
        }
    }

    private void adopt(Known after, @Nullable Row row) {
        var before = known;
        known = after;
        var changed = SettingsDocument.changed(before.whole(), after.whole());
        if (!changed.isEmpty()) {
            LOG.atInfo()
                    .addKeyValue("revision", after.revision())
                    .addKeyValue("changed", changed)
                    .log("settings were changed in the database");
            users.tell(now());
            applied.record(age(row));
        }
        if (row != null && !row.isTold()) {
            tell(row, before, changed);
        }
    }

    private static Duration age(@Nullable Row row) {
        var age = row == null ? Duration.ZERO : Duration.between(row.at(), Instant.now());
        // written by hand, it may say anything
        return age.isNegative() || age.toHours() > 0 ? Duration.ZERO : age;
    }

    /// Of several services that see a row written by hand, one tells.
    private void tell(Row row, Known before, List<String> changed) {
        var revision = row.mark().revision();
        var changes = SettingsDocument.changes(
                changed,
                SettingsDocument.masked(before.whole()),
                SettingsDocument.masked(known.whole()));
        var _ = bus.commit(Event.of(new SettingsChanged(revision, changed)), () -> {
            if (!table.claim(revision, changes)) {
                throw new ApiException(new RevisionConflict(revision));
            }
            note(row.actor(), revision, changes);
        });
    }

    private void refuse(Row row, ApiException e) {
        var refusal = Refusal.of(row, e);
        refused = refusal;
        LOG.atError().addKeyValue("holds", known.revision()).log("{}", refusal);
        bus.publish(Event.of(new Failure(refusal + "; revision " + known.revision() + " stays in force")));
    }

    /// Hands the settings that hold once more to all, if somebody failed to take them or in any case.
    synchronized void applyAgain(boolean inAnyCase) {
        if (inAnyCase || users.failure() != null) {
            users.tell(now());
        }
    }

    private Known lastGood() {
        known = Known.NOTHING_SET;
        for (var row : table.rows(null, LOOKS_BACK)) {
            if (seen.equals(Mark.NONE)) {
                seen = row.mark();
            }
            try {
                return read(row);
            } catch (ApiException e) {
                if (refused == null) {
                    refuse(row, e);
                }
            }
        }
        return Known.NOTHING_SET;
    }

    private static Known read(Row row) {
        var settings = SettingsReader.read(row.document());
        return new Known(row.mark().revision(), (ObjectNode) row.document(), settings);
    }
}
