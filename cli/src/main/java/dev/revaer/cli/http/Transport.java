package dev.revaer.cli.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

import dev.revaer.cli.problem.CliError;
import dev.revaer.cli.problem.CliException;
import dev.revaer.cli.sse.EventStream;
import org.jspecify.annotations.Nullable;

/// Carries requests to the service and brings its answers, each bounded in size and time.
final class Transport implements AutoCloseable {
    private static final int LARGEST_ANSWER = 32 << 20;
    private static final Duration TO_END = Duration.ofMillis(200);

    private final Connection connection;
    private final Timeouts timeouts;
    private final HttpClient http;

    Transport(Connection connection, Timeouts timeouts) {
        this.connection = connection;
        this.timeouts = timeouts;
        // Redirects are not followed: the key is for this service alone.
        var builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(timeouts.connect());
        if (connection.url().startsWith("http://")) {
            builder.sslContext(new NoTls());
        }
        this.http = builder.build();
    }

    /// A request with the key, if there is one.
    ///
    /// @param path with its query, encoded
    HttpRequest.Builder request(String path) {
        var request = openRequest(path);
        if (connection.apiKey() != null) {
            request.header("Authorization", "Bearer " + connection.apiKey());
        }
        return request;
    }

    /// A request without the key.
    HttpRequest.Builder openRequest(String path) {
        return HttpRequest.newBuilder(URI.create(connection.url() + path))
                .header("Accept", "application/json");
    }

    /// The answer's text, whatever its status.
    Answer answer(HttpRequest request) {
        // Its time runs from here on: the limit is for head and body together.
        var awaited = TimedBody.whole(timeouts.answer());
        HttpResponse<InputStream> response = await(request, _ -> awaited);
        return new Answer(
                response.statusCode(),
                type(response),
                new String(whole(response), StandardCharsets.UTF_8));
    }

    /// The bytes that answer; an error answer is thrown.
    byte[] bytes(HttpRequest request) {
        var awaited = TimedBody.whole(timeouts.answer());
        HttpResponse<InputStream> response = await(request, _ -> awaited);
        byte[] bytes = whole(response);
        if (response.statusCode() != 200) {
            throw new Answer(
                    response.statusCode(),
                    type(response),
                    new String(bytes, StandardCharsets.UTF_8)).refusal();
        }
        return bytes;
    }

    /// A file of any size that answers, read as it comes; an error answer is thrown.
    ///
    /// @param limit until it begins to come
    Download download(HttpRequest request, Duration limit) {
        HttpResponse<InputStream> response = await(
                request,
                head -> head.statusCode() == 200
                        ? TimedBody.endless(timeouts.silence())
                        : TimedBody.whole(timeouts.answer()),
                limit);
        if (response.statusCode() != 200) {
            String text = new String(whole(response), StandardCharsets.UTF_8);
            throw new Answer(response.statusCode(), type(response), text).refusal();
        }
        return new Download(response.headers().firstValueAsLong("Content-Length"), response.body());
    }

    /// The answer's text, whatever its status, for which the service may take long.
    Answer answer(HttpRequest request, Duration limit) {
        var awaited = TimedBody.whole(limit);
        HttpResponse<InputStream> response = await(request, _ -> awaited, limit);
        return new Answer(
                response.statusCode(),
                type(response),
                new String(whole(response), StandardCharsets.UTF_8));
    }

    /// The stream that answers; an error answer is thrown.
    ///
    /// @param silence how long nothing may come; null for what is usual
    EventStream events(HttpRequest request, @Nullable Duration silence) {
        var refusal = TimedBody.whole(timeouts.answer());
        HttpResponse<InputStream> response = await(
                request,
                head -> head.statusCode() == 200
                        ? TimedBody.endless(silence == null ? timeouts.silence() : silence)
                        : refusal);
        if (response.statusCode() == 200) {
            if (!type(response).startsWith("text/event-stream")) {
                close(response.body());
                throw notUnderstood("the answer is not an event stream");
            }
            return new EventStream(response.body(), connection.url());
        }
        try (InputStream body = response.body()) {
            String text = new String(body.readNBytes(LARGEST_ANSWER), StandardCharsets.UTF_8);
            throw new Answer(response.statusCode(), type(response), text).refusal();
        } catch (IOException e) {
            throw broken(e);
        }
    }

    /// Gives up what is under way. A JVM that exits while a thread still waits for the network waits for that, 0.3 s.
    @Override
    public void close() {
        http.shutdownNow();
        try {
            http.awaitTermination(TO_END);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private byte[] whole(HttpResponse<InputStream> response) {
        try (InputStream body = response.body()) {
            byte[] bytes = body.readNBytes(LARGEST_ANSWER + 1);
            if (bytes.length > LARGEST_ANSWER) {
                throw notUnderstood("the answer is larger than " + LARGEST_ANSWER + " bytes");
            }
            return bytes;
        } catch (IOException e) {
            throw broken(e);
        }
    }

    private HttpResponse<InputStream> await(HttpRequest request, BodyHandler<InputStream> handler) {
        return await(request, handler, timeouts.answer());
    }

    private HttpResponse<InputStream> await(
            HttpRequest request,
            BodyHandler<InputStream> handler,
            Duration limit) {
        var pending = http.sendAsync(request, handler);
        try {
            return pending.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            pending.cancel(true);
            throw unreachable("no answer within " + limit.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            pending.cancel(true);
            Thread.currentThread().interrupt();
            throw new CliException(new CliError.Interrupted(), e);
        } catch (ExecutionException e) {
            throw broken(e);
        }
    }

    private CliException broken(Exception failure) {
        if (Thread.currentThread().isInterrupted()) {
            return new CliException(new CliError.Interrupted(), failure);
        }
        if (is(failure, ProtocolException.class)) {
            return new CliException(new CliError.NotUnderstood("the answer is not HTTP"), failure);
        }
        if (is(failure, HttpTimeoutException.class)) {
            return unreachable("it takes too long to answer", failure);
        }
        return unreachable(
                is(failure, ConnectException.class) ? "the connection was refused" : "the connection broke",
                failure);
    }

    private CliException unreachable(String reason, Exception failure) {
        return new CliException(new CliError.Unreachable(connection.url(), reason), failure);
    }

    private static CliException notUnderstood(String reason) {
        return new CliException(new CliError.NotUnderstood(reason));
    }

    private static boolean is(Throwable failure, Class<? extends Throwable> kind) {
        return Stream
                .<@Nullable Throwable>iterate(
                        failure,
                        cause -> cause != null,
                        cause -> cause == null ? null : cause.getCause())
                .limit(10)
                .anyMatch(kind::isInstance);
    }

    private static String type(HttpResponse<?> response) {
        return response.headers().firstValue("Content-Type").orElse("");
    }

    private static void close(InputStream body) {
        try {
            body.close();
        } catch (IOException _) {
            // It is of no use any more.
        }
    }
}
