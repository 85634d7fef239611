package dev.revaer.app.fetch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.SSLContext;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.revaer.app.fetch.FetchAnswer.Fetched;
import dev.revaer.app.fetch.FetchAnswer.Magnet;
import dev.revaer.app.fetch.FetchAnswer.NotModified;
import dev.revaer.app.fetch.FetchError.BadAnswer;
import dev.revaer.app.fetch.FetchError.BadRedirect;
import dev.revaer.app.fetch.FetchError.ForbiddenAddress;
import dev.revaer.app.fetch.FetchError.Refused;
import dev.revaer.app.fetch.FetchError.TooLarge;
import dev.revaer.app.fetch.FetchError.TooManyRedirects;
import dev.revaer.app.fetch.FetchError.TooSlow;
import dev.revaer.app.fetch.FetchError.Unreachable;
import dev.revaer.app.fetch.UrlFetcher.NameResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

@Execution(ExecutionMode.CONCURRENT)
class UrlFetcherIT {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final int LARGEST = 1000;

    private final ByteArrayOutputStream sink = new ByteArrayOutputStream();
    private final List<Headers> heard = new ArrayList<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
    }

    @AfterEach
    void stop() {
        end.countDown();
        server.stop(0);
    }

    @Test
    void fetchesAndSaysWhoItIs() {
        on("/file", 200, "hello", "ETag", "\"1\"", "Last-Modified", "Sun, 06 Nov 1994 08:49:37 GMT");

        var answer = fetch("/file?x=1");

        assertThat(answer).isEqualTo(
                new Fetched(5, new Validators("\"1\"", "Sun, 06 Nov 1994 08:49:37 GMT")));
        assertThat(sink.toString(StandardCharsets.UTF_8)).isEqualTo("hello");
        assertThat(heard.getFirst().getFirst("User-Agent")).isEqualTo("Revaer/test");
        assertThat(heard.getFirst().getFirst("Host"))
                .isEqualTo("127.0.0.1:" + server.getAddress().getPort());
        assertThat(heard.getFirst()).doesNotContainKey("Authorization");
    }

    @Test
    void asksWhetherItsCopyStillHolds() {
        on("/file", 304, "");
        var known = new Validators("\"1\"", "Sun, 06 Nov 1994 08:49:37 GMT");

        var answer = fetcher().fetch(new FetchRequest(url("/file"), known, LARGEST, LIMIT), sink);

        assertThat(answer).isEqualTo(new NotModified());
        assertThat(heard.getFirst().getFirst("If-None-Match")).isEqualTo("\"1\"");
        assertThat(heard.getFirst().getFirst("If-Modified-Since"))
                .isEqualTo("Sun, 06 Nov 1994 08:49:37 GMT");
        assertThat(error("/file")).isInstanceOf(Refused.class);
    }

    @Test
    void followsFiveRedirectsButNotSix() {
        for (var i = 0; i < 6; i++) {
            on("/" + i, 302, "", "Location", i % 2 == 0 ? String.valueOf(i + 1) : url("/" + (i + 1)));
        }
        on("/6", 200, "there");

        assertThat(fetch("/1")).isInstanceOf(Fetched.class);
        assertThat(error("/0")).isEqualTo(new TooManyRedirects(5));
    }

    @Test
    void endsALoop() {
        on("/file", 307, "", "Location", "/file");

        assertThat(error("/file")).isEqualTo(new TooManyRedirects(5));
        assertThat(heard).hasSize(6);
    }

    @Test
    void handsBackTheMagnetLinkItWasSentTo() {
        on("/file", 302, "", "Location", "magnet:?xt=urn:btih:abc");

        assertThat(fetch("/file")).isEqualTo(new Magnet("magnet:?xt=urn:btih:abc"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://a.example/", "file:///etc/passwd", "http://[/", "javascript:alert(1)"})
    void followsNothingButTheWeb(String location) {
        on("/file", 302, "", "Location", location);

        assertThat(error("/file")).isInstanceOf(BadRedirect.class);
    }

    @Test
    void refusesARedirectToNowhere() {
        on("/file", 302, "");

        assertThat(error("/file")).isInstanceOf(BadRedirect.class);
    }

    @Test
    void stopsAtTheLargestWhetherTheLengthIsSaidOrNot() {
        on("/fits", 200, "x".repeat(LARGEST));
        on("/said", 200, "x".repeat(LARGEST + 1));
        handle("/unsaid", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (var body = exchange.getResponseBody()) {
                while (true) {
                    body.write(new byte[256]);
                }
            }
        });

        assertThat(fetch("/fits")).isInstanceOf(Fetched.class);
        sink.reset();
        assertThat(error("/said")).isEqualTo(new TooLarge(LARGEST));
        assertThat(sink.size()).isZero();
        assertThat(error("/unsaid")).isEqualTo(new TooLarge(LARGEST));
        assertThat(sink.size()).isLessThanOrEqualTo(LARGEST);
    }

    @Test
    void unpacksGzipUpToTheLargest() throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(new byte[LARGEST]);
        }
        var bomb = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bomb)) {
            gzip.write(new byte[200 * LARGEST]);
        }
        on("/file", 200, packed.toByteArray(), "Content-Encoding", "gzip");
        on("/bomb", 200, bomb.toByteArray(), "Content-Encoding", "gzip");
        on("/damaged", 200, "no gzip", "Content-Encoding", "gzip");
        on("/other", 200, "x", "Content-Encoding", "br");

        assertThat(fetch("/file")).isInstanceOf(Fetched.class);
        assertThat(sink.size()).isEqualTo(LARGEST);
        assertThat(bomb.size()).isLessThan(LARGEST);
        assertThat(error("/bomb")).isEqualTo(new TooLarge(LARGEST));
        assertThat(error("/damaged")).isInstanceOf(BadAnswer.class);
        assertThat(error("/other")).isInstanceOf(BadAnswer.class);
    }

    @Test
    void readsChunksAndBodiesWithoutAnEnd() throws IOException {
        for (var text : new String[]{
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3;a=b\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n",
                "HTTP/1.1 103 Early\r\nLink: x\r\n\r\nHTTP/1.0 200\r\n\r\nhello"}) {
            sink.reset();
            try (var raw = RawServer.saying(text)) {
                fetchUrl(raw.url(), LIMIT);
            }
            assertThat(sink.toString(StandardCharsets.UTF_8)).isEqualTo("hello");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "SSH-2.0-OpenSSH\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhello",
            "HTTP/1.1 200 OK\r\nContent-Length: -9\r\n\r\nhello",
            "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nhello",
            "HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nhello\r\n0\r\n\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: deflate\r\n\r\nhello"})
    void refusesWhatIsNoSoundAnswer(String answer) throws IOException {
        try (var raw = RawServer.saying(answer)) {
            assertThat(errorOf(raw.url(), LIMIT)).isInstanceOf(BadAnswer.class);
        }
    }

    @Test
    void bearsWithAnyNoise() throws IOException {
        var random = new Random(5);
        var bytes = new ArrayDeque<byte[]>();
        try (var raw = RawServer.start(client -> {
            RawServer.readHead(client);
            client.getOutputStream().write(bytes.remove());
        })) {
            for (var i = 0; i < 150; i++) {
                bytes.add(noise(random));
                try {
                    fetchUrl(raw.url(), LIMIT);
                } catch (FetchException e) {
                    assertThat(e.error().reason()).isNotBlank();
                }
            }
        }
    }

    @Test
    void bearsNoHeadWithoutEnd() throws IOException {
        try (var raw = RawServer.start(client -> {
            RawServer.readHead(client);
            var out = client.getOutputStream();
            out.write("HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.US_ASCII));
            while (true) {
                out.write("X: 1234567890\r\n".getBytes(StandardCharsets.US_ASCII));
            }
        })) {
            assertThat(errorOf(raw.url(), LIMIT)).isInstanceOf(BadAnswer.class);
        }
    }

    @Test
    void endsInTimeHoweverSlowTheServer() throws IOException {
        try (var mute = RawServer.start(_ -> await()); var drip = RawServer.start(client -> {
            RawServer.readHead(client);
            client.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            while (end.getCount() > 0) {
                client.getOutputStream().write(1);
                pause();
            }
        })) {
            for (var url : new String[]{mute.url(), drip.url(), mute.url().replace("http:", "https:")}) {
                var begin = System.nanoTime();

                assertThat(errorOf(url, Duration.ofMillis(700))).isInstanceOf(TooSlow.class);

                assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
            }
        }
    }

    @Test
    void endsInTimeWhenTheNameServerHangs() {
        var fetcher = fetcher(AddressPolicy.LOOPBACK_ONLY, _ -> {
            await();
            return new InetAddress[0];
        });

        assertThat(error(fetcher, "http://files.example/", Duration.ofMillis(300)))
                .isInstanceOf(TooSlow.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:1/", "http://localhost:1/", "http://[::1]:1/",
            "http://0.0.0.0:1/",
            "http://[::ffff:127.0.0.1]:1/", "http://2130706433:1/", "http://127.1:1/", "http://10.0.0.1/",
            "http://169.254.169.254/latest/meta-data", "http://[fe80::1]/", "http://[fd00::1]/"})
    void connectsToNothingPrivateUnlessAllowed(String url) {
        var fetcher = new UrlFetcher(() -> FetchRoute.direct(AddressPolicy.PUBLIC_ONLY), "Revaer/test");

        // 127.1 and a bare number are refused as names where this Java does not take them for addresses
        assertThat(error(fetcher, url, LIMIT)).isInstanceOfAny(ForbiddenAddress.class, Unreachable.class);
    }

    @Test
    void refusesARedirectToAForbiddenAddress() {
        on("/file", 302, "", "Location", "http://10.1.2.3/secret");

        assertThat(error("/file")).isEqualTo(new ForbiddenAddress("10.1.2.3", "10.1.2.3"));
    }

    @Test
    void connectsToTheVeryAddressItChecked() {
        on("/file", 200, "hello");
        var answers = new ArrayDeque<>(List.of("127.0.0.1", "10.0.0.1"));
        var fetcher = fetcher(
                AddressPolicy.LOOPBACK_ONLY,
                _ -> new InetAddress[]{InetAddress.ofLiteral(answers.remove())});
        var url = "http://files.example:" + server.getAddress().getPort() + "/file";

        assertThat(fetcher.fetch(request(url, LIMIT), sink)).isInstanceOf(Fetched.class);
        assertThat(answers).containsExactly("10.0.0.1");
        assertThat(heard.getFirst().getFirst("Host")).startsWith("files.example:");
        assertThat(error(fetcher, url, LIMIT)).isEqualTo(new ForbiddenAddress("files.example", "10.0.0.1"));
    }

    @Test
    void looksUpAndChecksEachHop() {
        on("/file", 302, "", "Location", "/file");
        var answers = new ArrayDeque<>(List.of("127.0.0.1", "192.168.1.1"));
        var fetcher = fetcher(
                AddressPolicy.LOOPBACK_ONLY,
                _ -> new InetAddress[]{InetAddress.ofLiteral(answers.remove())});
        var url = "http://files.example:" + server.getAddress().getPort() + "/file";

        assertThat(error(fetcher, url, LIMIT))
                .isEqualTo(new ForbiddenAddress("files.example", "192.168.1.1"));
    }

    @Test
    void triesTheNextPermittedAddress() {
        on("/file", 200, "hello");
        var addresses = List.of("10.0.0.1", "127.0.0.77", "127.0.0.1");
        var fetcher = fetcher(
                AddressPolicy.LOOPBACK_ONLY,
                _ -> addresses.stream().map(InetAddress::ofLiteral).toArray(InetAddress[]::new));
        var url = "http://files.example:" + server.getAddress().getPort() + "/file";

        assertThat(fetcher.fetch(request(url, LIMIT), sink)).isInstanceOf(Fetched.class);
    }

    @Test
    void sendsAUserToItsOriginAloneAndTellsNothingOfIt() throws IOException {
        try (var other = RawServer.start(client -> {
            var bytes = new byte[4096];
            var text = new String(bytes, 0, client.getInputStream().read(bytes), StandardCharsets.US_ASCII);
            client.getOutputStream()
                    .write(
                            (text.contains("Authorization") ? "HTTP/1.1 500\r\n\r\n" : "HTTP/1.1 418\r\n\r\n")
                                    .getBytes(StandardCharsets.US_ASCII));
        })) {
            on("/file", 302, "", "Location", other.url() + "?passkey=secret");

            var error = errorOf(url("/file").replace("//", "//me:secret@"), LIMIT);

            assertThat(heard.getFirst().getFirst("Authorization")).isEqualTo("Basic bWU6c2VjcmV0");
            assertThat(error)
                    .isInstanceOfSatisfying(Refused.class, it -> assertThat(it.status()).isEqualTo(418));
            assertThat(error.reason()).doesNotContain("secret").contains("127.0.0.1");
        }
    }

    @Test
    void saysWhatKeepsItFromAServer() throws IOException {
        on("/gone", 404, "");
        int closed;
        try (var raw = RawServer.saying("")) {
            closed = URI.create(raw.url()).getPort();
        }

        assertThat(error("/gone").reason()).contains("404");
        assertThat(errorOf("http://127.0.0.1:" + closed + "/", LIMIT)).isInstanceOf(Unreachable.class);
        assertThat(errorOf("http://no-such-host.invalid/", LIMIT)).isInstanceOf(Unreachable.class);
    }

    @Test
    void letsAFailingSinkBeTheCallersMatter() {
        on("/file", 200, "hello");
        var full = new OutputStream() {
            @Override
            public void write(int unit) throws IOException {
                throw new IOException("disk full");
            }
        };

        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> fetcher().fetch(request(url("/file"), LIMIT), full));
    }

    private void on(String path, int status, String body, String... fields) {
        on(path, status, body.getBytes(StandardCharsets.UTF_8), fields);
    }

    private void on(String path, int status, byte[] body, String... fields) {
        handle(path, exchange -> {
            for (var i = 0; i < fields.length; i += 2) {
                exchange.getResponseHeaders().add(fields[i], fields[i + 1]);
            }
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
    }

    private void handle(String path, HttpHandler handler) {
        server.createContext(path, exchange -> {
            heard.add(exchange.getRequestHeaders());
            handler.handle(exchange);
        });
    }

    private FetchAnswer fetch(String path) {
        return fetchUrl(url(path), LIMIT);
    }

    private FetchAnswer fetchUrl(String url, Duration limit) {
        return fetcher().fetch(request(url, limit), sink);
    }

    private FetchError error(String path) {
        return errorOf(url(path), LIMIT);
    }

    private FetchError errorOf(String url, Duration limit) {
        return error(fetcher(), url, limit);
    }

    private FetchError error(UrlFetcher fetcher, String url, Duration limit) {
        var failure = catchThrowableOfType(
                FetchException.class,
                () -> fetcher.fetch(request(url, limit), sink));
        assertThat(failure).as("failure of " + url).isNotNull();
        return failure.error();
    }

    private String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private static FetchRequest request(String url, Duration limit) {
        return new FetchRequest(url, Validators.NONE, LARGEST, limit);
    }

    private static UrlFetcher fetcher() {
        return new UrlFetcher(() -> FetchRoute.direct(AddressPolicy.LOOPBACK_ONLY), "Revaer/test");
    }

    private static UrlFetcher fetcher(AddressPolicy policy, NameResolver resolver) {
        try {
            return new UrlFetcher(
                    () -> FetchRoute.direct(policy),
                    "Revaer/test",
                    resolver,
                    SSLContext.getDefault());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] noise(Random random) {
        var bytes = new byte[random.nextInt(300)];
        random.nextBytes(bytes);
        var start = new String[]{"", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 302 Found\r\nLocation: ",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n\u001f"}[random.nextInt(5)]
                .getBytes(StandardCharsets.ISO_8859_1);
        var all = new ByteArrayOutputStream();
        all.writeBytes(start);
        all.writeBytes(bytes);
        return all.toByteArray();
    }

    private void await() {
        try {
            end.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void pause() {
        try {
            var _ = end.await(20, TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
