package dev.revaer.api.access;

import dev.revaer.api.access.DeniedAccess.Denial;
import dev.revaer.api.access.RouteNeeds.Need;
import dev.revaer.api.problem.ApiError.AccessError;
import dev.revaer.api.problem.ApiError.AccessError.KeyMissing;
import dev.revaer.api.problem.ApiError.AccessError.KeyUnknown;
import dev.revaer.api.problem.ApiError.AccessError.TooManyFailures;
import dev.revaer.api.problem.ProblemHandler;
import dev.revaer.api.problem.RequestId;
import dev.revaer.api.rate.FailureThrottle;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/// Lets requests pass that carry a known API key, and those for what needs none.
public final class KeyFilter implements WebFilter, Ordered {
    /// After the setup, before the rate.
    private static final int ORDER = -20;
    private static final String BEARER = "Bearer ";
    private static final String KEY_HEADER = "X-Revaer-Api-Key";
    private static final int LONGEST_KEY = 200;

    private final ApiKeys keys;
    private final FailureThrottle failures;
    private final DeniedAccess denied;
    private final ProblemHandler problems;

    public KeyFilter(ApiKeys keys, FailureThrottle failures, DeniedAccess denied, ProblemHandler problems) {
        this.keys = keys;
        this.failures = failures;
        this.denied = denied;
        this.problems = problems;
    }

    @Override
    public int getOrder() {
        return ORDER;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        var request = exchange.getRequest();
        exchange.getResponse().getHeaders().set(RequestId.HEADER, RequestId.of(exchange));
        return switch (RouteNeeds.of(request.getMethod(), request.getPath().pathWithinApplication())) {
            case Need.Nothing _,Need.SetupDone _,Need.OwnToken _ -> chain.filter(exchange);
            case Need.Key _ -> admit(exchange, chain);
        };
    }

    private Mono<Void> admit(ServerWebExchange exchange, WebFilterChain chain) {
        var key = keyOf(exchange.getRequest());
        if (key == null) {
            return refuse(exchange, new KeyMissing());
        }
        var holder = key.length() > LONGEST_KEY ? null : keys.holder(key);
        if (holder == null) {
            var wait = failures.failed(Caller.address(exchange));
            return refuse(exchange, wait == 0 ? new KeyUnknown() : new TooManyFailures(wait));
        }
        Caller.set(exchange, holder, () -> keys.holder(key) != null);
        return chain.filter(exchange);
    }

    private Mono<Void> refuse(ServerWebExchange exchange, AccessError error) {
        denied.denied(Denial.of(exchange, ProblemHandler.kind(error)));
        return problems.refuse(exchange, error);
    }

    private static @Nullable String keyOf(ServerHttpRequest request) {
        var authorization = request.getHeaders().getFirst(HttpHeaders.AUTHORIZATION);
        if (authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return authorization.substring(BEARER.length()).strip();
        }
        return request.getHeaders().getFirst(KEY_HEADER);
    }
}
