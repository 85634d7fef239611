package dev.revaer.api.access;

import dev.revaer.api.access.DeniedAccess.Denial;
import dev.revaer.api.access.RouteNeeds.Need;
import dev.revaer.api.problem.ApiError.AccessError.ScopeMissing;
import dev.revaer.api.problem.ProblemHandler;
import org.springframework.core.Ordered;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/// Lets keys do what their scopes say.
public final class ScopeFilter implements WebFilter, Ordered {
    /// After the rate: what is refused counts too.
    private static final int ORDER = 0;

    private final DeniedAccess denied;
    private final ProblemHandler problems;

    public ScopeFilter(DeniedAccess denied, ProblemHandler problems) {
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
        var need = RouteNeeds.of(request.getMethod(), request.getPath().pathWithinApplication());
        if (!(need instanceof Need.Key(var scope))) {
            return chain.filter(exchange);
        }
        var holder = Caller.holder(exchange);
        if (holder != null && scope.isIn(holder.scopes())) {
            return chain.filter(exchange);
        }
        var error = new ScopeMissing(
                scope.label(),
                holder == null ? "no key" : Scope.labels(holder.scopes()));
        denied.denied(Denial.of(exchange, ProblemHandler.kind(error)));
        return problems.refuse(exchange, error);
    }
}
