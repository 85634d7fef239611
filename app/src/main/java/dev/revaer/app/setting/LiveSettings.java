package dev.revaer.app.setting;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import dev.revaer.api.problem.ApiError.RevisionConflict;
import dev.revaer.api.problem.ApiException;
import dev.revaer.api.setting.SettingsControl;
import dev.revaer.app.audit.AuditTable;
import dev.revaer.app.database.Store;
import dev.revaer.app.document.Documents;
import dev.revaer.app.setting.SettingsTable.Revision;
import dev.revaer.engine.event.Event;
import dev.revaer.engine.event.EventBus;
import dev.revaer.engine.event.EventData.SettingsChanged;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The settings that hold. A change is kept and told in one transaction and then handed to all who run by them, one
/// change at a time.
public final class LiveSettings implements SettingsControl {
    private static final Logger LOG = LoggerFactory.getLogger(LiveSettings.class);

    private final SettingsTable table;
    private final EventBus bus;
    private final AuditTable audit;
    private final List<Consumer<Settings>> users = new CopyOnWriteArrayList<>();
    private volatile Known known;

    private record Known(Revision revision, Settings settings) {}

    /// Reads the revision that holds. One that cannot be read, having been written by another Revaer or by hand, gives
    /// way to the defaults until it is set right.
    public LiveSettings(SettingsTable table, EventBus bus, AuditTable audit) {
        this.table = table;
        this.bus = bus;
        this.audit = audit;
        var last = table.last();
        this.known = last == null ? new Known(nothingSet(0), Settings.USUAL) : read(last);
    }

    /// The snapshot that holds now.
    public Settings now() {
        return known.settings();
    }

    /// Hands the settings to somebody who runs by them, now and after each change.
    public synchronized void follow(Consumer<Settings> user) {
        users.add(user);
        user.accept(now());
    }

    @Override
    public Config current() {
        return config(known);
    }

    @Override
    public synchronized Config patch(JsonNode patch, @Nullable Long expected, String actor) {
        var before = known;
        if (expected != null && expected != before.revision().number()) {
            throw new ApiException(new RevisionConflict(before.revision().number()));
        }
        var set = SettingsDocument
                .merge(before.revision().set(), SettingsDocument.unmasked((ObjectNode) patch));
        var settings = SettingsDocument.read(set);
        var changed = SettingsDocument.changed(
                SettingsDocument.whole(before.revision().set()),
                SettingsDocument.whole(set));
        if (changed.isEmpty()) {
            return config(before);
        }
        var next = new Known(new Revision(before.revision().number() + 1, set), settings);
        Store.await(
                bus.commit(
                        Event.of(new SettingsChanged(next.revision().number(), changed)),
                        () -> {
                            table.insert(next.revision(), Instant.now(), actor);
                            note(changed, before, next, actor);
                        }));
        known = next;
        handOut(settings);
        return config(next);
    }

    private void note(List<String> changed, Known before, Known after, String actor) {
        var old = SettingsDocument.masked(SettingsDocument.whole(before.revision().set()));
        var fresh = SettingsDocument.masked(SettingsDocument.whole(after.revision().set()));
        var detail = new LinkedHashMap<String, Object>();
        for (var pointer : changed) {
            detail.put(pointer, Map.of("before", old.at(pointer), "after", fresh.at(pointer)));
        }
        audit.insert(actor, "settings.change", String.valueOf(after.revision().number()), detail);
    }

    /// One who fails does not keep the others from hearing.
    private void handOut(Settings settings) {
        @Nullable
        RuntimeException failure = null;
        for (var user : users) {
            try {
                user.accept(settings);
            } catch (RuntimeException e) {
                LOG.atError().setCause(e).log("settings were kept but not applied everywhere");
                failure = e;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private static Known read(Revision revision) {
        try {
            return new Known(revision, SettingsDocument.readKept(revision.set()));
        } catch (ApiException e) {
            LOG.atError()
                    .addKeyValue("revision", revision.number())
                    .addKeyValue("fault", e.error())
                    .log("the settings cannot be read; the defaults hold");
            return new Known(nothingSet(revision.number()), Settings.USUAL);
        }
    }

    private static Revision nothingSet(long number) {
        return new Revision(number, Documents.STRICT.createObjectNode());
    }

    private static Config config(Known known) {
        var whole = SettingsDocument.whole(known.revision().set());
        return new Config(known.revision().number(), SettingsDocument.masked(whole));
    }
}
