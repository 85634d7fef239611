package dev.revaer.app.job;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;

import dev.revaer.app.trace.RequestScope;
import dev.revaer.app.trace.Tracing;
import dev.revaer.engine.InfoHash;
import dev.revaer.fsops.Stage;
import io.opentelemetry.api.common.AttributeKey;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Each post-processing is a span, in the trace of the request that added the torrent where that was recorded, and each of
/// its stages is one in it. What it is told it hands on.
public final class JobSpans implements StageMeter {
    private static final Logger LOG = LoggerFactory.getLogger(JobSpans.class);
    private static final AttributeKey<String> INFO_HASH = AttributeKey.stringKey("revaer.info_hash");
    private static final AttributeKey<Long> ATTEMPT = AttributeKey.longKey("revaer.fsops.attempt");
    private static final AttributeKey<Long> BYTES = AttributeKey.longKey("revaer.fsops.bytes");

    private final Tracing tracing;
    private final Function<InfoHash, @Nullable String> parents;
    private final StageMeter meter;

    /// @param parents the `traceparent` of the request that added a torrent; null where none is kept
    public JobSpans(Tracing tracing, Function<InfoHash, @Nullable String> parents, StageMeter meter) {
        this.tracing = tracing;
        this.parents = parents;
        this.meter = meter;
    }

    @Override
    public void during(InfoHash infoHash, int attempt, Runnable job) {
        var tracer = tracing.tracer();
        if (tracer == null) {
            job.run();
            return;
        }
        var scope = RequestScope.after(parent(infoHash));
        var span = tracer.spanBuilder("fsops")
                .setParent(scope.context())
                .setAttribute(INFO_HASH, infoHash.hex())
                .setAttribute(ATTEMPT, attempt)
                .startSpan();
        try {
            scope.within(span).during(job);
        } finally {
            span.end();
        }
    }

    /// A job is done though nobody can say for whom.
    private @Nullable String parent(InfoHash infoHash) {
        try {
            return parents.apply(infoHash);
        } catch (RuntimeException e) {
            LOG.atWarn()
                    .addKeyValue("infoHash", infoHash)
                    .addKeyValue("reason", e.getMessage())
                    .log(
                            "a post-processing begins a trace of its own, as the one it belongs to cannot be read");
            return null;
        }
    }

    @Override
    public void ended(Stage stage, Duration took, long bytesDone) {
        meter.ended(stage, took, bytesDone);
        var tracer = tracing.tracer();
        var scope = RequestScope.current();
        if (tracer == null || !scope.span().isValid()) {
            return;
        }
        var end = Instant.now();
        tracer.spanBuilder("fsops " + stage.label())
                .setParent(scope.context())
                .setStartTimestamp(end.minus(took))
                .setAttribute(BYTES, bytesDone)
                .startSpan()
                .end(end);
    }
}
