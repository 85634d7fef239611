package dev.revaer.api.setup;

import dev.revaer.api.access.RouteNeeds;
import dev.revaer.api.access.RouteNeeds.Need;
import dev.revaer.api.access.SetupMode;
import dev.revaer.api.problem.ApiError.AccessError.SetupRequired;
import dev.revaer.api.problem.ProblemHandler;
import org.springframework.core.Ordered;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/// Refuses everything but health, documents and the setup itself until Revaer is set up.
public final class SetupFilter implements WebFilter, Ordered {
    /// Before keys are asked for: there are none yet.
    private static final int ORDER = -30;

    private final SetupMode mode;
    private final ProblemHandler problems;

    public SetupFilter(SetupMode mode, ProblemHandler problems) {
        this.mode = mode;
        this.problems = problems;
    }

    @Override
    public int getOrder() {
        return ORDER;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        if (!mode.isRequired()) {
            return chain.filter(exchange);
        }
        var request = exchange.getRequest();
        return switch (RouteNeeds.of(request.getMethod(), request.getPath().pathWithinApplication())) {
            case Need.Nothing _,Need.OwnToken _ -> chain.filter(exchange);
            case Need.SetupDone _,Need.Key _ -> problems.refuse(exchange, new SetupRequired());
        };
    }
}
