package dev.revaer.app.config;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import dev.revaer.app.Patience;
import dev.revaer.app.ServiceClient;
import dev.revaer.app.ServiceFixture;
import dev.revaer.app.database.DatabaseAddress;
import dev.revaer.app.database.DatabaseFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/// TLS switched on by the settings of the running service.
@Timeout(120)
class TlsSettingsIT {
    @TempDir
    private static Path made;
    private static TestCertificate first;
    private static TestCertificate second;

    @TempDir
    private Path temp;
    private Path certificateFile;
    private Path keyFile;
    private DatabaseAddress database;
    private ServiceFixture service;
    private ServiceClient client;

    @BeforeAll
    static void make() throws Exception {
        first = TestCertificate.make(made, "first");
        second = TestCertificate.make(made, "second");
    }

    @BeforeEach
    void start() throws Exception {
        certificateFile = temp.toRealPath().resolve("certificate.pem");
        keyFile = temp.toRealPath().resolve("key.pem");
        database = DatabaseFixture.freshDatabase();
        service = ServiceFixture.start(temp.toRealPath(), database);
        client = ServiceClient.of(service.options().url(), service.options().cliFile());
        first.write(certificateFile, keyFile);
    }

    @AfterEach
    void stop() {
        client.close();
        service.close();
    }

    @Test
    void isSwitchedOnAndOffWhileItRuns() throws Exception {
        var on = client.patch("/v1/config", patch());

        assertThat(on.status()).as(on.json().toString()).isEqualTo(200);
        assertThat(on.at("/restartRequired")).isEmpty();
        assertThat(on.at("/notApplied").isNull()).isTrue();
        assertThat(overTls(first, "GET", "").statusCode()).isEqualTo(200);
        assertThat(overTls(first, "PATCH", "{\"api\": {\"tls\": null}}").statusCode()).isEqualTo(200);
        assertThat(get("/health").at("/components/tls/detail").asString()).isEqualTo("off: plain HTTP");
    }

    @Test
    void takesFilesThatHaveChangedByItself() throws Exception {
        client.patch("/v1/config", patch());
        assertThat(overTls(first, "GET", "").statusCode()).isEqualTo(200);

        second.write(certificateFile, keyFile);

        Patience.until("the new certificate", () -> {
            try {
                return overTls(second, "GET", "").statusCode() == 200;
            } catch (IOException e) {
                return false;
            }
        });
    }

    @Test
    void keepsTheFilesBeforeAndSaysSoWhereNewOnesAreBad() throws Exception {
        client.patch("/v1/config", patch());
        Files.writeString(keyFile, "nonsense");

        Patience.until(
                "health to say so",
                () -> overTls(first, "GET", "").body().contains("holds no private key in PEM form"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void refusesFilesThatWouldLockEverybodyOut(boolean isDryRun) throws Exception {
        second.write(certificateFile, temp.resolve("other.pem"));

        refuses(isDryRun, "/api/tls/privateKey", "is not the key of the certificate in " + certificateFile);
        Files.writeString(certificateFile, "nonsense");
        refuses(isDryRun, "/api/tls/certificate", certificateFile + " holds no certificate in PEM form");
        Files.delete(certificateFile);
        refuses(isDryRun, "/api/tls/certificate", "there is no file " + certificateFile);
        Files.createDirectory(certificateFile);
        refuses(isDryRun, "/api/tls/certificate", certificateFile + " cannot be read");

        assertThat(get("/health").status()).isEqualTo(200);
    }

    @Test
    void doesNotStartWithFilesThatCannotBeUsedAndSaysHowToMendThem() throws Exception {
        client.patch("/v1/config", patch());
        service.close();
        Files.delete(keyFile);

        assertThatExceptionOfType(StartException.class)
                .isThrownBy(() -> ServiceFixture.start(temp.toRealPath(), database))
                .withMessageContaining("api.tls.privateKey")
                .withMessageContaining("there is no file " + keyFile)
                .withMessageContaining("openssl req");

        first.write(certificateFile, keyFile);
        service = ServiceFixture.start(temp.toRealPath(), database);
        assertThat(overTls(first, "GET", "").statusCode()).isEqualTo(200);
    }

    private void refuses(boolean isDryRun, String pointer, String reason) throws Exception {
        var answer = client.patch("/v1/config?dryRun=" + isDryRun, patch());

        assertThat(answer.status()).as(answer.json().toString()).isEqualTo(422);
        assertThat(answer.at("/errors/0/pointer").asString()).isEqualTo(pointer);
        assertThat(answer.at("/errors/0/detail").asString()).contains(reason);
    }

    private String patch() {
        return "{\"api\": {\"tls\": {\"certificate\": \"" + certificateFile + "\", \"privateKey\": \""
                + keyFile
                + "\"}}}";
    }

    /// A connection of its own: the one before may be about to be closed.
    private ServiceClient.Answer get(String path) throws Exception {
        try (var fresh = ServiceClient.of(service.options().url(), service.options().cliFile())) {
            return fresh.get(path);
        }
    }

    /// Reads the health, or changes settings.
    private HttpResponse<String> overTls(TestCertificate trusted, String method, String body)
            throws Exception {
        var key = Files.readString(service.options().cliFile())
                .replaceAll("(?s).*apiKey = \"([^\"]+)\".*", "$1");
        var path = method.equals("GET") ? "/health" : "/v1/config";
        var request = HttpRequest.newBuilder(URI.create(service.options().url(true) + path))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .timeout(Duration.ofSeconds(20))
                .method(method, BodyPublishers.ofString(body))
                .build();
        try (var https = HttpClient.newBuilder().sslContext(trusted.trust()).build()) {
            return https.send(request, BodyHandlers.ofString());
        }
    }
}
