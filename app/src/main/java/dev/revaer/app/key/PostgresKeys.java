package dev.revaer.app.key;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.List;

import dev.revaer.api.access.ApiKeys;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

import static dev.revaer.app.database.schema.Tables.API_KEY;

/// API keys: 256 random bits each, of which only the SHA-256 is kept, in PostgreSQL and in memory.
public final class PostgresKeys implements ApiKeys {
    private static final String PREFIX = "rv_";
    private static final int KEY_BYTES = 32;

    private final DSLContext sql;
    private final SecureRandom random = new SecureRandom();
    private volatile List<Known> known = List.of();

    @SuppressWarnings("ArrayRecordComponent") // compared in constant time only
    private record Known(String label, byte[] digest) {}

    public PostgresKeys(DSLContext sql) {
        this.sql = sql;
    }

    /// Reads the keys into memory.
    public void load() {
        known = sql.select(API_KEY.LABEL, API_KEY.SECRET_SHA256)
                .from(API_KEY)
                .fetch(row -> new Known(row.get(API_KEY.LABEL), row.get(API_KEY.SECRET_SHA256)));
    }

    /// Compares with every key, each in constant time.
    @Override
    public @Nullable String label(String key) {
        var digest = digest(key);
        @Nullable
        String label = null;
        for (var candidate : known) {
            label = MessageDigest.isEqual(candidate.digest(), digest) ? candidate.label() : label;
        }
        return label;
    }

    /// Makes a new key in place of all others with its label.
    ///
    /// @return the key, which nobody will be able to read again
    public String replace(String label) {
        var bytes = new byte[KEY_BYTES];
        random.nextBytes(bytes);
        var key = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        sql.transaction(transaction -> {
            transaction.dsl().deleteFrom(API_KEY).where(API_KEY.LABEL.eq(label)).execute();
            transaction.dsl()
                    .insertInto(API_KEY)
                    .set(API_KEY.LABEL, label)
                    .set(API_KEY.SECRET_SHA256, digest(key))
                    .set(API_KEY.CREATED_AT, Instant.now())
                    .execute();
        });
        load();
        return key;
    }

    private static byte[] digest(String key) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
