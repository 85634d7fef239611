package dev.revaer.app.key;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import dev.revaer.api.access.Scope;
import dev.revaer.api.key.KeyCatalog.NewKey;
import dev.revaer.app.ServiceFixture;
import dev.revaer.app.database.DatabaseFixture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/// Every operation of `openapi.json` as callers with no key, too small a scope, and the right one see it.
@Timeout(120)
class ScopesIT {
    private static final Path CONTRACT = Path.of("../openapi.json");
    private static final Set<String> OPEN = Set.of("GET /health", "GET /livez", "GET /readyz");
    private static final Set<String> OWN_TOKEN = Set
            .of("POST /admin/setup/start", "POST /admin/setup/complete");

    private static final Map<Scope, String> KEYS = new EnumMap<>(Scope.class);
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @TempDir
    private static Path temp;
    private static ServiceFixture service;

    /// One operation.
    ///
    /// @param scope that the contract names; empty for none
    record Operation(String method, String path, String scope) {
        String address() {
            return path.replace("{hash}", "0".repeat(40)).replaceAll("\\{[^}]+}", "x");
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    @BeforeAll
    static void start() throws IOException {
        service = ServiceFixture.start(temp.toRealPath(), DatabaseFixture.freshDatabase());
    }

    @AfterAll
    static void stop() {
        CLIENT.shutdownNow();
        service.close();
    }

    static Stream<Operation> operations() throws IOException {
        return JsonMapper.shared()
                .readTree(Files.readString(CONTRACT))
                .path("paths")
                .propertyStream()
                .flatMap(
                        path -> path.getValue()
                                .propertyStream()
                                .map(
                                        method -> new Operation(
                                                method.getKey().toUpperCase(Locale.ROOT),
                                                path.getKey(),
                                                method.getValue().path("x-revaer-scope").asString(""))));
    }

    static Stream<Operation> guarded() throws IOException {
        return operations().filter(operation -> !operation.scope().isEmpty());
    }

    @Test
    void guardsAllButHealthAndTheSetup() throws IOException {
        var unguarded = operations().filter(operation -> operation.scope().isEmpty())
                .map(Operation::toString);

        assertThat(unguarded)
                .allMatch(operation -> OPEN.contains(operation) || OWN_TOKEN.contains(operation));
        assertThat(guarded().count()).isGreaterThan(40);
    }

    @ParameterizedTest
    @MethodSource("guarded")
    void letsInWhoHasTheScopeAndNobodyElse(Operation operation) throws Exception {
        var needed = Scope.valueOf(operation.scope().toUpperCase(Locale.ROOT));

        assertThat(ask(operation, "").problem()).isEqualTo("api-key-missing");
        assertThat(ask(operation, "rv_wrong").status()).isIn(401, 429);
        for (var held : Scope.values()) {
            var answer = ask(operation, KEYS.computeIfAbsent(held, ScopesIT::keyWith));
            if (held.compareTo(needed) < 0) {
                assertThat(answer.status()).as(held + " " + answer.json()).isEqualTo(403);
                assertThat(answer.problem()).isEqualTo("scope-missing");
                assertThat(answer.json().path("detail").asString()).contains("the scope " + needed.label());
            } else {
                assertThat(answer.status()).as(held + " " + answer.json()).isNotIn(401, 403, 429, 500);
            }
        }
    }

    private static String keyWith(Scope scope) {
        return service.bean(KeyIssuer.class).issue(new NewKey("test", Set.of(scope), null), "test").secret();
    }

    private record Head(int status, JsonNode json) {
        String problem() {
            return json.path("type").asString("").replaceFirst(".*/", "");
        }
    }

    /// With a body that no operation takes, so that nothing is changed. Of a stream only the head is read.
    private static Head ask(Operation operation, String key) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(service.options().url() + operation.address()))
                .header("Content-Type", "application/json")
                .method(operation.method(), BodyPublishers.ofString("[]"));
        if (!key.isEmpty()) {
            request.header("Authorization", "Bearer " + key);
        }
        var response = CLIENT.send(request.build(), BodyHandlers.ofInputStream());
        var isJson = response.headers().firstValue("Content-Type").orElse("").contains("json");
        try (var in = response.body()) {
            var text = isJson ? new String(in.readAllBytes(), StandardCharsets.UTF_8) : "null";
            return new Head(response.statusCode(), JsonMapper.shared().readTree(text));
        }
    }
}
