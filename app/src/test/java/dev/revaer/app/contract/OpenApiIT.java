package dev.revaer.app.contract;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

import dev.revaer.app.ServiceFixture;
import dev.revaer.app.database.DatabaseFixture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/// Keeps `openapi.json` at the root what the service serves. `mvn verify -Dopenapi.write` writes it anew.
class OpenApiIT {
    private static final Path CONTRACT = Path.of("../openapi.json");
    /// What there is for people and for tools that know it anyway.
    private static final Set<String> PAGES = Set.of(
            "GET /docs",
            "GET /docs/{file}",
            "GET /openapi.json",
            "GET /openapi.json.yaml",
            "GET /openapi.yaml");

    @TempDir
    static Path directory;

    private static ServiceFixture service;
    private static JsonNode contract;

    @BeforeAll
    static void start() throws Exception {
        service = ServiceFixture.start(directory.toRealPath(), DatabaseFixture.freshDatabase());
        if (System.getProperty("openapi.write") != null) {
            Files.writeString(CONTRACT, served() + "\n");
        }
        contract = JsonMapper.shared().readTree(Files.readString(CONTRACT));
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void servesTheContractThatIsCheckedIn() throws Exception {
        assertThat(served().strip()).as("openapi.json has drifted; mvn verify -Dopenapi.write writes it")
                .isEqualTo(Files.readString(CONTRACT).strip());
    }

    @Test
    void describesWhatTheRouterHasAndNothingElse() {
        var routes = new TreeSet<String>();
        service.bean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .keySet()
                .forEach(mapping -> {
                    for (var method : mapping.getMethodsCondition().getMethods()) {
                        for (var path : mapping.getPatternsCondition().getPatterns()) {
                            routes.add(method + " " + path.getPatternString());
                        }
                    }
                });
        routes.removeAll(PAGES);

        assertThat(operations().keySet()).containsExactlyInAnyOrderElementsOf(routes);
    }

    @Test
    void saysWhatAClientGeneratorNeeds() {
        var ids = new HashSet<String>();
        operations().forEach((route, operation) -> {
            assertThat(ids.add(operation.path("operationId").asString())).as(route).isTrue();
            assertThat(operation.path("summary").asString()).as(route).isNotBlank();
            assertThat(operation.path("description").asString()).as(route).isNotBlank();
            assertThat(operation.path("tags")).as(route).hasSize(1);
            for (var parameter : operation.path("parameters")) {
                var name = route + " " + parameter.path("name").asString();
                assertThat(parameter.path("description").asString()).as(name).isNotBlank();
                assertThat(isLoose(parameter.path("schema"))).as(name).isFalse();
            }
            for (var body : operation.at("/requestBody/content")) {
                assertThat(isLoose(body.path("schema"))).as(route).isFalse();
            }
            assertThat(operation.path("responses").propertyNames()).as(route)
                    .contains("default")
                    .anyMatch(status -> status.startsWith("2"));
        });
    }

    @Test
    void showsWhatIsSentAndAnswered() {
        operations().forEach((route, operation) -> {
            var bodies = new ArrayList<JsonNode>();
            bodies.add(operation.at("/requestBody/content/application~1json"));
            operation.path("responses")
                    .propertyStream()
                    .filter(answer -> answer.getKey().startsWith("2"))
                    .forEach(answer -> bodies.add(answer.getValue().at("/content/application~1json")));
            for (var body : bodies) {
                assertThat(body.isMissingNode() || body.has("example"))
                        .as("examples.json of the room has none for %s", route)
                        .isTrue();
            }
        });
    }

    @Test
    void describesNoSchemaLoosely() {
        var schemas = contract.at("/components/schemas");

        assertThat(schemas.propertyNames()).contains("Problem", "TorrentAnswer", "TorrentPage", "AddRequest");
        schemas.propertyStream().forEach(schema -> {
            assertThat(schema.getValue().path("properties").isEmpty()).as(schema.getKey()).isFalse();
            schema.getValue()
                    .path("properties")
                    .propertyStream()
                    .forEach(
                            member -> assertThat(isLoose(member.getValue()))
                                    .as(schema.getKey() + "." + member.getKey())
                                    .isFalse());
        });
    }

    private static boolean isLoose(JsonNode schema) {
        var isNothing = Stream.of("type", "$ref", "anyOf", "oneOf").noneMatch(schema::has);
        return isNothing
                || (schema.path("type").asString("").equals("array") && isLoose(schema.path("items")));
    }

    private static Map<String, JsonNode> operations() {
        var operations = new TreeMap<String, JsonNode>();
        contract.path("paths").propertyStream().forEach(path -> {
            path.getValue()
                    .propertyStream()
                    .forEach(
                            operation -> operations.put(
                                    operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(),
                                    operation.getValue()));
        });
        return operations;
    }

    private static String served() throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create(service.options().url() + "/openapi.json"))
                    .build();
            var answer = client.send(request, BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
            return answer.body();
        }
    }
}
