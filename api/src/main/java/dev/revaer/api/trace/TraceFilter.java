package dev.revaer.api.trace;

import java.util.Set;

import dev.revaer.api.problem.RequestId;
import dev.revaer.api.trace.RequestTraces.Followed;
import org.springframework.core.Ordered;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SignalType;

/// Has all that is done for a request know its id and its trace: that of the caller's `traceparent` (W3C Trace Context),
/// or a new one.
public final class TraceFilter implements WebFilter, Ordered {
    private static final Set<String> STREAMS = Set.of("/v1/events", "/v1/logs");
    private static final int OK = 200;

    private final RequestTraces traces;

    public TraceFilter(RequestTraces traces) {
        this.traces = traces;
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        return Mono.defer(() -> {
            var request = exchange.getRequest();
            var followed = traces.begin(
                    RequestId.of(exchange),
                    request.getMethod().name(),
                    request.getHeaders(),
                    !STREAMS.contains(request.getPath().value()));
            return chain.filter(exchange)
                    .doFinally(signal -> end(followed, exchange, signal))
                    .contextWrite(context -> context.put(RequestTraces.SCOPE, followed.scope()));
        });
    }

    private static void end(Followed followed, ServerWebExchange exchange, SignalType signal) {
        var status = exchange.getResponse().getStatusCode();
        var route = exchange.<Object>getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        followed.end(
                status == null ? OK : status.value(),
                route == null ? null : route.toString(),
                signal == SignalType.CANCEL);
    }
}
