package dev.revaer.app.trace;

import java.util.Map;
import java.util.function.Supplier;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/// On whose behalf a thread works: known to what is logged, and to the spans that are begun meanwhile.
///
/// @param requestId as in the answer's `X-Request-Id`; null for work that no request waits for
/// @param context with the span that is under way, if there is one
public record RequestScope(@Nullable String requestId, Context context) {
    /// Nobody's.
    static final RequestScope NONE = new RequestScope(null, Context.root());
    static final TextMapPropagator W3C = W3CTraceContextPropagator.getInstance();
    private static final String TRACEPARENT = "traceparent";
    private static final ThreadLocal<RequestScope> CURRENT = ThreadLocal.withInitial(() -> NONE);
    private static final TextMapGetter<Map<String, String>> GETTER = new MapGetter();

    private static final class MapGetter implements TextMapGetter<Map<String, String>> {
        @Override
        public Iterable<String> keys(Map<String, String> carrier) {
            return carrier.keySet();
        }

        @Override
        public @Nullable String get(@Nullable Map<String, String> carrier, String key) {
            return carrier == null ? null : carrier.get(key);
        }
    }

    /// Of this thread.
    public static RequestScope current() {
        return CURRENT.get();
    }

    /// The `traceparent` (W3C Trace Context) of what the thread works on; null if that is not recorded.
    public static @Nullable String traceParent() {
        var context = CURRENT.get().context();
        if (!Span.fromContext(context).getSpanContext().isSampled()) {
            return null;
        }
        var carried = new String[1];
        W3C.inject(context, carried, (carrier, key, value) -> {
            if (carrier != null && key.equals(TRACEPARENT)) {
                carrier[0] = value;
            }
        });
        return carried[0];
    }

    /// Goes on with a trace, in work that no request waits for.
    ///
    /// @param traceParent as [#traceParent()] had it; null for none
    public static RequestScope after(@Nullable String traceParent) {
        return traceParent == null
                ? NONE
                : new RequestScope(
                        null,
                        W3C.extract(Context.root(), Map.of(TRACEPARENT, traceParent), GETTER));
    }

    /// The same, within a span.
    public RequestScope within(Span span) {
        return new RequestScope(requestId, context.with(span));
    }

    /// The span under way; an invalid one if there is none.
    public SpanContext span() {
        return Span.fromContext(context).getSpanContext();
    }

    /// Works on its behalf, and on nobody else's until that is done.
    public <T> T during(Supplier<T> work) {
        var before = CURRENT.get();
        enter();
        try {
            return work.get();
        } finally {
            before.enter();
        }
    }

    /// The same for work that gives nothing.
    public void during(Runnable work) {
        var _ = during(() -> {
            work.run();
            return this;
        });
    }

    /// From now on the thread works on its behalf.
    void enter() {
        if (equals(CURRENT.get())) {
            return; // as at most of the signals of a stream
        }
        if (equals(NONE)) {
            CURRENT.remove();
        } else {
            CURRENT.set(this);
        }
        note("requestId", requestId);
        var span = span();
        note("traceId", span.isValid() ? span.getTraceId() : null);
        note("spanId", span.isValid() ? span.getSpanId() : null);
    }

    private static void note(String name, @Nullable String value) {
        if (value == null) {
            MDC.remove(name);
        } else {
            MDC.put(name, value);
        }
    }
}
