package dev.revaer.app.key;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import dev.revaer.api.access.Scope;
import dev.revaer.api.key.IssuedKey;
import dev.revaer.api.key.KeyCatalog.NewKey;
import dev.revaer.app.Patience;
import dev.revaer.app.ServiceClient;
import dev.revaer.app.ServiceFixture;
import dev.revaer.app.database.DatabaseAddress;
import dev.revaer.app.database.DatabaseFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/// Keys, rates and the audit log in the whole service.
@Timeout(120)
class KeyServiceIT {
    private static final Duration TAKES_EFFECT = Duration.ofSeconds(2);
    private static final String KEYS = "/admin/api-keys";

    @TempDir
    private Path temp;
    private DatabaseAddress database;
    private ServiceFixture service;
    private ServiceClient admin;

    @BeforeEach
    void start() throws IOException {
        database = DatabaseFixture.freshDatabase();
        service = ServiceFixture.start(temp.toRealPath(), database);
        admin = ServiceClient.of(service.options().url(), service.options().cliFile());
    }

    @AfterEach
    void stop() {
        admin.close();
        service.close();
    }

    @Test
    void issuesRotatesAndRevokesOverHttp() throws Exception {
        var issued = admin.post(KEYS, "{\"label\": \"tv\", \"scopes\": [\"read\"]}");
        assertThat(issued.status()).isEqualTo(201);
        var id = issued.at("/key/id").asString();
        var first = issued.at("/secret").asString();
        assertThat(status(first)).isEqualTo(200);

        var second = admin.post(KEYS + "/" + id + "/rotate", "{}").at("/secret").asString();
        assertThat(status(first)).isEqualTo(200);
        assertThat(status(second)).isEqualTo(200);
        var third = admin.post(KEYS + "/" + id + "/rotate", "{\"grace\": \"PT0S\"}").at("/secret").asString();
        assertThat(status(second)).isEqualTo(401);
        assertThat(status(third)).isEqualTo(200);

        assertThat(admin.delete(KEYS + "/" + id).status()).isEqualTo(204);
        assertThat(status(third)).isEqualTo(401);
    }

