package dev.revaer.app.label;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import dev.revaer.api.problem.ApiError.Invalid;
import dev.revaer.api.problem.ApiException;
import dev.revaer.app.audit.AuditTable;
import dev.revaer.app.database.Store;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/// The labels of one kind by name: the truth in a table, a copy in memory for readers.
final class Shelf<T> {
    private final String kind;
    private final int most;
    private final DSLContext sql;
    private final BiConsumer<LabelTable, T> keeping;
    private final BiConsumer<LabelTable, String> deleting;
    private volatile Map<String, T> labels = Map.of();

    /// @param kind for the audit log: `category`
    /// @param most labels there can be
    Shelf(
            String kind,
            int most,
            DSLContext sql,
            BiConsumer<LabelTable, T> keeping,
            BiConsumer<LabelTable, String> deleting) {
        this.kind = kind;
        this.most = most;
        this.sql = sql;
        this.keeping = keeping;
        this.deleting = deleting;
    }

    synchronized void load(Map<String, T> kept) {
        labels = Collections.unmodifiableMap(new TreeMap<>(kept));
    }

    Collection<T> all() {
        return labels.values();
    }

    @Nullable
    T find(@Nullable String name) {
        return name == null ? null : labels.get(name);
    }

    /// Keeps a label, in place of the one of its name.
    ///
    /// @param pointer to the name, for the error
    /// @throws ApiException with [Invalid] if there are too many
    synchronized void put(String name, T label, String pointer, String actor) {
        var before = labels.get(name);
        if (before == null && labels.size() >= most) {
            throw new ApiException(Invalid.at(pointer, "there are " + most + " already"));
        }
        if (label.equals(before)) {
            return;
        }
        change("put", name, actor, detail(before, label), table -> keeping.accept(table, label));
        labels = with(name, label);
    }

    /// Takes a label away, from its torrents first; meanwhile none can get it. Holds no lock while the torrents are
    /// seen to: they may wait for a label themselves.
    ///
    /// @return false if there is none of that name
    boolean delete(String name, String actor, Runnable fromTorrents) {
        var label = hide(name);
        if (label == null) {
            return false;
        }
        boolean isDone = false;
        try {
            fromTorrents.run();
            deleteIfHidden(name, label, actor);
            isDone = true;
        } finally {
            if (!isDone) {
                showAgain(name, label);
            }
        }
        return true;
    }

    private synchronized @Nullable T hide(String name) {
        var label = labels.get(name);
        if (label != null) {
            var left = new TreeMap<>(labels);
            left.remove(name);
            labels = Collections.unmodifiableMap(left);
        }
        return label;
    }

    /// Somebody may have made one of that name meanwhile.
    private synchronized void deleteIfHidden(String name, T label, String actor) {
        if (!labels.containsKey(name)) {
            change("delete", name, actor, detail(label, null), table -> deleting.accept(table, name));
        }
    }

    private synchronized void showAgain(String name, T label) {
        if (!labels.containsKey(name)) {
            labels = with(name, label);
        }
    }

    private void change(
            String verb,
            String name,
            String actor,
            Map<String, ?> detail,
            Consumer<LabelTable> fact) {
        Store.run(() -> sql.transaction(transaction -> {
            fact.accept(new LabelTable(transaction.dsl()));
            new AuditTable(transaction.dsl()).insert(actor, kind + "." + verb, name, detail);
        }));
    }

    private static Map<String, ?> detail(@Nullable Object before, @Nullable Object after) {
        var detail = new TreeMap<String, Object>();
        if (before != null) {
            detail.put("before", before);
        }
        if (after != null) {
            detail.put("after", after);
        }
        return detail;
    }

    private Map<String, T> with(String name, T label) {
        var after = new TreeMap<>(labels);
        after.put(name, label);
        return Collections.unmodifiableMap(after);
    }
}
