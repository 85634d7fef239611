package dev.revaer.api.tls;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.time.Duration;

import dev.revaer.api.TestServer;
import dev.revaer.engine.BadValueException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/// The real server with certificates of the test's.
@Timeout(60)
class TlsApiIT {
    @TempDir
    private static Path made;
    private static TestCertificate first;
    private static TestCertificate second;
    private static TestCertificate expired;
    private static TestCertificate future;

    @TempDir
    private Path directory;
    private Path certificateFile;
    private Path keyFile;
    private TestServer server;

    @BeforeAll
    static void make() throws Exception {
        first = TestCertificate.make(made, "first", "-keyalg", "EC");
        second = TestCertificate.make(made, "second", "-keyalg", "RSA", "-keysize", "2048");
        expired = TestCertificate
                .make(made, "expired", "-keyalg", "Ed25519", "-startdate", "-3d", "-validity", "1");
        future = TestCertificate.make(made, "future", "-keyalg", "EC", "-startdate", "+3d");
    }

    @BeforeEach
    void start() {
        certificateFile = directory.resolve("certificate.pem");
        keyFile = directory.resolve("key.pem");
        server = TestServer.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void speaksTlsToNewConnections() throws Exception {
        server.tls().use(first.write(certificateFile, keyFile));

        try (var client = trusting(first)) {
            var answer = get(client, "/v1/torrents");

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Strict-Transport-Security")).contains("max-age=86400");
            assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
            assertThat(answer.sslSession().orElseThrow().getProtocol()).isEqualTo("TLSv1.3");
        }
        assertThat(server.tls().health().detail()).startsWith("CN=first until ");
    }

    @Test
    void streamsEventsOverTls() throws Exception {
        server.tls().use(first.write(certificateFile, keyFile));

        try (var client = trusting(first);
                var body = client.send(request("/v1/events"), BodyHandlers.ofInputStream()).body()) {
            assertThat(new String(body.readNBytes(6), StandardCharsets.UTF_8)).isEqualTo("retry:");
        }
    }

    @Test
    void answersWhoeverSwitchesItOnAndThenClosesPlainConnections() throws Exception {
        try (var plain = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            plain.setSoTimeout(20_000);
            ask(plain);
            assertThat(plain.getInputStream().read()).isEqualTo('H');

            server.tls().use(first.write(certificateFile, keyFile));
            ask(plain);

            var rest = new String(plain.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(rest.split("HTTP/1.1 200", -1)).hasSize(2);
        }
        try (var plain = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            plain.setSoTimeout(20_000);
            ask(plain);
            assertThat(new String(plain.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1))
                    .doesNotContain("HTTP");
        }
    }

    @Test
    void speaksPlainHttpAgain() throws Exception {
        server.tls().use(first.write(certificateFile, keyFile));
        server.tls().use(TlsSettings.USUAL);

        assertThat(server.get("/v1/torrents").status()).isEqualTo(200);
        assertThat(server.tls().health().detail()).isEqualTo("off: plain HTTP");
    }

    @Test
    void takesFilesThatHaveChanged() throws Exception {
        server.tls().use(first.write(certificateFile, keyFile));
        second.write(certificateFile, keyFile);

        server.tls().reload();

        try (var client = trusting(second)) {
            assertThat(get(client, "/health").statusCode()).isEqualTo(200);
        }
        try (var client = trusting(first)) {
            assertThatExceptionOfType(IOException.class).isThrownBy(() -> get(client, "/health"));
        }
        assertThat(server.tls().health().detail()).startsWith("CN=second until ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"certificate | nonsense | holds no certificate in PEM form",
            "privateKey | nonsense | holds no private key in PEM form", "certificate | '' | there is no file",
            "privateKey | '' | there is no file"})
    void keepsTheFilesBeforeWhereNewOnesAreBad(String which, String text, String reason) throws Exception {
        server.tls().use(first.write(certificateFile, keyFile));
        var file = which.equals("certificate") ? certificateFile : keyFile;
        if (text.isEmpty()) {
            Files.delete(file);
        } else {
            Files.writeString(file, text);
        }

        server.tls().reload();
        assertThat(server.tls().health().status()).isEqualTo("up");
        server.tls().reload();

        assertThat(server.tls().health().status()).isEqualTo("degraded");
        assertThat(server.tls().health().detail()).contains(reason, "CN=first until ");
        assertThat(server.tls().health().remedy()).contains("Mend the files");
        try (var client = trusting(first)) {
            assertThat(get(client, "/health").statusCode()).isEqualTo(200);
        }
        first.write(certificateFile, keyFile);
        server.tls().reload();
        assertThat(server.tls().health().status()).isEqualTo("up");
    }

    @Test
    void waitsUntilCertificateAndKeyBelongTogether() throws Exception {
        server.tls().use(first.write(certificateFile, keyFile));
        second.write(certificateFile, directory.resolve("other.pem"));

        server.tls().reload();
        Files.move(directory.resolve("other.pem"), keyFile, StandardCopyOption.REPLACE_EXISTING);
        server.tls().reload();

        assertThat(server.tls().health().status()).isEqualTo("up");
        assertThat(server.tls().health().detail()).startsWith("CN=second until ");
    }

    @Test
    void refusesFilesThatDoNotBelongTogetherAndStaysAsItIs() throws Exception {
        var settings = first.write(certificateFile, keyFile);
        second.write(directory.resolve("second.pem"), keyFile);

        assertThatExceptionOfType(BadValueException.class).isThrownBy(() -> server.tls().use(settings))
                .withMessage(keyFile + " is not the key of the certificate in " + certificateFile)
                .satisfies(e -> assertThat(e.field()).isEqualTo("privateKey"));

        assertThat(server.get("/health").status()).isEqualTo(200);
    }

    @Test
    void refusesACertificateThatHasExpiredButGoesOnWithOne() throws Exception {
        var settings = expired.write(certificateFile, keyFile);

        assertThatExceptionOfType(BadValueException.class).isThrownBy(() -> TlsServer.checkFresh(settings))
                .withMessageContaining("has expired");
        assertThatCode(() -> server.tls().use(settings)).doesNotThrowAnyException();

        assertThat(server.tls().health().status()).isEqualTo("degraded");
        assertThat(server.tls().health().detail()).contains("has expired");
    }

    @Test
    void refusesACertificateThatIsNotValidYet() throws Exception {
        var settings = future.write(certificateFile, keyFile);

        assertThatExceptionOfType(BadValueException.class).isThrownBy(() -> TlsServer.checkFresh(settings))
                .withMessageContaining("is not valid before");
        TlsServer.check(settings);
    }

    @ParameterizedTest
    @CsvSource(nullValues = "null", value = {"/a,null,privateKey", "null,/a,certificate",
            "a.pem,/a,certificate",
            "/a,./a,privateKey"})
    void refusesPathsThatLeadNowhere(String certificate, String key, String field) {
        assertThatExceptionOfType(BadValueException.class)
                .isThrownBy(() -> new TlsSettings(certificate, key))
                .satisfies(e -> assertThat(e.field()).isEqualTo(field));
    }

    private static HttpClient trusting(TestCertificate certificate)
            throws IOException, GeneralSecurityException {
        return HttpClient.newBuilder().sslContext(certificate.trust()).build();
    }

    private HttpRequest request(String path) {
        return HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + server.port() + path))
                .header("Authorization", "Bearer " + TestServer.KEY)
                .timeout(Duration.ofSeconds(20))
                .build();
    }

    private HttpResponse<String> get(HttpClient client, String path)
            throws IOException, InterruptedException {
        return client.send(request(path), BodyHandlers.ofString());
    }

    private static void ask(Socket socket) throws IOException {
        socket.getOutputStream()
                .write("GET /health HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
    }
}
