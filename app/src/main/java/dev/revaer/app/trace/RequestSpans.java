package dev.revaer.app.trace;

import dev.revaer.api.trace.RequestTraces;
import io.micrometer.context.ContextRegistry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/// Each request is a span, named by its route.
public final class RequestSpans implements RequestTraces {
    private static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
    private static final AttributeKey<String> ROUTE = AttributeKey.stringKey("http.route");
    private static final AttributeKey<String> REQUEST_ID = AttributeKey.stringKey("revaer.request.id");
    private static final AttributeKey<Long> STATUS = AttributeKey.longKey("http.response.status_code");
    private static final int FIRST_SERVER_FAULT = 500;
    private static final TextMapGetter<HttpHeaders> HEADERS = new HeaderGetter();

    private final Tracing tracing;

    private RequestSpans(Tracing tracing) {
        this.tracing = tracing;
    }

    /// Also has each thread that Reactor gives a request know whose it is.
    public static RequestSpans by(Tracing tracing) {
        ContextRegistry.getInstance().registerThreadLocalAccessor(new ScopeAccessor());
        return new RequestSpans(tracing);
    }

    private static final class HeaderGetter implements TextMapGetter<HttpHeaders> {
        @Override
        public Iterable<String> keys(HttpHeaders headers) {
            return headers.headerNames();
        }

        @Override
        public @Nullable String get(@Nullable HttpHeaders headers, String name) {
            return headers == null ? null : headers.getFirst(name);
        }
    }

    @Override
    public Followed begin(String requestId, String method, HttpHeaders headers, boolean isRecorded) {
        var scope = new RequestScope(requestId, RequestScope.W3C.extract(Context.root(), headers, HEADERS));
        var tracer = tracing.tracer();
        if (tracer == null || !isRecorded) {
            return new Unrecorded(scope);
        }
        var span = tracer.spanBuilder(method)
                .setParent(scope.context())
                .setSpanKind(SpanKind.SERVER)
                .setAttribute(METHOD, method)
                .setAttribute(REQUEST_ID, requestId)
                .startSpan();
        return new Recorded(scope.within(span), span, method);
    }

    private record Unrecorded(RequestScope scope) implements Followed {
        @Override
        public void end(int status, @Nullable String route, boolean isLeft) {}
    }

    private record Recorded(RequestScope scope, Span span, String method) implements Followed {
        @Override
        public void end(int status, @Nullable String route, boolean isLeft) {
            if (route != null) {
                span.updateName(method + " " + route);
                span.setAttribute(ROUTE, route);
            }
            span.setAttribute(STATUS, status);
            if (status >= FIRST_SERVER_FAULT) {
                span.setStatus(StatusCode.ERROR);
            } else if (isLeft) {
                span.setStatus(StatusCode.ERROR, "the client hung up");
            }
            span.end();
        }
    }
}
