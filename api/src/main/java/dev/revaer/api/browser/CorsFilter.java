package dev.revaer.api.browser;

import java.time.Duration;
import java.util.Set;

import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/// Lets pages of listed origins read answers, and asks no key of a browser that asks for them whether it may call
/// (WHATWG Fetch, CORS). Cookies and the like are never let in: a page must know a key.
///
/// What comes from other origins is treated as if it came from none: their browsers keep the answer from them.
public final class CorsFilter implements WebFilter, Ordered {
    /// Before anything is refused, so that a page can read why.
    private static final int ORDER = -40;
    private static final String METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE";
    private static final String HEADERS = "Authorization, X-Revaer-Api-Key, X-Revaer-Setup-Token, Content-Type, Accept, "
            + "If-Match, If-None-Match, Idempotency-Key, Last-Event-ID, Cache-Control";
    private static final String EXPOSED = "X-Request-Id, X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Reset, "
            + "ETag, Location, Retry-After, Content-Disposition, Idempotency-Replayed";
    private static final String MAX_AGE = String.valueOf(Duration.ofMinutes(10).toSeconds());

    private volatile Set<String> origins = Set.of();

    /// From now on these may call.
    public void use(CorsSettings changed) {
        origins = Set.copyOf(changed.origins());
    }

    @Override
    public int getOrder() {
        return ORDER;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        var listed = origins;
        if (listed.isEmpty()) {
            return chain.filter(exchange);
        }
        var request = exchange.getRequest();
        var headers = exchange.getResponse().getHeaders();
        headers.add(HttpHeaders.VARY, HttpHeaders.ORIGIN);
        var origin = request.getHeaders().getOrigin();
        if (origin == null || !listed.contains(origin)) {
            return chain.filter(exchange);
        }
        headers.setAccessControlAllowOrigin(origin);
        if (!request.getMethod().equals(HttpMethod.OPTIONS)
                || request.getHeaders().getAccessControlRequestMethod() == null) {
            headers.set(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED);
            return chain.filter(exchange);
        }
        headers.set(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, METHODS);
        headers.set(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, HEADERS);
        headers.set(HttpHeaders.ACCESS_CONTROL_MAX_AGE, MAX_AGE);
        exchange.getResponse().setStatusCode(HttpStatus.NO_CONTENT);
        return exchange.getResponse().setComplete();
    }
}
