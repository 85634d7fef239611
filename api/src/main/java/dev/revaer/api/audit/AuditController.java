package dev.revaer.api.audit;

import java.util.Set;

import dev.revaer.api.problem.ApiError.BadParameter;
import dev.revaer.api.problem.ApiException;
import dev.revaer.api.problem.QueryParameters;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "audit")
public final class AuditController {
    private static final int USUAL_LIMIT = 50;
    private static final int HIGHEST_LIMIT = 500;

    private final AuditLog log;

    public AuditController(AuditLog log) {
        this.log = log;
    }

    @Operation(operationId = "listAudit", summary = "Who changed what, the newest first")
    @Parameter(name = "limit", in = ParameterIn.QUERY, description = "entries on a page", schema = @Schema(type = "integer", minimum = "1", maximum = "500", defaultValue = "50"))
    @Parameter(name = "cursor", in = ParameterIn.QUERY, description = "nextCursor of the page before", schema = @Schema(type = "string"))
    @GetMapping(path = "/v1/audit", produces = MediaType.APPLICATION_JSON_VALUE)
    AuditPage list(@Parameter(hidden = true) @RequestParam MultiValueMap<String, String> query) {
        var parameters = new QueryParameters(query, Set.of("limit", "cursor"));
        var limit = parameters.number("limit", 1, HIGHEST_LIMIT, USUAL_LIMIT);
        return AuditPage.of(log.entries(cursor(parameters.one("cursor")), limit + 1), limit);
    }

    private static @Nullable Long cursor(@Nullable String text) {
        try {
            return text == null ? null : Long.valueOf(text);
        } catch (NumberFormatException e) {
            throw new ApiException(new BadParameter("cursor", "not one that this API gave out"), e);
        }
    }
}
