package dev.revaer.api.contract;

import java.util.List;

import dev.revaer.api.access.RouteNeeds;
import dev.revaer.api.access.RouteNeeds.Need;
import dev.revaer.api.problem.Problem;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem.HttpMethod;
import io.swagger.v3.oas.models.SpecVersion;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springframework.http.server.PathContainer;

/// Completes the description that springdoc reads off the controllers.
public final class Contract implements GlobalOpenApiCustomizer {
    private static final String BEARER = "bearer";
    private static final String HEADER = "header";
    private static final String SETUP_TOKEN = "setupToken";
    private static final int LONGEST_KEY = 255;

    @Override
    public void customise(OpenAPI api) {
        api.info(
                new Info().title("Revaer")
                        .version("1")
                        .description(
                                "A headless BitTorrent service. Every error is a problem document (RFC 9457)."));
        api.servers(List.of());
        api.getComponents()
                .addSecuritySchemes(
                        BEARER,
                        new SecurityScheme().type(SecurityScheme.Type.HTTP).scheme("bearer"))
                .addSecuritySchemes(
                        HEADER,
                        new SecurityScheme().type(SecurityScheme.Type.APIKEY)
                                .in(SecurityScheme.In.HEADER)
                                .name("X-Revaer-Api-Key"))
                .addSecuritySchemes(
                        SETUP_TOKEN,
                        new SecurityScheme().type(SecurityScheme.Type.APIKEY)
                                .in(SecurityScheme.In.HEADER)
                                .name("X-Revaer-Setup-Token"));
        ModelConverters.getInstance(true)
                .readAll(new AnnotatedType(Problem.class))
                .forEach(api.getComponents()::addSchemas);
        EventSchemas.all().forEach(api.getComponents()::addSchemas);
        api.getPaths()
                .forEach(
                        (path, item) -> item.readOperationsMap()
                                .forEach((method, operation) -> complete(path, method, operation)));
    }

    /// The scope stands as the role that the key needs (OpenAPI 3.1, Security Requirement Object).
    private static void complete(String path, HttpMethod method, Operation operation) {
        switch (RouteNeeds.of(
                org.springframework.http.HttpMethod.valueOf(method.name()),
                PathContainer.parsePath(path))) {
            case Need.Key(var scope) -> {
                operation.addSecurityItem(new SecurityRequirement().addList(BEARER, scope.label()));
                operation.addSecurityItem(new SecurityRequirement().addList(HEADER, scope.label()));
            }
            case Need.OwnToken _ ->
                operation.addSecurityItem(new SecurityRequirement().addList(SETUP_TOKEN));
            case Need.Nothing _,Need.SetupDone _ -> {
                // for everybody
            }
        }
        if (method == HttpMethod.POST && !path.startsWith("/admin")) {
            operation.addParametersItem(idempotencyKey());
        }
        operation.getResponses()
                .addApiResponse(
                        "default",
                        new ApiResponse().description("A problem document")
                                .content(
                                        new Content().addMediaType(
                                                "application/problem+json",
                                                new MediaType().schema(
                                                        new Schema<>()
                                                                .$ref("#/components/schemas/Problem")))));
    }

    private static Parameter idempotencyKey() {
        var text = new Schema<String>(SpecVersion.V31);
        text.addType("string");
        text.setMinLength(1);
        text.setMaxLength(LONGEST_KEY);
        text.setPattern("^[!-~]+$");
        return new Parameter().name("Idempotency-Key")
                .in("header")
                .required(false)
                .description(
                        "Names the request, so that it is done once however often it is sent: the same key"
                                + " and request within 24 hours get the first answer again, with"
                                + " Idempotency-Replayed: true")
                .schema(text)
                .example("8e03978e-40d5-43dd-bc93-6894a57f9324");
    }
}
