package dev.revaer.api.contract;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.revaer.api.access.RouteNeeds;
import dev.revaer.api.access.RouteNeeds.Need;
import dev.revaer.api.problem.Problem;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem.HttpMethod;
import io.swagger.v3.oas.models.SpecVersion;
import io.swagger.v3.oas.models.info.Contact;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import io.swagger.v3.oas.models.tags.Tag;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springframework.http.server.PathContainer;

/// Completes the description that springdoc reads off the controllers.
public final class Contract implements GlobalOpenApiCustomizer {
    private static final String BEARER = "bearer";
    private static final String HEADER = "header";
    private static final String SCOPE = "x-revaer-scope";
    private static final String SETUP_TOKEN = "setupToken";
    private static final String DESCRIPTION = """
            A headless BitTorrent service. Calls need an API key, as `Authorization: Bearer <key>` or \
            `X-Revaer-Api-Key: <key>`; each operation names the scope that its key must have, of which `admin` \
            includes `torrents` and `torrents` includes `read`.

            Every error is a problem document (RFC 9457): its `type` says what is wrong, its `errors` point at the \
            members of the body that are. Unknown parameters and members are refused. Members may be added to \
            answers; nothing else about them changes within this version.""";
    private static final Map<String, String> TAGS = new TreeMap<>(
            Map.ofEntries(
                    Map.entry("audit", "Who changed what"),
                    Map.entry("backup", "All that must not be lost, taken and given back"),
                    Map.entry("create", "New torrents made of content that lies here"),
                    Map.entry("events", "All that happens, as a stream and as a history"),
                    Map.entry("files", "The files and pieces of a torrent"),
                    Map.entry("fsops", "The way of finished downloads into the library"),
                    Map.entry("health", "How Revaer and its parts are"),
                    Map.entry("keys", "API keys"),
                    Map.entry("labels", "Categories and tags"),
                    Map.entry("logs", "What the service logs, as a stream"),
                    Map.entry("network", "Sockets, and peers that are banned"),
                    Map.entry("settings", "Settings and their revisions"),
                    Map.entry("setup", "The first key"),
                    Map.entry("stats", "Totals over all torrents"),
                    Map.entry("swarm", "Trackers, web seeds and peers of a torrent"),
                    Map.entry("torrents", "Torrents: added, listed, changed, removed")));

    private final Examples examples = Examples.load();

    @Override
    public void customise(OpenAPI api) {
        api.info(
                new Info().title("Revaer")
                        .version("1")
                        .description(DESCRIPTION)
                        .contact(new Contact().name("Revaer").url("https://revaer.dev"))
                        .license(new License().name("Apache License 2.0").identifier("Apache-2.0")));
        api.servers(List.of(new Server().url("/").description("Where this document is served")));
        api.tags(
                TAGS.entrySet()
                        .stream()
                        .map(tag -> new Tag().name(tag.getKey()).description(tag.getValue()))
                        .toList());
        addSecuritySchemes(api.getComponents());
        ModelConverters.getInstance(true)
                .readAll(new AnnotatedType(Problem.class))
                .forEach(api.getComponents()::addSchemas);
        EventSchemas.all().forEach(api.getComponents()::addSchemas);
        ErrorAnswers.into(api);
        api.getPaths()
                .forEach(
                        (path, item) -> item.readOperationsMap()
                                .forEach((method, operation) -> complete(path, method, operation)));
        RequestBodies.into(api);
        Vocabularies.into(api);
        describeChanges(api.getComponents());
    }

    /// They are kept as JSON, whose form no record tells.
    private static void describeChanges(Components components) {
        var revision = components.getSchemas().get("Revision");
        if (revision == null) {
            return;
        }
        var change = EventSchemas.typed("object");
        change.addProperty("pointer", EventSchemas.typed("string"));
        for (var value : List.of("before", "after")) {
            var any = EventSchemas.typed("null");
            List.of("array", "boolean", "number", "object", "string").forEach(any::addType);
            any.setItems(new Schema<>(SpecVersion.V31));
            change.addProperty(value, any);
        }
        change.required(List.of("pointer"));
        var changes = EventSchemas.typed("array");
        changes.setItems(change);
        changes.setDescription("What it changed; secrets are masked");
        revision.addProperty("changes", changes);
    }

    private static void addSecuritySchemes(Components components) {
        components
                .addSecuritySchemes(
                        BEARER,
                        new SecurityScheme().type(SecurityScheme.Type.HTTP)
                                .scheme("bearer")
                                .description("An API key"))
                .addSecuritySchemes(
                        HEADER,
                        new SecurityScheme().type(SecurityScheme.Type.APIKEY)
                                .in(SecurityScheme.In.HEADER)
                                .name("X-Revaer-Api-Key")
                                .description("An API key"))
                .addSecuritySchemes(
                        SETUP_TOKEN,
                        new SecurityScheme().type(SecurityScheme.Type.APIKEY)
                                .in(SecurityScheme.In.HEADER)
                                .name("X-Revaer-Setup-Token")
                                .description("The token that the setup is done with"));
    }

    /// Tools refuse roles at schemes without a list of them, so the scope stands beside.
    private void complete(String path, HttpMethod method, Operation operation) {
        var need = RouteNeeds.of(
                org.springframework.http.HttpMethod.valueOf(method.name()),
                PathContainer.parsePath(path));
        switch (need) {
            case Need.Key(var scope) -> {
                operation.addSecurityItem(new SecurityRequirement().addList(BEARER));
                operation.addSecurityItem(new SecurityRequirement().addList(HEADER));
                operation.addExtension(SCOPE, scope.label());
                describe(operation, "Needs a key with the scope `" + scope.label() + "`.");
            }
            case Need.OwnToken _ -> {
                operation.addSecurityItem(new SecurityRequirement().addList(SETUP_TOKEN));
                describe(operation, "Needs no key, as there may be none yet.");
            }
            case Need.Nothing _,Need.SetupDone _ -> describe(operation, "Needs no key.");
        }
        IdempotencyKeys.into(path, method, operation);
        PathParameters.into(operation);
        Vocabularies.into(operation);
        RequestBodies.addUpload(operation);
        ErrorAnswers.into(operation, need);
        examples.into(operation);
    }

    private static void describe(Operation operation, String need) {
        var told = operation.getDescription();
        operation.description(told == null || told.isBlank() ? need : told + "\n\n" + need);
    }
}
