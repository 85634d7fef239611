package dev.revaer.app;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;

import dev.revaer.app.database.DatabaseFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

/// The program on a database that it is given: it waits for its setup.
@Timeout(180)
@Execution(CONCURRENT)
class SetupProcessIT {
    private static final Pattern TOKEN = Pattern.compile("token=\"?(rvsetup_[\\w-]{43})");
    private static final int BAD_CONFIGURATION = 78;

    @TempDir
    private Path temp;
    private ServiceProcess service;
    private Map<String, String> given;

    @BeforeEach
    void choosePlaces() throws Exception {
        service = new ServiceProcess(temp.toRealPath());
        given = Map.of("DATABASE_URL", ServiceFixture.url(DatabaseFixture.emptyDatabase()));
    }

    @AfterEach
    void endAll() throws Exception {
        service.endAll();
    }

    @Test
    void waitsForItsSetupAndIsSetUpOnce() throws Exception {
        var process = service.startUp(given);
        var token = tokenOnceReady(process);

        assertThat(send("GET", "/health", "").statusCode()).isEqualTo(200);
        assertThat(send("GET", "/openapi.json", "").statusCode()).isEqualTo(200);
        assertThat(send("GET", "/v1/torrents", "")).extracting(HttpResponse::statusCode).isEqualTo(409);
        assertThat(send("GET", "/v1/torrents", "").body()).contains("setup-required");
        assertThat(service.cliFile()).doesNotExist();
        assertThat(complete("rvsetup_wrong").statusCode()).isEqualTo(401);

        var completed = complete(token);

        assertThat(completed.statusCode()).as(completed.body()).isEqualTo(200);
        var key = ServiceProcess.json(completed).at("/secret").asString();
        assertThat(complete(token).body()).contains("setup-done");
        assertThat(asKey(key, "/v1/config").body()).contains("\"connections\":77");
        process.destroy();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        var second = service.startAndAwaitReady(given);
        assertThat(asKey(key, "/v1/torrents").statusCode()).isEqualTo(200);
        second.destroy();
    }

    @Test
    void givesAnotherTokenToTheMachineItself() throws Exception {
        var process = service.startUp(given);
        var first = tokenOnceReady(process);

        var started = send("POST", "/admin/setup/start", "");

        assertThat(started.statusCode()).isEqualTo(201);
        var second = ServiceProcess.json(started).path("token").asString();
        assertThat(complete(first).body()).contains("setup-token-unknown");
        assertThat(complete(second).statusCode()).isEqualTo(200);
    }

    @Test
    void logsJsonIfToldTo() throws Exception {
        var told = new HashMap<>(given);
        told.put("REVAER_LOG_FORMAT", "json");
        var process = service.startUp(told);
        var output = process.inputReader(StandardCharsets.UTF_8);
        var lines = CompletableFuture
                .supplyAsync(
                        () -> output.lines()
                                .takeWhile(line -> !line.contains("Revaer listens"))
                                .filter(line -> !line.startsWith("[")) // the JVM's own
                                .toList(),
                        Thread::startVirtualThread)
                .get(ServiceProcess.READY_LIMIT.toMillis(), TimeUnit.MILLISECONDS);

        assertThat(lines).isNotEmpty();
        assertThat(lines).allSatisfy(
                line -> assertThat(JsonMapper.shared().readTree(line).path("message").asString())
                        .isNotBlank());
    }

    @Test
    void refusesToBeReachedFromAfarWithoutAPrintedToken() throws Exception {
        var port = ServiceFixture.freePort();
        var refused = service.start(
                Map.of("DATABASE_URL", given.get("DATABASE_URL"), "REVAER_PRINT_SETUP_TOKEN", "false"),
                "up",
                "--loopback-only",
                "--data-dir",
                service.dataDir().toString(),
                "--listen",
                "0.0.0.0:" + port);

        assertThat(refused.waitFor(ServiceProcess.READY_LIMIT.toMillis(), TimeUnit.MILLISECONDS)).isTrue();

        assertThat(refused.exitValue()).isEqualTo(BAD_CONFIGURATION);
        assertThat(refused.errorReader(StandardCharsets.UTF_8).lines())
                .anyMatch(line -> line.contains("is not set up and prints no setup token"));
    }

    @Test
    void saysWhichKeyForSecretsIsNone() throws Exception {
        var refused = service.startUp(Map.of("REVAER_SECRET_KEY", "hunter2"));

        assertThat(refused.waitFor(ServiceProcess.READY_LIMIT.toMillis(), TimeUnit.MILLISECONDS)).isTrue();

        assertThat(refused.exitValue()).isEqualTo(BAD_CONFIGURATION);
        assertThat(refused.errorReader(StandardCharsets.UTF_8).lines())
                .anyMatch(line -> line.contains("REVAER_SECRET_KEY must be 32 bytes"))
                .noneMatch(line -> line.contains("hunter2"));
    }

    /// @return the token in the log, which is on the way to "Ctrl-C stops it"
    private static String tokenOnceReady(Process process) throws Exception {
        var output = process.inputReader(StandardCharsets.UTF_8);
        var token = new AtomicReference<>("");
        return CompletableFuture.supplyAsync(() -> {
            var _ = output.lines().peek(line -> {
                var matcher = TOKEN.matcher(line);
                if (matcher.find()) {
                    token.set(matcher.group(1));
                }
            }).anyMatch(line -> line.startsWith("Ctrl-C stops it"));
            return token.get();
        }, Thread::startVirtualThread).get(ServiceProcess.READY_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    }

    private HttpResponse<String> complete(String token) throws Exception {
        return service.send(
                HttpRequest.newBuilder(service.uri("/admin/setup/complete"))
                        .header("X-Revaer-Setup-Token", token)
                        .header("Content-Type", "application/json")
                        .POST(
                                BodyPublishers.ofString(
                                        "{\"settings\": {\"engine\": {\"connections\": 77}}}")));
    }

    private HttpResponse<String> send(String method, String path, String body) throws Exception {
        return service.send(
                HttpRequest.newBuilder(service.uri(path)).method(method, BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> asKey(String key, String path) throws Exception {
        return service
                .send(HttpRequest.newBuilder(service.uri(path)).header("Authorization", "Bearer " + key));
    }
}
