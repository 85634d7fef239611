package dev.revaer.api.health;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "health")
public final class HealthController {
    private final HealthSource health;

    public HealthController(HealthSource health) {
        this.health = health;
    }

    /// 200 while torrents can run, degraded or not; 503 when down.
    @Operation(operationId = "getHealth", summary = "How Revaer and its parts are")
    @GetMapping(path = "/health", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<HealthReport> health() {
        var report = health.report();
        var status = report.status().equals("down") ? HttpStatus.SERVICE_UNAVAILABLE : HttpStatus.OK;
        return ResponseEntity.status(status).body(report);
    }
}
