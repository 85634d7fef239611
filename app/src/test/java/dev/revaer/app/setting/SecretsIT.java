package dev.revaer.app.setting;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Random;

import dev.revaer.app.ServiceClient;
import dev.revaer.app.ServiceFixture;
import dev.revaer.app.config.access.AccessOptions;
import dev.revaer.app.database.DatabaseAddress;
import dev.revaer.app.database.DatabaseFixture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/// Secrets in the settings: sealed in the database, whatever becomes of the key.
@Timeout(180)
class SecretsIT {
    private static final String CONFIG = "/v1/config";
    private static final String SECRET = "s3cret-of-the-proxy";
    private static final String PROXY = "{\"engine\": {\"network\": {\"proxy\": {\"type\": \"socks5\", "
            + "\"host\": \"127.0.0.1\", \"port\": 1080, \"username\": \"me\", \"password\": \"" + SECRET
            + "\", \"killSwitch\": false}}}}";
    private static final String PASSWORD = "/engine/network/proxy/password";

    private final String oneKey = key(1);
    private final String otherKey = key(2);

    @TempDir
    private Path temp;
    private DatabaseAddress database;
    private @Nullable ServiceFixture running;

    @BeforeEach
    void choose() {
        database = DatabaseFixture.freshDatabase();
    }

    @AfterEach
    void stop() {
        if (running != null) {
            running.close();
        }
    }

    @Test
    void standsNowhereInTheDatabaseInClear() throws Exception {
        start(AccessOptions.USUAL);
        assertThat(patch(PROXY)).isEqualTo(200);
        patch(PROXY.replace("1080", "1081").replace(SECRET, "********"));

        var dump = dump();

        assertThat(dump).contains("sealed:v1:", "127.0.0.1", "settings.change").doesNotContain(SECRET);
        assertThat(password()).isEqualTo(SECRET);
        var keyFile = temp.toRealPath().resolve("data/secret.key");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keyFile)))
                .isEqualTo("rw-------");
        assertThat(health().path("status").asString()).isEqualTo("up");
    }

    @Test
    void isReadAgainAfterARestart() throws Exception {
        start(AccessOptions.USUAL);
        patch(PROXY);

        start(AccessOptions.USUAL);

        assertThat(password()).isEqualTo(SECRET);
    }

    @Test
    void isSealedAnewWithANewKeyInAllRevisions() throws Exception {
        start(keys(oneKey, List.of()));
        patch(PROXY);
        patch("{\"engine\": {\"connections\": 77}}");
        var before = sealed();

        start(keys(otherKey, List.of(oneKey)));

        assertThat(password()).isEqualTo(SECRET);
        assertThat(sealed()).hasSize(2).doesNotContainAnyElementsOf(before);
        start(keys(otherKey, List.of()));
        assertThat(password()).isEqualTo(SECRET);
    }

    @Test
    void isLeftAloneWhenItsKeyIsLostAndReadAgainWhenItIsBack() throws Exception {
        start(keys(oneKey, List.of()));
        patch(PROXY);
        var before = sealed();

        start(keys(otherKey, List.of()));

        assertThat(password()).isEmpty();
        assertThat(health().path("status").asString()).isEqualTo("degraded");
        assertThat(health().path("detail").asString()).contains(PASSWORD);
        assertThat(health().path("remedy").asString()).contains("REVAER_SECRET_KEY_OLD");
        assertThat(client().get(CONFIG).at("/settings" + PASSWORD).asString()).isEqualTo("********");
        assertThat(patch("{\"engine\": {\"connections\": 77}}")).isEqualTo(200);
        assertThat(sealed()).containsOnly(before.getFirst());
        start(keys(otherKey, List.of(oneKey)));
        assertThat(password()).isEqualTo(SECRET);
        assertThat(health().path("status").asString()).isEqualTo("up");
    }

    @Test
    void canBeSetAnewWhenItsKeyIsLost() throws Exception {
        start(keys(oneKey, List.of()));
        patch(PROXY);
        start(keys(otherKey, List.of()));

        assertThat(patch(PROXY.replace(SECRET, "another"))).isEqualTo(200);

        assertThat(password()).isEqualTo("another");
        assertThat(service().bean(SettingsSecrets.class).health(service().bean(LiveSettings.class)).status())
                .isEqualTo("up");
    }

    @Test
    void isSealedAtTheStartIfItStoodInClear() throws Exception {
        start(AccessOptions.USUAL);
        patch(PROXY);
        execute(
                "update settings set document = jsonb_set(document, '{engine,network,proxy,password}', '\"plain-text\"')");

        start(AccessOptions.USUAL);

        assertThat(password()).isEqualTo("plain-text");
        assertThat(dump()).doesNotContain("plain-text");
    }

    @Test
    void mayNotLookSealed() throws Exception {
        start(AccessOptions.USUAL);

        var answer = client().patch(CONFIG, PROXY.replace(SECRET, "sealed:v1:00000000:AAAA"));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.at("/errors/0/pointer").asString()).isEqualTo(PASSWORD);
    }

    private void start(AccessOptions access) throws IOException {
        stop();
        running = ServiceFixture.start(temp.toRealPath(), database, access);
    }

    private ServiceFixture service() {
        return Objects.requireNonNull(running);
    }

    private static AccessOptions keys(String current, List<String> old) {
        return new AccessOptions(true, current, old);
    }

    private static String key(int seed) {
        var bytes = new byte[32];
        new Random(seed).nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    private @Nullable String password() {
        var proxy = service().bean(LiveSettings.class).now().engine().network().proxy();
        return proxy == null ? null : proxy.password();
    }

    private JsonNode health() throws IOException, InterruptedException {
        try (var client = client()) {
            return client.get("/health").at("/components/secrets");
        }
    }

    private int patch(String patch) throws IOException, InterruptedException {
        try (var client = client()) {
            return client.patch(CONFIG, patch).status();
        }
    }

    private ServiceClient client() throws IOException {
        return ServiceClient.of(service().options().url(), service().options().cliFile());
    }

    private List<String> sealed() {
        return service().sql()
                .fetch(
                        "select document #>> '{engine,network,proxy,password}' from settings order by revision")
                .getValues(0, String.class);
    }

    /// All rows of all tables as text.
    private String dump() {
        var tables = service().sql()
                .fetch("select table_name from information_schema.tables where table_schema = 'public'")
                .getValues(0, String.class);
        var dump = new StringBuilder();
        for (var table : tables) {
            service().sql()
                    .fetch("select t::text from \"" + table + "\" t")
                    .forEach(row -> dump.append(row.get(0)).append('\n'));
        }
        return dump.toString();
    }

    private void execute(String sql) throws SQLException {
        try (var connection = DriverManager
                .getConnection(database.jdbcUrl(), database.user(), database.password());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
