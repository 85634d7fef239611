package dev.revaer.app.fetch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIMatcher;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.StandardConstants;
import javax.net.ssl.TrustManagerFactory;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import dev.revaer.app.fetch.FetchAnswer.Fetched;
import dev.revaer.app.fetch.FetchError.BadRedirect;
import dev.revaer.app.fetch.FetchError.Unreachable;
import dev.revaer.app.fetch.UrlFetcher.NameResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/// A server whose certificate names `files.example`, found at 127.0.0.1 under any name.
@Execution(ExecutionMode.CONCURRENT)
class TlsIT {
    private static final char[] PASSWORD = "changeit".toCharArray();
    private static final NameResolver HERE = _ -> new InetAddress[]{InetAddress.ofLiteral("127.0.0.1")};

    @TempDir
    private Path directory;

    private final ByteArrayOutputStream sink = new ByteArrayOutputStream();
    private final List<String> askedFor = new CopyOnWriteArrayList<>();
    private HttpsServer server;
    private HttpServer plain;
    private SSLContext tls;

    @BeforeEach
    void serve() throws Exception {
        tls = tls(keys());
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls) {
            @Override
            public void configure(HttpsParameters parameters) {
                var known = tls.getDefaultSSLParameters();
                known.setSNIMatchers(List.of(new AskedFor()));
                parameters.setSSLParameters(known);
            }
        });
        server.createContext("/file", exchange -> {
            exchange.sendResponseHeaders(200, 5);
            exchange.getResponseBody().write("hello".getBytes(StandardCharsets.US_ASCII));
            exchange.close();
        });
        server.start();
        plain = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        plain.start();
        redirect(server, "/down", "http://files.example:" + plain.getAddress().getPort() + "/x");
        redirect(plain, "/up", url("files.example", "/file"));
    }

    @AfterEach
    void stop() {
        server.stop(0);
        plain.stop(0);
    }

    @Test
    void checksTheNameAgainstTheCertificateThoughItConnectsToAnAddress() {
        assertThat(fetch(tls, url("files.example", "/file"))).isInstanceOf(Fetched.class);
        assertThat(sink.toString(StandardCharsets.US_ASCII)).isEqualTo("hello");
        assertThat(askedFor).containsOnly("files.example");
        assertThat(error(tls, url("files_.example", "/file"))).isInstanceOf(Unreachable.class);
        assertThat(error(tls, url("other.example", "/file"))).isInstanceOf(Unreachable.class);
        assertThat(error(tls, url("127.0.0.1", "/file"))).isInstanceOf(Unreachable.class);
    }

    @Test
    void trustsNoCertificateOfItsOwnMaking() throws GeneralSecurityException {
        var usual = SSLContext.getDefault();

        assertThat(error(usual, url("files.example", "/file")).reason()).contains("TLS");
    }

    @Test
    void followsUpToHttpsButNotDownToHttp() {
        var up = "http://files.example:" + plain.getAddress().getPort() + "/up";

        assertThat(fetch(tls, up)).isInstanceOf(Fetched.class);
        assertThat(error(tls, url("files.example", "/down"))).isInstanceOf(BadRedirect.class);
    }

    private FetchAnswer fetch(SSLContext context, String url) {
        var request = new FetchRequest(url, Validators.NONE, 1000, Duration.ofSeconds(20));
        return new UrlFetcher(
                () -> FetchRoute.direct(AddressPolicy.LOOPBACK_ONLY),
                "Revaer/test",
                HERE,
                context)
                .fetch(request, sink);
    }

    private FetchError error(SSLContext context, String url) {
        var failure = catchThrowableOfType(FetchException.class, () -> fetch(context, url));
        assertThat(failure).isNotNull();
        return failure.error();
    }

    private String url(String host, String path) {
        return "https://" + host + ":" + server.getAddress().getPort() + path;
    }

    private static void redirect(HttpServer from, String path, String location) {
        from.createContext(path, exchange -> {
            exchange.getResponseHeaders().add("Location", location);
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
    }

    private KeyStore keys() throws Exception {
        var file = directory.resolve("keys.p12");
        var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        var process = new ProcessBuilder(
                keytool,
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-dname",
                "CN=files.example",
                "-ext",
                "san=dns:files.example",
                "-keystore",
                file.toString(),
                "-storepass",
                new String(PASSWORD)).redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        try (var in = Files.newInputStream(file)) {
            var keys = KeyStore.getInstance("PKCS12");
            keys.load(in, PASSWORD);
            return keys;
        } catch (IOException e) {
            throw new AssertionError(Files.readString(directory.resolve("log")), e);
        }
    }

    private static SSLContext tls(KeyStore keys) throws GeneralSecurityException {
        var own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, PASSWORD);
        var trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        var certificates = KeyStore.getInstance("PKCS12");
        try {
            certificates.load(null, null);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        certificates.setCertificateEntry("server", keys.getCertificate("server"));
        trusted.init(certificates);
        var context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
        return context;
    }

    /// Takes any name that a client asks for (SNI).
    private final class AskedFor extends SNIMatcher {
        AskedFor() {
            super(StandardConstants.SNI_HOST_NAME);
        }

        @Override
        public boolean matches(SNIServerName name) {
            askedFor.add(new String(name.getEncoded(), StandardCharsets.US_ASCII));
            return true;
        }
    }
}
