package dev.revaer.api.store;

import java.util.Set;
import java.util.function.BooleanSupplier;

import dev.revaer.api.problem.ApiError.StoreAway;
import dev.revaer.api.problem.ProblemHandler;
import org.springframework.core.Ordered;
import org.springframework.http.HttpMethod;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/// Refuses at once what would change something while nothing can be kept. Reading goes on.
public final class StoreFilter implements WebFilter, Ordered {
    /// After the scopes, before the audit log.
    private static final int ORDER = 5;
    private static final Set<HttpMethod> READING = Set
            .of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    private final BooleanSupplier isAway;
    private final ProblemHandler problems;

    /// @param isAway whether nothing can be kept now; answers from memory
    public StoreFilter(BooleanSupplier isAway, ProblemHandler problems) {
        this.isAway = isAway;
        this.problems = problems;
    }

    @Override
    public int getOrder() {
        return ORDER;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        return isAway.getAsBoolean() && !READING.contains(exchange.getRequest().getMethod())
                ? problems.refuse(exchange, new StoreAway())
                : chain.filter(exchange);
    }
}
