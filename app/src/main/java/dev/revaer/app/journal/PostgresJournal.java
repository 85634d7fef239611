package dev.revaer.app.journal;

import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import dev.revaer.api.event.EventFrames;
import dev.revaer.api.event.EventHistory;
import dev.revaer.app.database.schema.tables.records.EventRecord;
import dev.revaer.engine.InfoHash;
import dev.revaer.engine.TorrentState;
import dev.revaer.engine.event.EventJournal;
import dev.revaer.engine.event.EventType;
import dev.revaer.engine.event.NumberedEvent;
import dev.revaer.engine.event.Severity;
import dev.revaer.engine.event.Standing;
import org.jooq.DSLContext;
import org.jooq.JSON;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

import static dev.revaer.app.database.schema.Tables.EVENT;
import static dev.revaer.app.database.schema.Tables.EVENT_NUMBERING;

/// Keeps events in PostgreSQL, together with the facts they tell.
public final class PostgresJournal implements EventJournal, EventHistory {
    /// The server is going, full, busy or out of order, or wants the transaction again (PostgreSQL manual,
    /// appendix A): says nothing about the fact.
    private static final Set<String> TROUBLE = Set.of("08", "40", "53", "55", "57", "58");
    /// A row that only a newer Revaer understands is passed over.
    private static final List<String> KNOWN_TYPES = Arrays.stream(EventType.values())
            .map(EventType::label)
            .toList();

    private final DSLContext sql;
    private final EventFrames frames;
    private final TransactionTemplate transaction;
    private final TransactionTemplate savepoint;

    public PostgresJournal(DSLContext sql, PlatformTransactionManager transactions, EventFrames frames) {
        this.sql = sql;
        this.frames = frames;
        this.transaction = new TransactionTemplate(transactions);
        this.savepoint = new TransactionTemplate(transactions);
        this.savepoint.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    }

    @Override
    public long reserve(int count) {
        var end = Objects.requireNonNull(
                sql.update(EVENT_NUMBERING)
                        .set(EVENT_NUMBERING.NEXT_ID, EVENT_NUMBERING.NEXT_ID.plus(count))
                        .returning(EVENT_NUMBERING.NEXT_ID)
                        .fetchSingle(EVENT_NUMBERING.NEXT_ID));
        return end - count;
    }

    /// All at once, or, if one of them cannot be kept, one by one.
    @Override
    public List<Outcome> append(List<Entry> entries) {
        try {
            return inDoubtWithoutAnswer(() -> {
                var isNew = insert(entries);
                entries.stream()
                        .filter(entry -> isNew.contains(entry.id()))
                        .forEach(entry -> entry.fact().run());
                return Collections.nCopies(entries.size(), new Outcome.Kept());
            });
        } catch (RuntimeException e) {
            if (e instanceof InDoubt || isTrouble(e)) {
                throw e;
            }
            return inDoubtWithoutAnswer(() -> entries.stream().map(this::keep).toList());
        }
    }

    /// Runs a transaction. When all was done but the commit, whose answer is missing, nobody knows.
    private List<Outcome> inDoubtWithoutAnswer(Supplier<List<Outcome>> work) {
        var done = new AtomicReference<List<Outcome>>();
        try {
            transaction.executeWithoutResult(_ -> done.set(work.get()));
            return done.get();
        } catch (RuntimeException e) {
            throw done.get() == null ? e : new InDoubt(e);
        }
    }

    /// The event comes before its fact: if it is there, so is the fact.
    private Outcome keep(Entry entry) {
        try {
            savepoint.executeWithoutResult(_ -> {
                if (!insert(List.of(entry)).isEmpty()) {
                    entry.fact().run();
                }
            });
            return new Outcome.Kept();
        } catch (RuntimeException e) {
            if (isTrouble(e)) {
                throw e;
            }
            return new Outcome.Refused(e);
        }
    }

