package dev.revaer.app.key;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import dev.revaer.api.access.Scope;
import dev.revaer.api.audit.AuditLog.Entry;
import dev.revaer.api.key.IssuedKey;
import dev.revaer.api.key.KeyCatalog.NewKey;
import dev.revaer.api.problem.ApiError;
import dev.revaer.api.problem.ApiError.AccessError.KeyNotFound;
import dev.revaer.api.problem.ApiError.AccessError.LastAdminKey;
import dev.revaer.api.problem.ApiError.AccessError.TooManyKeys;
import dev.revaer.api.problem.ApiException;
import dev.revaer.app.TestClock;
import dev.revaer.app.audit.AuditTable;
import dev.revaer.app.database.Database;
import dev.revaer.app.database.DatabaseFixture;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import static dev.revaer.app.database.schema.Tables.API_KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

@Execution(ExecutionMode.CONCURRENT)
@Timeout(60)
class KeyIssuerIT {
    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

    private final TestClock clock = new TestClock(NOW);
    private Database database;
    private DSLContext sql;
    private KeyRing ring;
    private KeyIssuer keys;

    @BeforeEach
    void open() {
        database = Database.open(DatabaseFixture.freshDatabase());
        sql = DSL.using(database.dataSource(), SQLDialect.POSTGRES);
        ring = new KeyRing(sql, clock);
        keys = new KeyIssuer(sql, ring, clock);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void knowsTheKeysItGaveOutAndNoOther() {
        var first = issue("first", Scope.READ);
        var second = issue("second", Scope.TORRENTS, Scope.READ);

        assertThat(ring.holder(first.secret())).isNotNull()
                .satisfies(holder -> assertThat(holder.label()).isEqualTo("first"))
                .satisfies(holder -> assertThat(holder.scopes()).containsExactly(Scope.READ));
        assertThat(second.key().scopes()).containsExactly(Scope.READ, Scope.TORRENTS);
        assertThat(ring.holder(first.secret() + "x")).isNull();
        assertThat(ring.holder("")).isNull();
        assertThat(first.secret()).matches("rv_[\\w-]{43}").isNotEqualTo(second.secret());
        assertThat(keys.keys()).extracting("label").containsExactlyInAnyOrder("first", "second");
    }

    @Test
    void knowsItsKeysAfterARestartOnceTheyAreLoaded() {
        var issued = issue("label", Scope.READ);
        var restarted = new KeyRing(sql, clock);

        assertThat(restarted.holder(issued.secret())).isNull();
        restarted.load();

        assertThat(restarted.holder(issued.secret())).isNotNull();
    }

    @Test
    void keepsNoSecretInClear() {
        var issued = issue("label", Scope.READ);
        var rotated = keys.rotate(issued.key().id(), Duration.ofHours(1), "me");

        var rows = sql.selectFrom(API_KEY).fetch().formatCSV() + new AuditTable(sql).entries(null, 10);

        assertThat(rows).contains("label")
                .doesNotContain(issued.secret().substring(3), rotated.secret().substring(3));
        assertThat(issued.toString()).doesNotContain(issued.secret());
    }

    @Test
    void takesTheOldSecretUntilTheGraceIsOver() {
        var issued = issue("label", Scope.READ);

        var rotated = keys.rotate(issued.key().id(), Duration.ofHours(24), "me");

        assertThat(rotated.key().oldSecretUntil()).isEqualTo(NOW.plus(Duration.ofHours(24)));
        clock.pass(Duration.ofHours(24).minusSeconds(1));
        assertThat(ring.holder(issued.secret())).isEqualTo(ring.holder(rotated.secret())).isNotNull();
        clock.pass(Duration.ofSeconds(1));
        assertThat(ring.holder(issued.secret())).isNull();
        assertThat(ring.holder(rotated.secret())).isNotNull();
        assertThat(keys.keys().getFirst().oldSecretUntil()).isNull();
    }

    @Test
    void takesTheOldSecretNoMoreWithoutGraceOrAfterASecondRotation() {
        var issued = issue("label", Scope.READ);
        var id = issued.key().id();

        var second = keys.rotate(id, Duration.ofHours(24), "me");
        var third = keys.rotate(id, Duration.ofHours(24), "me");

        assertThat(ring.holder(issued.secret())).isNull();
        assertThat(ring.holder(second.secret())).isNotNull();
        var fourth = keys.rotate(id, Duration.ZERO, "me");
        assertThat(ring.holder(second.secret())).isNull();
        assertThat(ring.holder(third.secret())).isNull();
        assertThat(ring.holder(fourth.secret())).isNotNull();
    }

    @Test
    void takesAKeyNoMoreOnceItHasExpired() {
        var issued = keys.issue(new NewKey("label", Set.of(Scope.READ), NOW.plusSeconds(60)), "me");
        var rotated = keys.rotate(issued.key().id(), Duration.ofHours(1), "me");

        clock.pass(Duration.ofSeconds(59));
        assertThat(ring.holder(rotated.secret())).isNotNull();
        clock.pass(Duration.ofSeconds(1));

        assertThat(ring.holder(rotated.secret())).isNull();
        assertThat(ring.holder(issued.secret())).isNull();
        assertThat(keys.keys()).extracting("expiresAt").containsExactly(NOW.plusSeconds(60));
    }

    @Test
    void revokesButTheLastAdminKeyThatLasts() {
        var admin = issue("admin", Scope.ADMIN);
        var reader = issue("reader", Scope.READ);
        keys.issue(new NewKey("passing", Set.of(Scope.ADMIN), NOW.plusSeconds(60)), "me");

        keys.revoke(reader.key().id(), "me");

        assertThat(ring.holder(reader.secret())).isNull();
        assertError(() -> keys.revoke(admin.key().id(), "me"), new LastAdminKey("admin"));
        assertThat(ring.holder(admin.secret())).isNotNull();
        issue("another", Scope.ADMIN);
        keys.revoke(admin.key().id(), "me");
        assertThat(ring.holder(admin.secret())).isNull();
    }

    @Test
    void leavesOneAdminKeyHoweverManyAreRevokedAtOnce() throws Exception {
        var ids = IntStream.range(0, 6).mapToObj(i -> issue("admin" + i, Scope.ADMIN).key().id()).toList();
        var refused = new AtomicInteger();

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            threads.invokeAll(ids.stream().map(id -> revoking(id, refused)).toList());
        }

        assertThat(refused).hasValue(1);
        assertThat(keys.keys()).hasSize(1);
    }

