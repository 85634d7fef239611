package dev.revaer.cli.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

import dev.revaer.cli.FakeRevaer;
import dev.revaer.cli.FakeRevaer.Reply;
import dev.revaer.cli.Samples;
import dev.revaer.cli.problem.CliError;
import dev.revaer.cli.problem.CliException;
import dev.revaer.cli.service.Torrents;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

final class RevaerClientTest {
    private static final Timeouts SHORT = new Timeouts(
            Duration.ofSeconds(2),
            Duration.ofMillis(300),
            Duration.ofMillis(200));

    private final FakeRevaer server = new FakeRevaer();
    private final RevaerClient client = client(server.url());

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void doesNotWaitForeverForABody() {
        server.on(Samples.LIST, new Reply(200, "application/json", "{\"items\":", true));

        assertThat(error(() -> new Torrents(client).list(new Query(), 500)))
                .isInstanceOf(CliError.Unreachable.class);
    }

    @Test
    void doesNotWaitForeverForAnErrorOfTheStream() {
        server.on("GET /v1/events", new Reply(500, "application/problem+json", "{", true));

        assertThat(error(() -> client.events(new EventFilter(null, List.of()), OptionalLong.empty())))
                .isInstanceOf(CliError.Unreachable.class);
    }

    @Test
    void doesNotWaitForeverForAnEvent() {
        server.events(frames -> frames.raw(": heartbeat\n\n").hold());

        try (var stream = client.events(new EventFilter(null, List.of()), OptionalLong.empty())) {
            assertThat(error(stream::next)).isInstanceOf(CliError.Unreachable.class);
            assertThat(stream.hasSpoken()).isTrue();
        }
    }

    @Test
    void bringsALargeAnswerWhole() {
        String torrent = Samples.torrent(Samples.HASH, "n".repeat(100_000), "queued");
        server.on(Samples.LIST, 200, Samples.page("null", torrent, torrent, torrent));

        var patient = new RevaerClient(new Connection(server.url(), FakeRevaer.KEY), Timeouts.USUAL);

        assertThat(new Torrents(patient).list(new Query(), 500).items()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SSH-2.0-OpenSSH_9\r\n", "HTTP/1.1 abc\r\n\r\n"})
    void refusesWhatIsNotHttp(String greeting) throws IOException, InterruptedException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var thread = Thread.ofVirtual().start(() -> greet(socket, greeting));

            assertThat(error(() -> client("http://127.0.0.1:" + socket.getLocalPort()).get("/v1/stats")))
                    .isInstanceOf(CliError.NotUnderstood.class);
            thread.join();
        }
    }

    @Test
    void isUnreachableWhenTheConnectionIsClosedAtOnce() throws IOException, InterruptedException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var thread = Thread.ofVirtual().start(() -> greet(socket, ""));

            assertThat(error(() -> client("http://127.0.0.1:" + socket.getLocalPort()).get("/v1/stats")))
                    .isInstanceOf(CliError.Unreachable.class);
            thread.join();
        }
    }

    @Test
    void endsWhenItIsInterrupted() {
        Thread.currentThread().interrupt();

        assertThat(error(() -> client.get("/v1/stats"))).isInstanceOf(CliError.Interrupted.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "ftp://h", "http://", "http:///x", "http://h:99999", "http://h?q",
            "http://h#f", "http://h i"})
    void refusesWhatIsNoServicesUrl(String url) {
        assertThatThrownBy(() -> new Connection(url, null)).isInstanceOf(CliException.class);
    }

    @Test
    void keepsTheKeyOutOfItsText() {
        assertThat(new Connection("http://h/p//", "secret")).hasToString("Connection[http://h/p]");
    }

    private static RevaerClient client(String url) {
        return new RevaerClient(new Connection(url, FakeRevaer.KEY), SHORT);
    }

    private static CliError error(ThrowingCallable action) {
        return catchThrowableOfType(CliException.class, action).error();
    }

    private static void greet(ServerSocket socket, String greeting) {
        try (var connection = socket.accept()) {
            byte[] head = new byte[16];
            assertThat(connection.getInputStream().read(head)).isPositive();
            connection.getOutputStream().write(greeting.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
