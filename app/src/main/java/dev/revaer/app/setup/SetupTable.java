package dev.revaer.app.setup;

import java.security.MessageDigest;
import java.time.Instant;

import dev.revaer.api.problem.ApiError.AccessError.SetupDone;
import dev.revaer.api.problem.ApiError.AccessError.SetupTokenExpired;
import dev.revaer.api.problem.ApiError.AccessError.SetupTokenUnknown;
import dev.revaer.api.problem.ApiException;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

import static dev.revaer.app.database.schema.Tables.SETUP;

/// The one row of the table `setup`.
public final class SetupTable {
    private final DSLContext sql;

    public SetupTable(DSLContext sql) {
        this.sql = sql;
    }

    public boolean isCompleted() {
        return sql.select(SETUP.COMPLETED_AT).from(SETUP).fetchSingle(SETUP.COMPLETED_AT) != null;
    }

    /// Keeps a token in place of the one before.
    ///
    /// @throws ApiException with [SetupDone]
    void putToken(byte[] digest, Instant expiresAt) {
        var changed = sql.update(SETUP)
                .set(SETUP.TOKEN_SHA256, digest)
                .set(SETUP.TOKEN_EXPIRES_AT, expiresAt)
                .where(SETUP.COMPLETED_AT.isNull())
                .execute();
        if (changed == 0) {
            throw new ApiException(new SetupDone());
        }
    }

    /// Makes sure that a token is the one that is taken now; with a lock on it for the transaction around it.
    ///
    /// @throws ApiException with [SetupDone], [SetupTokenUnknown] or [SetupTokenExpired]
    void check(byte @Nullable [] digest, Instant now) {
        var row = sql.selectFrom(SETUP).forUpdate().fetchSingle();
        if (row.getCompletedAt() != null) {
            throw new ApiException(new SetupDone());
        }
        var expiresAt = row.getTokenExpiresAt();
        if (digest == null || expiresAt == null || !MessageDigest.isEqual(row.getTokenSha256(), digest)) {
            throw new ApiException(new SetupTokenUnknown());
        }
        if (!now.isBefore(expiresAt)) {
            throw new ApiException(new SetupTokenExpired());
        }
    }

    /// From now on it is set up and no token is taken.
    void complete(Instant now) {
        sql.update(SETUP)
                .set(SETUP.COMPLETED_AT, now)
                .setNull(SETUP.TOKEN_SHA256)
                .setNull(SETUP.TOKEN_EXPIRES_AT)
                .where(SETUP.COMPLETED_AT.isNull())
                .execute();
    }
}
