package dev.revaer.api.stats;

import java.util.Set;

import dev.revaer.api.problem.QueryParameters;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.MediaType;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "stats")
public final class StatsController {
    private final StatsSource stats;

    public StatsController(StatsSource stats) {
        this.stats = stats;
    }

    @Operation(operationId = "getStats", summary = "Totals over all torrents, from memory")
    @GetMapping(path = "/v1/stats", produces = MediaType.APPLICATION_JSON_VALUE)
    Stats stats(@Parameter(hidden = true) @RequestParam MultiValueMap<String, String> query) {
        var _ = new QueryParameters(query, Set.of());
        return stats.now();
    }
}
