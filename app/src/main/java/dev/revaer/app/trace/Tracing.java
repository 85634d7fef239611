package dev.revaer.app.trace;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import org.jspecify.annotations.Nullable;

/// Sends spans where the settings say; while they say nowhere no span is made.
public final class Tracing implements AutoCloseable {
    private static final Duration SEND_LIMIT = Duration.ofSeconds(5);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(2);
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final int MOST_WAITING = 4096;
    private static final int MOST_AT_ONCE = 512;
    private static final AttributeKey<String> NAME = AttributeKey.stringKey("service.name");
    private static final AttributeKey<String> VERSION = AttributeKey.stringKey("service.version");

    private final String version;
    private volatile @Nullable Running running;
    private TracingSettings settings = TracingSettings.NONE;

    /// @param version of the program
    public Tracing(String version) {
        this.version = version;
    }

    private record Running(SdkTracerProvider provider, Tracer tracer, ToldExporter exporter) {}

    /// Goes by the settings from now on. What waits to be sent by those before is sent first, for two seconds at most.
    public synchronized void use(TracingSettings wanted) {
        if (wanted.equals(settings)) {
            return;
        }
        var before = running;
        var endpoint = wanted.traces();
        running = endpoint == null ? null : open(endpoint, wanted.sampleRatio());
        settings = wanted;
        end(before);
    }

    /// Why spans cannot be sent; null if they can, or need not.
    public @Nullable String trouble() {
        var now = running;
        return now == null ? null : now.exporter().trouble();
    }

    @Override
    public synchronized void close() {
        var last = running;
        running = null;
        end(last);
    }

    /// Null while no span is wanted.
    public @Nullable Tracer tracer() {
        var now = running;
        return now == null ? null : now.tracer();
    }

    private Running open(String endpoint, double sampleRatio) {
        var exporter = new ToldExporter(
                OtlpHttpSpanExporter.builder().setEndpoint(endpoint).setTimeout(SEND_LIMIT).build(),
                endpoint);
        var provider = SdkTracerProvider.builder()
                .setResource(Resource.create(Attributes.of(NAME, "revaer", VERSION, version)))
                .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(sampleRatio)))
                .addSpanProcessor(
                        BatchSpanProcessor.builder(exporter)
                                .setScheduleDelay(INTERVAL)
                                .setMaxQueueSize(MOST_WAITING)
                                .setMaxExportBatchSize(MOST_AT_ONCE)
                                .setExporterTimeout(SEND_LIMIT)
                                .build())
                .build();
        return new Running(provider, provider.get("dev.revaer", version), exporter);
    }

    private static void end(@Nullable Running ended) {
        if (ended != null) {
            ended.provider().shutdown().join(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        }
    }
}
