package dev.revaer.api.key;

import java.net.URI;
import java.time.Clock;
import java.util.UUID;

import dev.revaer.api.access.Caller;
import dev.revaer.api.audit.AuditedByItself;
import dev.revaer.api.problem.ApiError.AccessError.KeyNotFound;
import dev.revaer.api.problem.ApiException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;

@RestController
@RequestMapping(path = "/admin/api-keys", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "keys")
public final class KeyController {
    private static final String NOT_KEPT = "no-store";
    private static final int LONGEST_ID = 36;

    private final KeyCatalog keys;
    private final Clock clock;

    public KeyController(KeyCatalog keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    @Operation(operationId = "listApiKeys", summary = "All API keys, without their secrets")
    @GetMapping
    KeyList list() {
        return new KeyList(keys.keys());
    }

    /// 201 once the key is taken.
    @AuditedByItself
    @Operation(operationId = "issueApiKey", summary = "Issue an API key; its secret is shown this once")
    @ApiResponse(responseCode = "201", description = "It is taken from now on")
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<IssuedKey> issue(
            @RequestBody KeyRequest request,
            @Parameter(hidden = true) ServerWebExchange exchange) {
        var issued = keys.issue(request.check(clock), Caller.of(exchange));
        return ResponseEntity.created(URI.create("/admin/api-keys/" + issued.key().id()))
                .header(HttpHeaders.CACHE_CONTROL, NOT_KEPT)
                .body(issued);
    }

    /// 200 once the new secret is taken.
    @AuditedByItself
    @Operation(operationId = "rotateApiKey", summary = "Give an API key a new secret; the old one is taken for a while")
    @ApiResponse(responseCode = "200", description = "The new secret is taken from now on, and shown this once")
    @PostMapping(path = "/{id}/rotate")
    ResponseEntity<IssuedKey> rotate(
            @PathVariable String id,
            @RequestBody(required = false) @Nullable RotateRequest request,
            @Parameter(hidden = true) ServerWebExchange exchange) {
        var grace = (request == null ? new RotateRequest(null) : request).check();
        return ResponseEntity.ok()
                .header(HttpHeaders.CACHE_CONTROL, NOT_KEPT)
                .body(keys.rotate(idOf(id), grace, Caller.of(exchange)));
    }

    /// 204 once it is taken no more; streams that it has opened end within two seconds.
    @AuditedByItself
    @Operation(operationId = "revokeApiKey", summary = "Take an API key out of use for good")
    @ApiResponse(responseCode = "204", description = "It is taken no more")
    @DeleteMapping("/{id}")
    ResponseEntity<Void> revoke(
            @PathVariable String id,
            @Parameter(hidden = true) ServerWebExchange exchange) {
        keys.revoke(idOf(id), Caller.of(exchange));
        return ResponseEntity.noContent().build();
    }

    private static UUID idOf(String text) {
        try {
            if (text.length() == LONGEST_ID) {
                return UUID.fromString(text);
            }
        } catch (IllegalArgumentException e) {
            throw new ApiException(new KeyNotFound(text), e);
        }
        throw new ApiException(
                new KeyNotFound(text.length() < LONGEST_ID ? text : text.substring(0, LONGEST_ID)));
    }
}
