package dev.revaer.app.trace;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import dev.revaer.app.Patience;
import dev.revaer.app.ServiceClient;
import dev.revaer.app.ServiceFixture;
import dev.revaer.app.database.DatabaseFixture;
import dev.revaer.app.trace.Collector.Got;
import dev.revaer.engine.MetainfoReader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class TracingIT {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String CALLER = "00f067aa0ba902b7";
    private static final String RECORDED = "00-" + TRACE + "-" + CALLER + "-01";

    @TempDir
    private Path temp;

    private Collector collector;
    private ServiceFixture service;
    private ServiceClient client;

    @BeforeEach
    void start() throws Exception {
        collector = new Collector();
        service = ServiceFixture.start(temp.toRealPath(), DatabaseFixture.freshDatabase());
        client = ServiceClient.of(service.options().url(), service.options().cliFile());
    }

    @AfterEach
    void stop() {
        client.close();
        service.close();
        collector.close();
    }

    @Test
    void followsARequestFromHttpThroughTheSessionIntoTheLibrary() throws Exception {
        trace(collector.url(), 0);

        add("film.txt", RECORDED);
        Patience.until(
                "all of it told",
                () -> names(collector.spans(TRACE)).containsAll(
                        List.of("POST /v1/torrents", "engine add", "fsops", "fsops publish")));

        var spans = collector.spans(TRACE);
        var request = named(spans, "POST /v1/torrents");
        assertThat(request.parentSpanId()).isEqualTo(CALLER);
        assertThat(named(spans, "engine add").parentSpanId()).isEqualTo(request.spanId());
        var job = named(spans, "fsops");
        assertThat(job.parentSpanId()).isEqualTo(request.spanId());
        assertThat(named(spans, "fsops publish").parentSpanId()).isEqualTo(job.spanId());
    }

    @Test
    void recordsWhatTheRatioAndTheCallerSay() throws Exception {
        trace(collector.url(), 0);
        add("unasked.txt", null);
        add("not-recorded.txt", RECORDED.replaceAll("01$", "00"));
        trace(collector.url(), 1);
        add("recorded.txt", null);

        Patience.until("one told", () -> names(collector.all()).contains("POST /v1/torrents"));
        trace(null, 1);
        add("after.txt", RECORDED);

        assertThat(collector.spans(TRACE)).isEmpty();
        assertThat(collector.all().stream().filter(span -> span.name().equals("POST /v1/torrents")))
                .hasSize(1);
    }

    @Test
    void saysThatTheCollectorIsGoneAndHealsWhenItIsBack() throws Exception {
        collector.answerWith(400);
        trace(collector.url(), 1);
        client.get("/v1/torrents");
        Patience.until("degraded", () -> health().equals("degraded"));

        collector.answerWith(200);
        Patience.until("up again", () -> {
            client.get("/v1/torrents");
            return health().equals("up");
        });

        assertThat(collector.all()).isNotEmpty();
    }

    @Test
    void refusesWhatIsNoCollector() throws Exception {
        var answer = client
                .patch("/v1/config", "{\"app\": {\"tracing\": {\"otlpEndpoint\": \"http://:1\"}}}");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.at("/errors/0/pointer").asString()).isEqualTo("/app/tracing/otlpEndpoint");
    }

    private void trace(@Nullable String url, double ratio) throws Exception {
        var endpoint = url == null ? "null" : "\"" + url + "\"";
        var answer = client.patch(
                "/v1/config",
                "{\"app\": {\"tracing\": {\"otlpEndpoint\": " + endpoint + ", \"sampleRatio\": " + ratio
                        + "}}}");
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    }

    private void add(String name, @Nullable String traceParent) throws Exception {
        var file = Files.writeString(service.options().downloadDir().resolve(name), name);
        var metainfo = service.bean(MetainfoReader.class).create(file);
        var body = "{\"metainfo\": \"" + Base64.getEncoder().encodeToString(metainfo) + "\"}";
        var headers = traceParent == null ? new String[0] : new String[]{"traceparent", traceParent};
        var answer = client.send("POST", "/v1/torrents", body, headers);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
    }

    private String health() throws Exception {
        return client.get("/health/full").at("/components/tracing/status").asString();
    }

    private static Set<String> names(List<Got> spans) {
        var names = new HashSet<String>();
        spans.forEach(span -> names.add(span.name()));
        return names;
    }

    private static Got named(List<Got> spans, String name) {
        return spans.stream().filter(span -> span.name().equals(name)).findFirst().orElseThrow();
    }
}
