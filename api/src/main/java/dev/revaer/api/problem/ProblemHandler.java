package dev.revaer.api.problem;

import java.util.function.Predicate;
import java.util.stream.Collectors;

import dev.revaer.api.problem.ApiError.AccessError.TooManyFailures;
import dev.revaer.api.problem.ApiError.AccessError.TooManyRequests;
import dev.revaer.api.problem.ApiError.StoreAway;
import dev.revaer.engine.EngineException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.web.ErrorResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/// Answers every error of every route with a problem document. Comes before the framework's own handlers.
public final class ProblemHandler implements WebExceptionHandler, Ordered {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemHandler.class);
    private static final String RETRY_AFTER_SECONDS = "5";

    private final JsonMapper json;
    private final Predicate<Throwable> isStoreFault;

    /// Knows no failures but those of `api` and `engine`.
    public ProblemHandler(JsonMapper json) {
        this(json, _ -> false);
    }

    /// @param isStoreFault whether what was raised means that nothing can be kept, and is no fault of ours
    public ProblemHandler(JsonMapper json, Predicate<Throwable> isStoreFault) {
        this.json = json;
        this.isStoreFault = isStoreFault;
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, Throwable raised) {
        if (exchange.getResponse().isCommitted()) {
            return Mono.error(raised);
        }
        if (raised instanceof ErrorResponse response) {
            // Allow, Accept: what would have been right
            exchange.getResponse().getHeaders().putAll(response.getHeaders());
        }
        if (raised instanceof ApiException e) {
            tellWhenToRetry(exchange, e.error());
        }
        return write(exchange, problem(raised, exchange));
    }

    /// Ends the exchange with the error, from a filter.
    public Mono<Void> refuse(ServerWebExchange exchange, ApiError error) {
        tellWhenToRetry(exchange, error);
        return write(exchange, DomainProblems.of(error));
    }

    /// What the request would be answered if this was raised by all of it.
    public Problem describe(Throwable raised, ServerWebExchange exchange) {
        var request = exchange.getRequest();
        return problem(raised, exchange).in(request.getPath().value(), RequestId.of(exchange));
    }

    /// The last part of the type of an error's problem: `scope-missing`.
    public static String kind(ApiError error) {
        return DomainProblems.of(error).kind();
    }

    /// What is wrong, in words for people.
    public static String detail(ApiException raised) {
        return detail(DomainProblems.of(raised.error()));
    }

    /// The same for what the engine refused.
    public static String detail(EngineException raised) {
        return detail(DomainProblems.of(raised.error()));
    }

    private static String detail(Problem problem) {
        return problem.errors().isEmpty()
                ? problem.detail()
                : problem.errors()
                        .stream()
                        .map(fault -> fault.pointer() + " " + fault.detail())
                        .collect(Collectors.joining("; "));
    }

    private static void tellWhenToRetry(ServerWebExchange exchange, ApiError error) {
        var seconds = switch (error) {
            case TooManyRequests(var wait) -> wait;
            case TooManyFailures(var wait) -> wait;
            default -> 0L;
        };
        if (seconds > 0) {
            exchange.getResponse().getHeaders().set(HttpHeaders.RETRY_AFTER, String.valueOf(seconds));
        }
    }

    private Problem problem(Throwable raised, ServerWebExchange exchange) {
        return switch (raised) {
            case ApiException e -> DomainProblems.of(e.error());
            case EngineException e -> DomainProblems.of(e.error());
            case ErrorResponse response when response.getStatusCode().is4xxClientError() ->
                FrameworkProblems.of(response, raised);
            case RuntimeException e when isStoreFault.test(e) -> DomainProblems.of(new StoreAway());
            default -> {
                LOG.atError()
                        .addKeyValue("requestId", RequestId.of(exchange))
                        .addKeyValue("path", exchange.getRequest().getPath().value())
                        .setCause(raised)
                        .log("request failed");
                yield Problem.of(
                        HttpStatus.INTERNAL_SERVER_ERROR,
                        "internal-error",
                        "Revaer failed",
                        "the log says more under this requestId");
            }
        };
    }

    private Mono<Void> write(ServerWebExchange exchange, Problem problem) {
        var request = exchange.getRequest();
        var response = exchange.getResponse();
        response.getHeaders().set(RequestId.HEADER, RequestId.of(exchange));
        response.setStatusCode(HttpStatusCode.valueOf(problem.status()));
        response.getHeaders().setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        if (problem.status() == HttpStatus.UNAUTHORIZED.value()) {
            response.getHeaders().set(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        if (problem.status() == HttpStatus.SERVICE_UNAVAILABLE.value()) {
            response.getHeaders().set(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
        var bytes = json.writeValueAsBytes(problem.in(request.getPath().value(), RequestId.of(exchange)));
        return response.writeWith(Mono.just(response.bufferFactory().wrap(bytes)));
    }
}
