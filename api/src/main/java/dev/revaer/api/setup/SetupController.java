package dev.revaer.api.setup;

import java.net.InetAddress;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

import dev.revaer.api.access.Caller;
import dev.revaer.api.access.DeniedAccess;
import dev.revaer.api.access.DeniedAccess.Denial;
import dev.revaer.api.audit.AuditedByItself;
import dev.revaer.api.problem.ApiError.AccessError;
import dev.revaer.api.problem.ApiError.AccessError.LocalOnly;
import dev.revaer.api.problem.ApiError.AccessError.SetupTokenExpired;
import dev.revaer.api.problem.ApiError.AccessError.SetupTokenUnknown;
import dev.revaer.api.problem.ApiError.AccessError.TooManyFailures;
import dev.revaer.api.problem.ApiError.Fault;
import dev.revaer.api.problem.ApiError.Invalid;
import dev.revaer.api.problem.ApiException;
import dev.revaer.api.problem.ProblemHandler;
import dev.revaer.api.rate.FailureThrottle;
import dev.revaer.api.setup.SetupFlow.Completed;
import dev.revaer.api.setup.SetupFlow.SetupToken;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;

@RestController
@RequestMapping(path = "/admin/setup", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "setup")
public final class SetupController {
    private static final String TOKEN_HEADER = "X-Revaer-Setup-Token";
    /// A proxy on this machine speaks for others.
    private static final Pattern FORWARDED = Pattern
            .compile("forwarded|x-forwarded-.*|x-real-ip|via", Pattern.CASE_INSENSITIVE);
    /// A browser on this machine may be led here by a page from anywhere.
    private static final List<String> BROWSER = List.of("Origin", "Sec-Fetch-Site", "Referer");
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

    private final SetupFlow setup;
    private final FailureThrottle failures;
    private final DeniedAccess denied;

    public SetupController(SetupFlow setup, FailureThrottle failures, DeniedAccess denied) {
        this.setup = setup;
        this.failures = failures;
        this.denied = denied;
    }

    /// 201 with a token for fifteen minutes; the one before is no longer taken. From this machine only.
    @AuditedByItself
    @Operation(operationId = "startSetup", summary = "Have another setup token, from the machine itself only")
    @ApiResponse(responseCode = "201", description = "The token, which cannot be read again")
    @PostMapping("/start")
    ResponseEntity<SetupToken> start(@Parameter(hidden = true) ServerWebExchange exchange) {
        if (!isLocal(exchange)) {
            throw refused(exchange, new LocalOnly());
        }
        return secret(HttpStatus.CREATED, setup.start());
    }

    /// 200 once the settings hold and the key is known, both in one transaction.
    @AuditedByItself
    @Operation(operationId = "completeSetup", summary = "Apply the first settings and have the first API key")
    @ApiResponse(responseCode = "200", description = "It is set up; the key cannot be read again")
    @PostMapping(path = "/complete", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Completed> complete(
            @Parameter(description = "the token from the log or from /admin/setup/start") @RequestHeader(name = TOKEN_HEADER, required = false) @Nullable String token,
            @RequestBody CompleteRequest request,
            @Parameter(hidden = true) ServerWebExchange exchange) {
        var wanted = request.checked();
        try {
            return secret(
                    HttpStatus.OK,
                    setup.complete(
                            token,
                            Objects.requireNonNull(wanted.settings()),
                            Objects.requireNonNull(wanted.label())));
        } catch (ApiException e) {
            if (e.error() instanceof SetupTokenUnknown || e.error() instanceof SetupTokenExpired) {
                var wait = failures.failed(Caller.address(exchange));
                throw refused(
                        exchange,
                        wait == 0 ? (AccessError) e.error() : new TooManyFailures(wait));
            }
            if (e.error() instanceof Invalid(var faults)) {
                throw new ApiException(new Invalid(faults.stream().map(SetupController::inBody).toList()));
            }
            throw e;
        }
    }

    /// The settings are a part of the body.
    private static Fault inBody(Fault fault) {
        return new Fault("/settings" + fault.pointer(), fault.detail());
    }

    private ApiException refused(ServerWebExchange exchange, AccessError error) {
        denied.denied(Denial.of(exchange, ProblemHandler.kind(error)));
        return new ApiException(error);
    }

    private static boolean isLocal(ServerWebExchange exchange) {
        var address = Caller.address(exchange);
        var headers = exchange.getRequest().getHeaders();
        return address != null && address.isLoopbackAddress()
                && headers.headerNames().stream().noneMatch(name -> FORWARDED.matcher(name).matches())
                && BROWSER.stream().noneMatch(headers::containsHeader)
                && isLoopbackName(exchange.getRequest().getURI().getHost());
    }

    /// A name that leads here but is not `localhost` is another's (DNS rebinding).
    private static boolean isLoopbackName(@Nullable String host) {
        if (host == null) {
            return false;
        }
        var bare = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        try {
            return bare.equalsIgnoreCase("localhost")
                    || (ADDRESS.matcher(bare).matches() && InetAddress.ofLiteral(bare).isLoopbackAddress());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static <T> ResponseEntity<T> secret(HttpStatus status, T body) {
        return ResponseEntity.status(status).header(HttpHeaders.CACHE_CONTROL, "no-store").body(body);
    }
}
