package dev.revaer.api.contract;

import java.util.List;

import dev.revaer.api.problem.Problem;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;

/// Completes the description that springdoc reads off the controllers.
public final class Contract implements GlobalOpenApiCustomizer {
    private static final String BEARER = "bearer";
    private static final String HEADER = "header";

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
                                .name("X-Revaer-Api-Key"));
        ModelConverters.getInstance(true)
                .readAll(new AnnotatedType(Problem.class))
                .forEach(api.getComponents()::addSchemas);
        EventSchemas.all().forEach(api.getComponents()::addSchemas);
        api.getPaths()
                .forEach(
                        (path, item) -> item.readOperations()
                                .forEach(operation -> complete(path, operation)));
    }

    private static void complete(String path, Operation operation) {
        if (!path.equals("/health")) {
            operation.addSecurityItem(new SecurityRequirement().addList(BEARER));
            operation.addSecurityItem(new SecurityRequirement().addList(HEADER));
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
}
