package dev.revaer.api.contract;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.Encoding;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import org.jspecify.annotations.Nullable;

/// What may be sent: members that are not known are refused, and an absent one is as good as null.
final class RequestBodies {
    private static final String SCHEMAS = "#/components/schemas/";
    private static final String JSON = "application/json";
    /// What cannot be left out, by schema.
    private static final Map<String, List<String>> REQUIRED = Map.ofEntries(
            Map.entry("ActionRequest", List.of("action")),
            Map.entry("CreateRequest", List.of("path")),
            Map.entry("KeyRequest", List.of("label", "scopes")),
            Map.entry("MoveRequest", List.of("downloadDir")),
            Map.entry("PeerAddress", List.of("address")),
            Map.entry("PriorityRequest", List.of("index", "priority")),
            Map.entry("RenameRequest", List.of("to")),
            Map.entry("TrackerEdit", List.of("url")),
            Map.entry("TrackerEntry", List.of("url")),
            Map.entry("TrackersRequest", List.of("trackers")),
            Map.entry("WebSeedsRequest", List.of("webSeeds")));

    private RequestBodies() {}

    static void into(OpenAPI api) {
        var schemas = api.getComponents().getSchemas();
        var reached = new HashSet<String>();
        api.getPaths()
                .values()
                .stream()
                .flatMap(item -> item.readOperations().stream())
                .filter(operation -> operation.getRequestBody() != null)
                .flatMap(operation -> operation.getRequestBody().getContent().values().stream())
                .forEach(content -> reach(content.getSchema(), schemas, reached));
        reached.forEach(name -> {
            var schema = Objects.requireNonNull(schemas.get(name));
            if (schema.getProperties() != null) {
                schema.setAdditionalProperties(false);
                require(schema, REQUIRED.getOrDefault(name, List.of()));
            }
        });
    }

    /// OpenAPI has one operation for a path and method: the upload is another form of the body.
    static void addUpload(Operation operation) {
        if (!"addTorrent".equals(operation.getOperationId())) {
            return;
        }
        var torrent = EventSchemas.typed("string");
        torrent.setFormat("binary");
        torrent.setDescription("The .torrent");
        var form = EventSchemas.typed("object");
        form.addProperty("torrent", torrent);
        form.addProperty("options", new Schema<>().$ref(SCHEMAS + "AddRequest"));
        form.required(List.of("torrent"));
        form.setDescription("options: as in JSON, without magnet, url and metainfo");
        operation.getRequestBody()
                .getContent()
                .addMediaType(
                        "multipart/form-data",
                        new MediaType().schema(form)
                                .addEncoding("options", new Encoding().contentType(JSON)));
    }

    /// An example of the JSON.
    static void show(Content content, Object example) {
        content.forEach((type, body) -> {
            if (type.endsWith("json")) {
                body.example(example);
            }
        });
    }

    private static void require(Schema<?> schema, List<String> required) {
        schema.setRequired(required.isEmpty() ? null : new ArrayList<>(required));
        required.forEach(name -> {
            var member = Objects.requireNonNull((Schema<?>) schema.getProperties().get(name), name);
            if (member.getTypes() != null) {
                member.getTypes().remove("null");
            }
        });
    }

    @SuppressWarnings("rawtypes") // as swagger's models are
    private static void reach(@Nullable Schema<?> schema, Map<String, Schema> schemas, Set<String> reached) {
        if (schema == null) {
            return;
        }
        if (schema.get$ref() != null) {
            var name = schema.get$ref().substring(SCHEMAS.length());
            if (reached.add(name)) {
                reach(schemas.get(name), schemas, reached);
            }
            return;
        }
        reach(schema.getItems(), schemas, reached);
        if (schema.getProperties() != null) {
            schema.getProperties().values().forEach(member -> reach(member, schemas, reached));
        }
        if (schema.getAnyOf() != null) {
            schema.getAnyOf().forEach(choice -> reach(choice, schemas, reached));
        }
    }
}
