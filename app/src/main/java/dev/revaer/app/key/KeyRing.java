package dev.revaer.app.key;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import dev.revaer.api.access.ApiKeys;
import dev.revaer.api.access.KeyHolder;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/// All keys in memory, as they were when the table was last read, and when each was last used.
public final class KeyRing implements ApiKeys {
    private final KeyTable table;
    private final Clock clock;
    private final Map<UUID, Instant> used = new ConcurrentHashMap<>();
    private volatile List<StoredKey> known = List.of();

    public KeyRing(DSLContext sql, Clock clock) {
        this.table = new KeyTable(sql);
        this.clock = clock;
    }

    /// Reads the keys into memory. What was read later is never replaced by what was read before.
    public synchronized void load() {
        known = table.all();
    }

    /// Compares with every key, each in constant time.
    @Override
    public @Nullable KeyHolder holder(String key) {
        var presented = KeySecret.digest(key);
        var now = clock.instant();
        @Nullable
        KeyHolder found = null;
        for (var candidate : known) {
            found = candidate.isOpenedBy(presented, now) ? candidate.holder() : found;
        }
        if (found != null) {
            used.put(found.id(), now);
        }
        return found;
    }

    /// Writes down when keys were last used; tried again at the next call if it fails.
    public void keepLastUse() {
        var taken = new HashMap<>(used);
        if (!taken.isEmpty()) {
            table.setLastUsed(taken);
            taken.forEach(used::remove);
        }
    }
}