    @Test
    void refusesToRevokeTheLastAdminKeyAndSaysWhy() throws Exception {
        var id = admin.get(KEYS).at("/items/0/id").asString();

        var refused = admin.delete(KEYS + "/" + id);

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.problem()).isEqualTo("last-admin-key");
        assertThat(refused.at("/detail").asString()).contains("local command line", "issue another key");
        assertThat(admin.get(KEYS).status()).isEqualTo(200);
    }

    @Test
    void seesWithinTwoSecondsWhatPsqlHasRevoked() throws Exception {
        var issued = issue(Scope.READ);
        assertThat(status(issued.secret())).isEqualTo(200);

        execute("delete from api_key where id = '" + issued.key().id() + "'");

        assertEndsInTime(issued.secret());
    }

    @Test
    void seesWithinTwoSecondsWhatAnotherServiceHasRevokedAndIssued() throws Exception {
        var issued = issue(Scope.READ);
        var elsewhere = new KeyIssuer(
                service.sql(),
                new KeyRing(service.sql(), Clock.systemUTC()),
                Clock.systemUTC());

        elsewhere.revoke(issued.key().id(), "elsewhere");
        var fresh = elsewhere.issue(new NewKey("new", Set.of(Scope.READ), null), "elsewhere");

        assertEndsInTime(issued.secret());
        Patience.until("the new key to be known", () -> status(fresh.secret()) == 200);
    }

    @Test
    void endsAnOpenStreamWithinTwoSecondsOfTheRevocation() throws Exception {
        var issued = issue(Scope.READ);
        try (var client = client(issued.secret())) {
            var stream = client.lines("/v1/events");
            assertThat(stream.statusCode()).isEqualTo(200);
            var ended = CompletableFuture.supplyAsync(() -> {
                stream.body().forEach(_ -> {});
                return System.nanoTime();
            }, Thread::startVirtualThread);

            var begin = System.nanoTime();
            execute("delete from api_key where id = '" + issued.key().id() + "'");

            var end = ended.get(30, TimeUnit.SECONDS);
            assertThat(Duration.ofNanos(end - begin)).isLessThan(TAKES_EFFECT);
        }
    }

    @Test
    void showsTheLogWithoutSecretsUntilTheKeyIsRevoked() throws Exception {
        var issued = issue(Scope.ADMIN);
        try (var client = client(issued.secret())) {
            var lines = client.lines("/v1/logs?level=warn&logger=dev.revaer").body().iterator();
            var setup = "";
            while (!setup.contains("waits for its setup") && lines.hasNext()) {
                setup = lines.next();
            }
            assertThat(setup).contains("\"token\":\"***\"").doesNotContain("rvsetup_");
            LoggerFactory.getLogger("dev.revaer.test").warn("seen at once");
            var live = "";
            while (!live.contains("seen at once") && lines.hasNext()) {
                live = lines.next();
            }
            assertThat(live).contains("\"level\":\"warn\"", "\"logger\":\"dev.revaer.test\"");

            execute("delete from api_key where id = '" + issued.key().id() + "'");

            while (lines.hasNext()) {
                live = lines.next() + live;
            }
            assertThat(live).contains("event: end", "was revoked");
        }
    }

    @Test
    void goesOnTakingKeysWhileTheDatabaseIsAway() throws Exception {
        var issued = issue(Scope.READ);
        var beside = DatabaseFixture.freshDatabase();
        var name = database.jdbcUrl().replaceFirst(".*/([^/?]+).*", "$1");
        executeIn(beside, "alter database " + name + " allow_connections false");
        try {
            executeIn(
                    beside,
                    "select pg_terminate_backend(pid) from pg_stat_activity where datname = '" + name + "'");
            Patience.until(
                    "the database is missed",
                    () -> admin.get("/health")
                            .at("/components/database/status")
                            .asString()
                            .equals("degraded"));

            assertThat(status(issued.secret())).isEqualTo(200);
            assertThat(status("rv_wrong")).isEqualTo(401);
            assertThat(admin.get(KEYS).problem()).isEqualTo("database-away");
        } finally {
            executeIn(beside, "alter database " + name + " allow_connections true");
        }
        Patience.until("keys are listed again", () -> admin.get(KEYS).status() == 200);
    }

    @Test
    void writesDownLaterWhenAKeyWasUsed() throws Exception {
        var issued = issue(Scope.READ);
        status(issued.secret());

        Patience.until(
                "its last use",
                () -> admin.get(KEYS)
                        .at("/items")
                        .valueStream()
                        .anyMatch(
                                key -> key.path("id").asString().equals(issued.key().id().toString())
                                        && key.path("lastUsedAt").isString()));
    }

    @Test
    void holdsAKeyToTheRateOfTheSettingsAtOnce() throws Exception {
        var issued = issue(Scope.READ);
        admin.patch("/v1/config", "{\"api\": {\"rate\": {\"requestsPerSecond\": 1, \"burst\": 10}}}");

        try (var client = client(issued.secret())) {
            var first = client.get("/v1/tags").response().headers();
            assertThat(first.firstValue("X-RateLimit-Limit")).hasValue("10");
            assertThat(first.firstValue("X-RateLimit-Remaining")).hasValue("9");
            for (int i = 0; i < 12; i++) {
                client.get("/v1/tags");
            }
            var refused = client.get("/v1/tags");
            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.problem()).isEqualTo("too-many-requests");
            assertThat(refused.response().headers().firstValue("Retry-After")).hasValue("1");
        }
        assertThat(admin.get("/v1/tags").status()).isEqualTo(200);
    }

    @Test
    void refusesARateThatNobodyCouldSetBack() throws Exception {
        var answer = admin.patch("/v1/config", "{\"api\": {\"rate\": {\"burst\": 0}}}");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.at("/errors/0/pointer").asString()).isEqualTo("/api/rate/burst");
    }

    @Test
    void throttlesWrongKeysFromOneAddress() throws Exception {
        IntStream.range(0, 30).forEach(i -> assertThat(status("rv_wrong" + i)).isEqualTo(401));
        assertThat(status("rv_wrong")).isEqualTo(429);
        admin.patch("/v1/config", "{\"api\": {\"rate\": {\"failuresPerMinute\": 3}}}");
        IntStream.range(0, 3).forEach(i -> assertThat(status("rv_wrong" + i)).isEqualTo(401));

        assertThat(status("rv_wrong")).isEqualTo(429);
        assertThat(admin.get("/v1/tags").status()).isEqualTo(200);
    }

    @Test
    void notesChangesAndDenialsInTheAuditLogButNoSecrets() throws Exception {
        var issued = issue(Scope.READ);
        IntStream.range(0, 20).forEach(_ -> status("rv_guess"));
        try (var client = client(issued.secret())) {
            client.post("/v1/torrents", "{}");
        }
        admin.post(
                "/v1/torrents",
                "{\"magnet\": \"magnet:?xt=urn:btih:0123456789abcdef0123456789abcdef01234567\"}");
        admin.post("/v1/torrents/0123456789abcdef0123456789abcdef01234567/action", "{\"action\": \"pause\"}");

        Patience.until("the last change", () -> entries().toString().contains("actOnTorrent"));

        var entries = entries();
        assertThat(
                entries.valueStream()
                        .filter(entry -> entry.path("action").asString().equals("access.denied")))
                .hasSize(2);
        var text = entries.toString();
        assertThat(text).contains(
                "key.issue",
                "setup.complete",
                "addTorrent",
                "\"action\":\"pause\"",
                "scope-missing",
                "POST /v1/torrents",
                "api-key-unknown");
        assertThat(text).doesNotContain(issued.secret(), "rv_guess");
    }

    private JsonNode entries() throws IOException, InterruptedException {
        return admin.get("/v1/audit?limit=500").at("/items");
    }

    private void assertEndsInTime(String key) throws Exception {
        var begin = System.nanoTime();
        Patience.until("the end of the key", () -> status(key) == 401);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(TAKES_EFFECT);
    }

    private IssuedKey issue(Scope scope) {
        return service.bean(KeyIssuer.class).issue(new NewKey("test", Set.of(scope), null), "test");
    }

    private ServiceClient client(String key) {
        return ServiceClient.withKey(service.options().url(), key);
    }

    private int status(String key) {
        try (var client = client(key)) {
            return client.get("/v1/tags").status();
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private void execute(String statement) throws SQLException {
        executeIn(database, statement);
    }

    /// As psql would, beside the service's connections.
    private static void executeIn(DatabaseAddress where, String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(where.jdbcUrl(), where.user(), where.password());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
