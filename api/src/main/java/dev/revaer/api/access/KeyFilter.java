package dev.revaer.api.access;

import java.util.Set;

import dev.revaer.api.problem.ApiError.KeyMissing;
import dev.revaer.api.problem.ApiError.KeyUnknown;
import dev.revaer.api.problem.ProblemHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/// Lets requests pass that carry a known API key, and those for what anybody may see.
public final class KeyFilter implements WebFilter {
    private static final Set<String> OPEN = Set.of("/health", "/metrics", "/openapi.json");
    private static final String BEARER = "Bearer ";
    private static final String KEY_HEADER = "X-Revaer-Api-Key";
    private static final int LONGEST_KEY = 200;

    private final ApiKeys keys;
    private final ProblemHandler problems;

    public KeyFilter(ApiKeys keys, ProblemHandler problems) {
        this.keys = keys;
        this.problems = problems;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        var request = exchange.getRequest();
        exchange.getResponse().getHeaders().set("X-Request-Id", request.getId());
        if (OPEN.contains(request.getPath().value())) {
            return chain.filter(exchange);
        }
        var key = keyOf(request);
        if (key == null) {
            return problems.refuse(exchange, new KeyMissing());
        }
        var label = key.length() > LONGEST_KEY ? null : keys.label(key);
        if (label == null) {
            return problems.refuse(exchange, new KeyUnknown());
        }
        Caller.set(exchange, label, () -> keys.label(key) != null);
        return chain.filter(exchange);
    }

    private static @Nullable String keyOf(ServerHttpRequest request) {
        var authorization = request.getHeaders().getFirst(HttpHeaders.AUTHORIZATION);
        if (authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return authorization.substring(BEARER.length()).strip();
        }
        return request.getHeaders().getFirst(KEY_HEADER);
    }
}