    @Test
    void knowsNoKeyThatIsGone() {
        var id = new UUID(1, 2);

        assertError(() -> keys.revoke(id, "me"), new KeyNotFound(id.toString()));
        assertError(() -> keys.rotate(id, Duration.ZERO, "me"), new KeyNotFound(id.toString()));
    }

    @Test
    void issuesNoMoreKeysThanEachRequestCanBeComparedWith() {
        IntStream.range(0, KeyIssuer.MOST_KEYS)
                .forEach(
                        i -> new KeyTable(sql).insert(
                                StoredKey.fresh(
                                        "key" + i,
                                        Set.of(Scope.READ),
                                        KeySecret.ofKey(),
                                        NOW,
                                        null)));

        assertError(() -> issue("one more", Scope.READ), new TooManyKeys(KeyIssuer.MOST_KEYS));
    }

    @Test
    void writesDownWhenKeysWereLastUsedInOneGo() {
        var used = issue("used", Scope.READ);
        issue("unused", Scope.READ);

        ring.holder(used.secret());
        clock.pass(Duration.ofSeconds(5));
        ring.holder(used.secret());
        assertThat(keys.keys()).extracting("lastUsedAt").containsOnlyNulls();
        ring.keepLastUse();

        assertThat(keys.keys()).extracting("label", "lastUsedAt")
                .contains(
                        tuple("used", NOW.plusSeconds(5)),
                        tuple("unused", null));
    }

    @Test
    void notesWhoDidWhatToWhichKey() {
        var issued = issue("label", Scope.TORRENTS);
        keys.rotate(issued.key().id(), Duration.ofHours(1), "me");
        keys.revoke(issued.key().id(), "you");

        assertThat(new AuditTable(sql).entries(null, 10))
                .extracting(Entry::actor, Entry::action, Entry::detail)
                .containsExactly(
                        tuple("you", "key.revoke", Map.of("label", "label", "scopes", "torrents")),
                        tuple(
                                "me",
                                "key.rotate",
                                Map.of("label", "label", "scopes", "torrents", "grace", "PT1H")),
                        tuple("me", "key.issue", Map.of("label", "label", "scopes", "torrents")));
    }

    private Callable<Boolean> revoking(UUID id, AtomicInteger refused) {
        return () -> {
            try {
                keys.revoke(id, "me");
                return true;
            } catch (ApiException e) {
                refused.incrementAndGet();
                return false;
            }
        };
    }

    private IssuedKey issue(String label, Scope... scopes) {
        return keys.issue(new NewKey(label, Set.copyOf(List.of(scopes)), null), "me");
    }

    private static void assertError(ThrowingCallable call, ApiError error) {
        assertThatExceptionOfType(ApiException.class).isThrownBy(call)
                .satisfies(e -> assertThat(e.error()).isEqualTo(error));
    }
}
