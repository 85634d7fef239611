package dev.revaer.app.trace;

import java.util.function.Supplier;

import dev.revaer.engine.command.CommandWatch;
import io.opentelemetry.api.trace.StatusCode;

/// Each command of the session that somebody traced waits for is a span.
public final class CommandSpans implements CommandWatch {
    private final Tracing tracing;

    public CommandSpans(Tracing tracing) {
        this.tracing = tracing;
    }

    @Override
    public <T> T during(String command, Supplier<T> work) {
        var tracer = tracing.tracer();
        var scope = RequestScope.current();
        if (tracer == null || !scope.span().isValid()) {
            return work.get();
        }
        var span = tracer.spanBuilder("engine " + command).setParent(scope.context()).startSpan();
        try {
            return scope.within(span).during(work);
        } catch (RuntimeException e) {
            span.setStatus(StatusCode.ERROR, String.valueOf(e.getMessage()));
            throw e;
        } finally {
            span.end();
        }
    }
}
