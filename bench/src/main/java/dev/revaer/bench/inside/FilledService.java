package dev.revaer.bench.inside;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

import dev.revaer.app.config.ListenAddress;
import dev.revaer.app.config.Service;
import dev.revaer.app.config.ServiceOptions;
import dev.revaer.bench.service.ServiceClient;
import dev.revaer.bench.service.ServiceProcess;
import dev.revaer.bench.service.TinyTorrents;
import dev.revaer.bench.service.TorrentLoad;
import dev.revaer.engine.Torrent;
import dev.revaer.engine.TorrentEngine;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.http.server.reactive.MockServerHttpResponse;

import static java.util.Objects.requireNonNull;

/// The whole service in this JVM, with seeding torrents in it.
@State(Scope.Benchmark)
public class FilledService {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration PUBLISHED_LIMIT = Duration.ofMinutes(30);

    @Param("10000")
    public int torrents;

    private @Nullable Running running;

    private record Running(
            Path directory,
            ConfigurableApplicationContext context,
            ServiceClient client,
            HttpHandler handler,
            String key) {}

    @Setup(Level.Trial)
    public void fill() throws IOException, InterruptedException {
        var directory = Files.createTempDirectory("revaer-inside").toRealPath();
        var listen = new ListenAddress("127.0.0.1", ServiceProcess.freePort());
        var options = new ServiceOptions(
                directory.resolve("data"),
                directory.resolve("data/downloads"),
                directory.resolve("data/library"),
                listen,
                true,
                null,
                ServiceProcess.cliFile(directory));
        var context = Service.start(options);
        var client = new ServiceClient(options.url(), options.cliFile());
        client.liftRate();
        running = new Running(directory, context, client, context.getBean(HttpHandler.class), client.key());
        var tiny = new TinyTorrents(options.downloadDir());
        TorrentLoad.each(torrents, number -> client.post("/v1/torrents", tiny.make(number)));
        new TorrentLoad(client).awaitPublished(PUBLISHED_LIMIT);
    }

    @TearDown(Level.Trial)
    public void empty() throws IOException {
        var ended = requireNonNull(running);
        ended.client().close();
        ended.context().close();
        try (var paths = Files.walk(ended.directory())) {
            for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }

    <T> T part(Class<T> type) {
        return requireNonNull(running).context().getBean(type);
    }

    List<Torrent> all() {
        return part(TorrentEngine.class).torrents();
    }

    /// Answers a request as the web server would have it answered, without a socket: filters, controller, JSON.
    String answer(String path) {
        var now = requireNonNull(running);
        var request = MockServerHttpRequest.get(path).header("Authorization", "Bearer " + now.key());
        var response = new MockServerHttpResponse();
        now.handler().handle(request.build(), response).block(LIMIT);
        var body = response.getBodyAsString().block(LIMIT);
        var status = response.getStatusCode();
        if (body == null || (status != null && status.isError())) {
            throw new IllegalStateException(path + ": " + status + " " + body);
        }
        return body;
    }
}
