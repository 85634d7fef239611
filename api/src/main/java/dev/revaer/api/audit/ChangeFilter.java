package dev.revaer.api.audit;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import dev.revaer.api.access.Caller;
import dev.revaer.api.audit.Changes.Change;
import io.swagger.v3.oas.annotations.Operation;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.http.HttpMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/// Tells every change that a request has made, unless the operation has noted it.
public final class ChangeFilter implements WebFilter, Ordered {
    /// After those that refuse.
    private static final int ORDER = 10;
    private static final Set<HttpMethod> READING = Set
            .of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);
    private static final String NOTE = ChangeFilter.class.getName();

    private final Changes changes;

    public ChangeFilter(Changes changes) {
        this.changes = changes;
    }

    /// Says more of the change that the request makes: what stands in its body. No secrets.
    public static void note(ServerWebExchange exchange, String name, String value) {
        exchange.getAttributes().put(NOTE + "." + name, value);
    }

    @Override
    public int getOrder() {
        return ORDER;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        if (READING.contains(exchange.getRequest().getMethod())) {
            return chain.filter(exchange);
        }
        return chain.filter(exchange).doOnSuccess(_ -> tell(exchange)).doOnError(_ -> {
            if (exchange.getResponse().isCommitted()) {
                tell(exchange);
            }
        }).doOnCancel(() -> {
            note(exchange, "answered", "no, the caller hung up; it may not have been done");
            tell(exchange);
        });
    }

    private void tell(ServerWebExchange exchange) {
        var status = exchange.getResponse().getStatusCode();
        Object handler = exchange.getAttribute(HandlerMapping.BEST_MATCHING_HANDLER_ATTRIBUTE);
        if ((status != null && !status.is2xxSuccessful()) || !(handler instanceof HandlerMethod operation)
                || operation.hasMethodAnnotation(AuditedByItself.class)) {
            return;
        }
        changes.changed(
                new Change(Caller.of(exchange), name(operation), subject(exchange), notes(exchange)));
    }

    private static String name(HandlerMethod operation) {
        var described = operation.getMethodAnnotation(Operation.class);
        return described == null ? operation.getMethod().getName() : described.operationId();
    }

    /// What the path names, or what was made.
    private static @Nullable String subject(ServerWebExchange exchange) {
        Map<String, String> named = exchange
                .getAttributeOrDefault(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE, Map.of());
        if (!named.isEmpty()) {
            return String.join(" ", new TreeMap<>(named).values());
        }
        var made = exchange.getResponse().getHeaders().getLocation();
        return made == null ? null : made.getPath().substring(made.getPath().lastIndexOf('/') + 1);
    }

    private static Map<String, String> notes(ServerWebExchange exchange) {
        var notes = new TreeMap<String, String>();
        exchange.getAttributes().forEach((name, value) -> {
            if (name.startsWith(NOTE + ".")) {
                notes.put(name.substring(NOTE.length() + 1), String.valueOf(value));
            }
        });
        exchange.getRequest().getQueryParams().forEach((name, values) -> {
            if (name.equals("deleteData")) {
                notes.put(name, String.join(",", values));
            }
        });
        return notes;
    }
}
