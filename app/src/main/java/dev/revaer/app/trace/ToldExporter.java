package dev.revaer.app.trace;

import java.util.Collection;
import java.util.logging.Level;
import java.util.logging.Logger;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/// Says once that spans cannot be sent, and once that they can be again.
final class ToldExporter implements SpanExporter {
    private static final org.slf4j.Logger LOG = LoggerFactory.getLogger(ToldExporter.class);
    /// Says on standard error at each try what is said here; kept, as a level is forgotten with its logger.
    private static final Logger NOISE = Logger.getLogger("io.opentelemetry");

    private final SpanExporter sender;
    private final String endpoint;
    private volatile @Nullable String trouble;

    /// @param endpoint that it sends to
    ToldExporter(SpanExporter sender, String endpoint) {
        NOISE.setLevel(Level.OFF);
        this.sender = sender;
        this.endpoint = endpoint;
    }

    @Nullable
    String trouble() {
        return trouble;
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        var result = sender.export(spans);
        result.whenComplete(() -> tell(result));
        return result;
    }

    @Override
    public CompletableResultCode flush() {
        return sender.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
        return sender.shutdown();
    }

    private void tell(CompletableResultCode result) {
        var before = trouble;
        if (result.isSuccess()) {
            trouble = null;
            if (before != null) {
                LOG.atInfo().addKeyValue("endpoint", endpoint).log("traces can be sent again");
            }
            return;
        }
        var cause = result.getFailureThrowable();
        var now = "traces cannot be sent to " + endpoint
                + (cause == null || cause.getMessage() == null ? "" : ": " + cause.getMessage());
        trouble = now;
        if (before == null) {
            LOG.atWarn().log(now);
        }
    }
}
