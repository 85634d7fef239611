package dev.revaer.app.rehearsal;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;

import dev.revaer.app.config.ListenAddress;
import dev.revaer.app.config.Service;
import dev.revaer.app.config.ServiceOptions;
import org.springframework.util.FileSystemUtils;
import picocli.CommandLine.Command;

/// `revaer rehearse`: for the run that makes an AOT cache (JEP 514), which halves the time of each later start.
@Command(name = "rehearse", hidden = true, mixinStandardHelpOptions = true, description = {
        "Start once, in a temporary directory with a database of its own and no network beyond this machine; answer",
        "some requests, and stop. Whoever installs Revaer makes a cache of what the JVM learns meanwhile:",
        "  java -XX:AOTCacheOutput=revaer-app.aot --enable-native-access=ALL-UNNAMED -jar revaer-app.jar rehearse",
        "and starts it with -XX:AOTCache=revaer-app.aot from then on."})
public final class RehearseCommand implements Callable<Integer> {
    private static final String MAGNET = "magnet:?xt=urn:btih:" + "5e".repeat(20);
    private static final List<String> READ = List.of(
            "/v1/torrents",
            "/v1/torrents/" + "5e".repeat(20),
            "/v1/torrents?state=paused&sort=name",
            "/v1/config",
            "/v1/fsops/jobs",
            "/v1/stats",
            "/health/full",
            "/readyz",
            "/metrics");
    private static final Pattern KEY = Pattern.compile("(?m)^apiKey\\s*=\\s*['\"](.+)['\"]$");
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int FIRST_FAULT = 400;

    @Override
    public Integer call() throws IOException, InterruptedException {
        var directory = Files.createTempDirectory("revaer-rehearsal").toRealPath();
        try {
            var options = options(directory);
            try (var _ = Service.start(options);
                    var client = HttpClient.newBuilder().connectTimeout(LIMIT).build()) {
                use(client, options.url(), key(options.cliFile()));
            }
            return 0;
        } finally {
            FileSystemUtils.deleteRecursively(directory);
        }
    }

    private static ServiceOptions options(Path directory) throws IOException {
        return new ServiceOptions(
                directory,
                directory.resolve("downloads"),
                directory.resolve("library"),
                ListenAddress.parse("127.0.0.1:" + freePort()),
                true,
                null,
                directory.resolve("cli.toml"));
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static String key(Path cliFile) throws IOException {
        var key = KEY.matcher(Files.readString(cliFile));
        if (!key.find()) {
            throw new IOException("no key in " + cliFile);
        }
        return key.group(1);
    }

    private static void use(HttpClient client, String url, String key)
            throws IOException, InterruptedException {
        var add = request(url + "/v1/torrents", key).header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"magnet\": \"" + MAGNET + "\", \"paused\": true}"))
                .build();
        send(client, add);
        for (var path : READ) {
            send(client, request(url + path, key).build());
        }
    }

    private static HttpRequest.Builder request(String url, String key) {
        return HttpRequest.newBuilder(URI.create(url))
                .timeout(LIMIT)
                .header("Authorization", "Bearer " + key);
    }

    private static void send(HttpClient client, HttpRequest request)
            throws IOException, InterruptedException {
        var answer = client.send(request, BodyHandlers.ofString());
        if (answer.statusCode() >= FIRST_FAULT) {
            throw new IOException(
                    request.uri() + " was answered with " + answer.statusCode() + ": " + answer.body());
        }
    }
}
