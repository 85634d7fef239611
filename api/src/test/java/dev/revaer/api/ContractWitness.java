package dev.revaer.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/// Holds every answer that a test sees against `openapi.json`: its status, its media type and its body.
final class ContractWitness {
    private static final JsonMapper JSON = new JsonMapper();
    /// Where a test run leaves word of what it has met.
    private static final Path MET = Path.of("target/contract-met");
    /// What the framework refuses before an operation is found.
    private static final Set<Integer> ANYWHERE = Set.of(404, 405, 406, 408, 413, 414, 415, 431, 500, 503);
    /// Its fake throws each error that there is.
    private static final String THROWN_AT_WILL = "removeTorrent";
    /// For people, or for tools that know it anyway.
    private static final Pattern PAGES = Pattern.compile("/docs(/.*)?|/openapi\\.json");
    private static final Set<String> DESCRIBED = Set.of("GET", "POST", "PUT", "PATCH", "DELETE");
    private static final ObjectNode DOCUMENT = document();
    private static final SchemaRegistry SCHEMAS = SchemaRegistry
            .withDefaultDialect(Dialects.getDraft202012());
    private static final List<Route> ROUTES = routes();
    private static final Map<String, Schema> KNOWN = new ConcurrentHashMap<>();
    private static final Set<String> SEEN = ConcurrentHashMap.newKeySet();

    private ContractWitness() {}

    private record Route(Pattern form, JsonNode item) {}

    static void see(HttpResponse<String> response) {
        see(response.request(), response.statusCode(), type(response), response.body());
    }

    private static void see(HttpRequest request, int status, String type, String body) {
        var path = request.uri().getRawPath();
        if (!DESCRIBED.contains(request.method()) || PAGES.matcher(path).matches()) {
            return;
        }
        var item = item(path);
        var operation = item == null ? null : item.get(request.method().toLowerCase(Locale.ROOT));
        if (operation == null) {
            assertThat(status).as("%s is described nowhere", request).satisfies(ContractWitness::isRefusal);
            return;
        }
        var id = operation.path("operationId").asString();
        var answer = operation.path("responses").path(String.valueOf(status));
        if (answer.isMissingNode()) {
            assertThat(ANYWHERE.contains(status) || id.equals(THROWN_AT_WILL))
                    .as("%s answered with a status that is not described: %s", id, body)
                    .isTrue();
            answer = operation.path("responses").path("default");
        }
        if (answer.has("$ref")) {
            answer = DOCUMENT.at(answer.get("$ref").asString().substring(1));
        }
        meet(id, status);
        var content = answer.path("content");
        if (content.isEmpty()) {
            assertThat(body).as("%s answered %d with a body", id, status).isEmpty();
            return;
        }
        assertThat(content.propertyNames()).as("media type of %s, %d", id, status).contains(type);
        if (type.endsWith("json") && !isCut(request)) {
            check(id + " " + status, content.path(type).path("schema"), body);
        }
    }

    private static void isRefusal(int status) {
        assertThat(status).isGreaterThanOrEqualTo(400);
    }

    /// With `fields` members are left out.
    private static boolean isCut(HttpRequest request) {
        var query = request.uri().getRawQuery();
        return query != null && query.contains("fields=");
    }

    private static void check(String what, JsonNode schema, String body) {
        var faults = KNOWN.computeIfAbsent(what, _ -> compiled(schema)).validate(JSON.readTree(body));
        assertThat(faults).as("%s drifts from openapi.json: %s", what, body).isEmpty();
    }

    private static Schema compiled(JsonNode schema) {
        var whole = JSON.createObjectNode();
        whole.set("components", DOCUMENT.get("components"));
        whole.set("allOf", JSON.createArrayNode().add(schema));
        return SCHEMAS.getSchema(whole);
    }

    /// Members that are not described are drift, too.
    private static ObjectNode document() {
        try {
            var document = (ObjectNode) JSON.readTree(Files.readString(Path.of("../openapi.json")));
            for (var schema : document.at("/components/schemas")) {
                close(schema);
            }
            return document;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void close(JsonNode schema) {
        if (schema instanceof ObjectNode object && object.has("properties")
                && !object.has("additionalProperties")) {
            object.put("additionalProperties", false);
        }
        schema.forEach(ContractWitness::close);
    }

    /// The most literal first, as the router has them.
    private static List<Route> routes() {
        var routes = new ArrayList<Route>();
        DOCUMENT.path("paths")
                .propertyStream()
                .sorted((a, b) -> Integer.compare(rank(a.getKey()), rank(b.getKey())))
                .forEach(path -> routes.add(new Route(form(path.getKey()), path.getValue())));
        return routes;
    }

    private static int rank(String path) {
        return path.endsWith("}") ? path.split("\\{", -1).length * 2 : path.split("\\{", -1).length * 2 - 1;
    }

    private static Pattern form(String path) {
        return Pattern.compile(path.replace(".", "\\.").replaceAll("\\{[a-z]+}", "[^/]+"));
    }

    private static @Nullable JsonNode item(String path) {
        return ROUTES.stream()
                .filter(route -> route.form().matcher(path).matches())
                .map(Route::item)
                .findFirst()
                .orElse(null);
    }

    private static String type(HttpResponse<String> response) {
        return response.headers().firstValue("Content-Type").orElse("").replaceAll(";.*", "");
    }

    private static void meet(String operation, int status) {
        var met = operation + " " + status;
        if (SEEN.add(met)) {
            try {
                Files.createDirectories(MET);
                Files.writeString(MET.resolve(met), "");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
