package dev.revaer.app;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Speaks to a running service over HTTP, with the key in its command line's file.
public final class ServiceClient implements AutoCloseable {
    private static final Pattern API_KEY = Pattern.compile("apiKey = \"([^\"]+)\"");
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final String url;
    private final String key;
    private final HttpClient client = HttpClient.newHttpClient();

    private ServiceClient(String url, String key) {
        this.url = url;
        this.key = key;
    }

    public static ServiceClient of(String url, Path cliFile) throws IOException {
        var matcher = API_KEY.matcher(Files.readString(cliFile));
        if (!matcher.find()) {
            throw new AssertionError("no key in " + cliFile);
        }
        return new ServiceClient(url, matcher.group(1));
    }

    /// One that presents this key; none if it is empty.
    public static ServiceClient withKey(String url, String key) {
        return new ServiceClient(url, key);
    }

    /// What came back.
    public record Answer(int status, JsonNode json, HttpResponse<String> response) {
        public JsonNode at(String pointer) {
            return json.at(pointer);
        }

        /// The last part of a problem's type.
        public String problem() {
            var type = json.path("type").asString("");
            return type.substring(type.lastIndexOf('/') + 1);
        }
    }

    public Answer get(String path) throws IOException, InterruptedException {
        return send("GET", path, null);
    }

    public Answer post(String path, String body) throws IOException, InterruptedException {
        return send("POST", path, body);
    }

    public Answer put(String path, String body) throws IOException, InterruptedException {
        return send("PUT", path, body);
    }

    public Answer patch(String path, String body, String... headers)
            throws IOException, InterruptedException {
        return send("PATCH", path, body, headers);
    }

    public Answer delete(String path) throws IOException, InterruptedException {
        return send("DELETE", path, null);
    }

    @Override
    public void close() {
        client.shutdownNow();
    }

    /// Any request, with more headers: name, value, name, value.
    public Answer send(
            String method,
            String path,
            @Nullable String body,
            String... headers) throws IOException, InterruptedException {
        return answer(client.send(request(method, path, body, headers), BodyHandlers.ofString()));
    }

    /// What is there, which is no text.
    public byte[] bytes(String path) throws IOException, InterruptedException {
        return client.send(request("GET", path, null), BodyHandlers.ofByteArray()).body();
    }

    /// Sends what is no text.
    public Answer upload(String path, byte[] body, String type) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(LIMIT)
                .header("Content-Type", type)
                .header("X-Revaer-Api-Key", key)
                .POST(BodyPublishers.ofByteArray(body))
                .build();
        return answer(client.send(request, BodyHandlers.ofString()));
    }

    /// A stream of lines.
    public HttpResponse<Stream<String>> lines(String path) throws IOException, InterruptedException {
        return client.send(request("GET", path, null), BodyHandlers.ofLines());
    }

    private HttpRequest request(String method, String path, @Nullable String body, String... headers) {
        var request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(LIMIT)
                .header("Content-Type", "application/json")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (!key.isEmpty()) {
            request.header("X-Revaer-Api-Key", key);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        return request.build();
    }

    private static boolean isJson(HttpHeaders headers) {
        return headers.firstValue("Content-Type").orElse("").contains("json");
    }

    private static Answer answer(HttpResponse<String> response) {
        var text = isJson(response.headers()) ? response.body() : "null";
        return new Answer(response.statusCode(), JsonMapper.shared().readTree(text), response);
    }
}