    private static boolean isTrouble(Throwable thrown) {
        for (@Nullable
        Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException refused && refused.getSQLState() != null) {
                return TROUBLE.contains(refused.getSQLState().substring(0, 2));
            }
        }
        return false;
    }

    /// Waits for a transaction that is about to keep the same ids, as one may be that was given up for lost.
    ///
    /// @return the ids that were not kept before
    private Set<Long> insert(List<Entry> entries) {
        return sql.insertInto(EVENT)
                .set(entries.stream().map(this::row).toList())
                .onConflict(EVENT.ID)
                .doNothing()
                .returningResult(EVENT.ID)
                .fetchSet(EVENT.ID);
    }

    private EventRecord row(Entry entry) {
        var event = entry.event();
        var infoHash = event.infoHash();
        var standing = event.standing();
        var state = standing == null ? null : standing.state();
        var row = new EventRecord();
        row.setId(entry.id());
        row.setType(event.data().type().label());
        row.setAt(event.at());
        row.setSeverity(event.data().severity().label());
        row.setInfoHash(infoHash == null ? null : infoHash.hex());
        row.setState(state == null ? null : state.label());
        row.setCategory(standing == null ? null : standing.category());
        row.setTags(standing == null ? null : standing.tags().toArray(new String[0]));
        row.setData(JSON.valueOf(frames.data(event.data())));
        return row;
    }

    @Override
    public List<NumberedEvent> after(long id, int limit) {
        return sql.selectFrom(EVENT)
                .where(EVENT.ID.gt(id).and(EVENT.TYPE.in(KNOWN_TYPES)))
                .orderBy(EVENT.ID)
                .limit(limit)
                .fetch(this::numbered);
    }

    @Override
    public List<KeptEvent> events(
            InfoHash infoHash,
            Set<EventType> types,
            @Nullable Long cursor,
            boolean isNewestFirst,
            int limit) {
        var labels = types.isEmpty() ? KNOWN_TYPES : types.stream().map(EventType::label).toList();
        var fitting = EVENT.INFO_HASH.eq(infoHash.hex()).and(EVENT.TYPE.in(labels));
        var unread = cursor == null
                ? fitting
                : fitting.and(isNewestFirst ? EVENT.ID.lt(cursor) : EVENT.ID.gt(cursor));
        return sql.selectFrom(EVENT)
                .where(unread)
                .orderBy(isNewestFirst ? EVENT.ID.desc() : EVENT.ID.asc())
                .limit(limit)
                .fetch(
                        row -> new KeptEvent(
                                row.getId(),
                                EventFrames.envelope(
                                        row.getId(),
                                        type(row),
                                        row.getAt(),
                                        severity(row),
                                        infoHash,
                                        row.getData().data())));
    }

    @Override
    public long prunedTo() {
        return Objects.requireNonNull(
                sql.select(EVENT_NUMBERING.PRUNED_TO)
                        .from(EVENT_NUMBERING)
                        .fetchSingle(EVENT_NUMBERING.PRUNED_TO));
    }

    /// Ids below are spoken for.
    public long nextId() {
        return Objects.requireNonNull(
                sql.select(EVENT_NUMBERING.NEXT_ID)
                        .from(EVENT_NUMBERING)
                        .fetchSingle(EVENT_NUMBERING.NEXT_ID));
    }

    /// The last that was kept; 0 for none.
    public long lastId() {
        return sql.select(DSL.max(EVENT.ID)).from(EVENT).fetchOptional(0, Long.class).orElse(0L);
    }

    /// Goes on from where another journal has got to: who has read that one up to here is told that he has missed
    /// something.
    ///
    /// @param id all below are spoken for there
    public void goOnFrom(long id) {
        var next = DSL.greatest(EVENT_NUMBERING.NEXT_ID, DSL.val(id));
        sql.update(EVENT_NUMBERING)
                .set(EVENT_NUMBERING.NEXT_ID, next)
                .set(EVENT_NUMBERING.PRUNED_TO, next.minus(1))
                .execute();
    }

    /// Deletes what is too old, and the oldest of what is too much.
    void prune(int keptEvents, Instant keptSince) {
        transaction.executeWithoutResult(_ -> {
            var tooMany = sql.select(EVENT.ID)
                    .from(EVENT)
                    .orderBy(EVENT.ID.desc())
                    .offset(keptEvents)
                    .limit(1)
                    .fetchOptional(EVENT.ID)
                    .orElse(0L);
            var tooOld = sql.select(DSL.max(EVENT.ID))
                    .from(EVENT)
                    .where(EVENT.AT.lt(keptSince))
                    .fetchOptional(0, Long.class)
                    .orElse(0L);
            var last = Math.max(tooMany, tooOld);
            if (last > 0) {
                sql.deleteFrom(EVENT).where(EVENT.ID.le(last)).execute();
                sql.update(EVENT_NUMBERING)
                        .set(
                                EVENT_NUMBERING.PRUNED_TO,
                                DSL.greatest(EVENT_NUMBERING.PRUNED_TO, DSL.val(last)))
                        .execute();
            }
        });
    }

    private NumberedEvent numbered(Record row) {
        var type = type(row);
        var hex = row.get(EVENT.INFO_HASH);
        var infoHash = hex == null ? null : new InfoHash(hex);
        var frame = frames.frame(
                row.get(EVENT.ID),
                type,
                row.get(EVENT.AT),
                severity(row),
                infoHash,
                row.get(EVENT.DATA).data());
        return new NumberedEvent(row.get(EVENT.ID), type, infoHash, standing(row), frame);
    }

    private static EventType type(Record row) {
        return Objects.requireNonNull(EventType.ofLabel(row.get(EVENT.TYPE)));
    }

    private static Severity severity(Record row) {
        return Severity.valueOf(row.get(EVENT.SEVERITY).toUpperCase(Locale.ROOT));
    }

    private static @Nullable Standing standing(Record row) {
        var tags = row.get(EVENT.TAGS);
        if (tags == null) {
            return null;
        }
        var state = row.get(EVENT.STATE);
        return new Standing(
                state == null ? null : TorrentState.ofLabel(state),
                row.get(EVENT.CATEGORY),
                Set.of(tags));
    }
}
