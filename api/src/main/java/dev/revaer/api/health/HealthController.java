package dev.revaer.api.health;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
public final class HealthController {
    private final HealthSource health;

    public HealthController(HealthSource health) {
        this.health = health;
    }

    /// 200 while torrents can run, degraded or not; 503 when down.
    @GetMapping("/health")
    ResponseEntity<HealthReport> health() {
        var report = health.report();
        var status = report.status().equals("down") ? HttpStatus.SERVICE_UNAVAILABLE : HttpStatus.OK;
        return ResponseEntity.status(status).body(report);
    }
}
