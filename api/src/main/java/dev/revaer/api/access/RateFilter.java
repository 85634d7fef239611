package dev.revaer.api.access;

import dev.revaer.api.access.DeniedAccess.Denial;
import dev.revaer.api.problem.ApiError.AccessError.TooManyRequests;
import dev.revaer.api.problem.ProblemHandler;
import dev.revaer.api.rate.KeyBuckets;
import dev.revaer.api.rate.KeyBuckets.Taken;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/// Holds each key to its rate, and tells it in each answer how much is left.
public final class RateFilter implements WebFilter, Ordered {
    /// Once the key is known, whether or not it may.
    private static final int ORDER = -10;

    private final KeyBuckets buckets;
    private final DeniedAccess denied;
    private final ProblemHandler problems;

    public RateFilter(KeyBuckets buckets, DeniedAccess denied, ProblemHandler problems) {
        this.buckets = buckets;
        this.denied = denied;
        this.problems = problems;
    }

    @Override
    public int getOrder() {
        return ORDER;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        var holder = Caller.holder(exchange);
        if (holder == null) {
            return chain.filter(exchange);
        }
        var taken = buckets.take(holder.id());
        tell(exchange.getResponse().getHeaders(), taken);
        if (taken.isAllowed()) {
            return chain.filter(exchange);
        }
        var error = new TooManyRequests(taken.retrySeconds());
        denied.denied(Denial.of(exchange, ProblemHandler.kind(error)));
        return problems.refuse(exchange, error);
    }

    private static void tell(HttpHeaders headers, Taken taken) {
        headers.set("X-RateLimit-Limit", String.valueOf(taken.limit()));
        headers.set("X-RateLimit-Remaining", String.valueOf(taken.remaining()));
        headers.set("X-RateLimit-Reset", String.valueOf(taken.resetSeconds()));
    }
}
