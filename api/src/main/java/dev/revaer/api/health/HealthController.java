package dev.revaer.api.health;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "health")
public final class HealthController {
    private static final String UP = "up";
    private static final String DOWN = "down";

    private final HealthSource health;

    public HealthController(HealthSource health) {
        this.health = health;
    }

    /// The answer of the probes.
    public record Probe(@Schema(allowableValues = {UP, DOWN}) String status) {}

    /// 200 while torrents can run, degraded or not; 503 when down.
    @Operation(operationId = "getHealth", summary = "How Revaer and its parts are")
    @ApiResponse(responseCode = "200", description = "Up, or degraded: it works, but something is wrong")
    @ApiResponse(responseCode = "503", description = "Down: no torrent can run")
    @GetMapping(path = "/health", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<HealthReport> health() {
        var report = health.report();
        return ResponseEntity.status(status(!report.status().equals(DOWN))).body(report);
    }

    @Operation(operationId = "getFullHealth", summary = "The same with since when, how fast, what to do, and what runs")
    @ApiResponse(responseCode = "200", description = "Up, or degraded: it works, but something is wrong")
    @ApiResponse(responseCode = "503", description = "Down: no torrent can run")
    @GetMapping(path = "/health/full", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<FullHealth> full() {
        var full = health.full();
        return ResponseEntity.status(status(!full.status().equals(DOWN))).body(full);
    }

    /// For a supervisor that restarts what is not alive. Depends neither on the database nor on anything else outside.
    @Operation(operationId = "isLive", summary = "Whether Revaer is alive; if not, restart it")
    @ApiResponse(responseCode = "200", description = "Alive")
    @ApiResponse(responseCode = "503", description = "Stuck: its parts have not been looked at for a minute")
    @GetMapping(path = "/livez", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Probe> live() {
        return probe(health.isLive());
    }

    /// For a proxy that sends requests only to who can answer them. Reads are answered without the database.
    @Operation(operationId = "isReady", summary = "Whether Revaer can take requests")
    @ApiResponse(responseCode = "200", description = "Ready")
    @ApiResponse(responseCode = "503", description = "Not ready: no torrent can run")
    @GetMapping(path = "/readyz", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Probe> ready() {
        return probe(!health.report().status().equals(DOWN));
    }

    private static ResponseEntity<Probe> probe(boolean isWell) {
        return ResponseEntity.status(status(isWell)).body(new Probe(isWell ? UP : DOWN));
    }

    private static HttpStatus status(boolean isWell) {
        return isWell ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE;
    }
}
