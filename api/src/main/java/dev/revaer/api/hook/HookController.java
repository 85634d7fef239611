package dev.revaer.api.hook;

import java.util.List;
import java.util.Set;

import dev.revaer.api.hook.DeliveryPage.Place;
import dev.revaer.api.problem.ApiError.BadParameter;
import dev.revaer.api.problem.ApiException;
import dev.revaer.api.problem.QueryParameters;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "fsops")
public final class HookController {
    /// The states of a delivery, by their public names.
    public static final List<String> STATES = List.of("waiting", "delivered", "dead");

    private static final int USUAL_LIMIT = 50;
    private static final int HIGHEST_LIMIT = 200;

    private final Deliveries deliveries;

    public HookController(Deliveries deliveries) {
        this.deliveries = deliveries;
    }

    @Operation(operationId = "listHookDeliveries", summary = "What hooks were told of jobs that have ended, the newest first", description = "One that was given up is dead: it waits to be put back by hand. What is over is kept for 30 days, and of it the newest 20000.")
    @Parameter(name = "limit", in = ParameterIn.QUERY, description = "deliveries on a page", schema = @Schema(type = "integer", minimum = "1", maximum = "200", defaultValue = "50"))
    @Parameter(name = "cursor", in = ParameterIn.QUERY, description = "nextCursor of the page before", schema = @Schema(type = "string", maxLength = 200))
    @Parameter(name = "state", in = ParameterIn.QUERY, description = "only deliveries in this state", schema = @Schema(type = "string"))
    @GetMapping(path = "/v1/fsops/hooks/deliveries", produces = MediaType.APPLICATION_JSON_VALUE)
    DeliveryPage list(@Parameter(hidden = true) @RequestParam MultiValueMap<String, String> query) {
        var parameters = new QueryParameters(query, Set.of("limit", "cursor", "state"));
        var limit = parameters.number("limit", 1, HIGHEST_LIMIT, USUAL_LIMIT);
        var cursor = parameters.one("cursor");
        var after = cursor == null ? null : Place.read(cursor);
        return DeliveryPage.of(deliveries.list(state(parameters.one("state")), after, limit + 1), limit);
    }

    /// 202 with the delivery, which is tried at once; 409 if it is not dead.
    @Operation(operationId = "retryHookDelivery", summary = "Try again to tell a hook what it could not be told")
    @PostMapping(path = "/v1/fsops/hooks/deliveries/{id}/retry", produces = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.ACCEPTED)
    DeliveryAnswer retry(@PathVariable String id) {
        return deliveries.retry(id);
    }

    private static @Nullable String state(@Nullable String text) {
        if (text != null && !STATES.contains(text)) {
            throw new ApiException(new BadParameter("state", "must be one of " + String.join(", ", STATES)));
        }
        return text;
    }
}
