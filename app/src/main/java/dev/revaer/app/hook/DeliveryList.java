package dev.revaer.app.hook;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import dev.revaer.api.hook.Deliveries;
import dev.revaer.api.hook.DeliveryAnswer;
import dev.revaer.api.hook.DeliveryPage.Place;
import dev.revaer.api.problem.ApiError.DeliveryNotDead;
import dev.revaer.api.problem.ApiError.DeliveryNotFound;
import dev.revaer.api.problem.ApiException;
import dev.revaer.app.database.Store;
import dev.revaer.app.document.Documents;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

import static dev.revaer.app.database.schema.Tables.FSOPS_DELIVERY;

/// The deliveries as they are shown.
public final class DeliveryList implements Deliveries {
    private final DSLContext sql;
    private final DeliveryTable table;
    private final Hooks hooks;

    public DeliveryList(DSLContext sql, DeliveryTable table, Hooks hooks) {
        this.sql = sql;
        this.table = table;
        this.hooks = hooks;
    }

    @Override
    public List<DeliveryAnswer> list(@Nullable String state, @Nullable Place after, int limit) {
        var fitting = state == null ? DSL.noCondition() : FSOPS_DELIVERY.STATE.eq(state);
        var unseen = after == null
                ? DSL.noCondition()
                : DSL.row(FSOPS_DELIVERY.CREATED_AT, FSOPS_DELIVERY.ID).lt(after.createdAt(), after.id());
        return Store.call(
                () -> sql.selectFrom(FSOPS_DELIVERY)
                        .where(fitting.and(unseen))
                        .orderBy(FSOPS_DELIVERY.CREATED_AT.desc(), FSOPS_DELIVERY.ID.desc())
                        .limit(limit)
                        .fetch(DeliveryList::answer));
    }

    @Override
    public DeliveryAnswer retry(String text) {
        var id = id(text);
        var isRevived = Store.call(() -> table.revive(id, Instant.now()));
        var row = Store
                .call(() -> sql.selectFrom(FSOPS_DELIVERY).where(FSOPS_DELIVERY.ID.eq(id)).fetchOne());
        if (row == null) {
            throw new ApiException(new DeliveryNotFound(text));
        }
        if (!isRevived) {
            throw new ApiException(new DeliveryNotDead(text));
        }
        hooks.wake();
        return answer(row);
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new ApiException(new DeliveryNotFound(text), e);
        }
    }

    private static DeliveryAnswer answer(Record row) {
        var state = row.get(FSOPS_DELIVERY.STATE);
        return new DeliveryAnswer(
                row.get(FSOPS_DELIVERY.ID).toString(),
                row.get(FSOPS_DELIVERY.HOOK),
                state,
                row.get(FSOPS_DELIVERY.INFO_HASH),
                row.get(FSOPS_DELIVERY.ATTEMPTS),
                row.get(FSOPS_DELIVERY.CREATED_AT),
                state.equals("waiting") ? row.get(FSOPS_DELIVERY.NEXT_TRY_AT) : null,
                row.get(FSOPS_DELIVERY.ENDED_AT),
                row.get(FSOPS_DELIVERY.DETAIL),
                row.get(FSOPS_DELIVERY.OUTPUT),
                Documents.LENIENT.readTree(row.get(FSOPS_DELIVERY.BODY)));
    }
}
