package dev.revaer.bench.service;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A client of a running service, with the key that the service has left for the command line.
public final class ServiceClient implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration STREAM_LIMIT = Duration.ofMinutes(10);
    private static final Pattern API_KEY = Pattern.compile("apiKey = \"([^\"]+)\"");
    private static final int OK = 200;
    private static final int FIRST_REFUSAL = 300;

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String url;
    private final Path cliFile;

    /// @param url without a slash at the end
    /// @param cliFile read at each request, as the service writes it at its first start
    public ServiceClient(String url, Path cliFile) {
        this.url = url;
        this.cliFile = cliFile;
    }

    /// Whether requests are answered by now.
    public boolean isReady() throws InterruptedException {
        try {
            var request = HttpRequest.newBuilder(URI.create(url + "/health")).timeout(LIMIT).build();
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == OK;
        } catch (IOException e) {
            return false;
        }
    }

    /// The body of the answer.
    ///
    /// @throws IOException also if the answer is a problem
    public String get(String path) throws IOException, InterruptedException {
        return send(request(path).timeout(LIMIT));
    }

    /// The body of the answer, read.
    ///
    /// @throws IOException also if the answer is a problem
    public JsonNode json(String path) throws IOException, InterruptedException {
        return JsonMapper.shared().readTree(get(path));
    }

    /// Sends JSON and gives the body of the answer.
    ///
    /// @throws IOException also if the answer is a problem
    /// From now on the service takes as many requests as it can answer: what is measured is not its patience.
    public void liftRate() throws IOException, InterruptedException {
        var most = "{\"api\": {\"rate\": {\"requestsPerSecond\": 1000000, \"burst\": 1000000}}}";
        send(
                request("/v1/config").header("Content-Type", "application/json")
                        .method("PATCH", HttpRequest.BodyPublishers.ofString(most)));
    }

    public String post(String path, String json) throws IOException, InterruptedException {
        return send(
                request(path).timeout(LIMIT)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    /// The lines of an event stream, which are to be closed.
    public Stream<String> lines(String path) throws IOException, InterruptedException {
        var request = request(path).timeout(STREAM_LIMIT).build();
        return client.send(request, HttpResponse.BodyHandlers.ofLines()).body();
    }

    /// The key, as it is found in the command line's file.
    public String key() throws IOException {
        var matcher = API_KEY.matcher(Files.readString(cliFile));
        if (!matcher.find()) {
            throw new IOException("no key in " + cliFile);
        }
        return matcher.group(1);
    }

    @Override
    public void close() {
        client.shutdownNow();
        client.close();
    }

    private HttpRequest.Builder request(String path) throws IOException {
        return HttpRequest.newBuilder(URI.create(url + path)).header("Authorization", "Bearer " + key());
    }

    private String send(HttpRequest.Builder builder) throws IOException, InterruptedException {
        var request = builder.build();
        var response = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() >= FIRST_REFUSAL) {
            throw new IOException(
                    request.method() + " " + request.uri() + ": " + response.statusCode() + " "
                            + response.body());
        }
        return response.body();
    }
}
