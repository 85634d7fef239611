package dev.revaer.app;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// Kills the service when a job has ended, and before anybody has heard of it.
@Timeout(180)
class HookCrashIT {
    @TempDir
    private Path temp;
    private ServiceProcess service;
    private HttpServer receiver;
    private final BlockingQueue<String> deliveries = new LinkedBlockingQueue<>();
    private final CountDownLatch isKilled = new CountDownLatch(1);

    @BeforeEach
    void start() throws Exception {
        service = new ServiceProcess(temp.toRealPath());
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        receiver.createContext("/hook", exchange -> {
            var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            deliveries.add(exchange.getRequestHeaders().getFirst("X-Revaer-Delivery") + " " + body);
            try {
                isKilled.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        receiver.start();
    }

    @AfterEach
    void endAll() throws Exception {
        receiver.stop(0);
        service.endAll();
    }

    @Test
    void tellsOfAJobWhoseEndNobodyHasHeardOf() throws Exception {
        var process = service.startAndAwaitReady();
        String hash;
        try (var client = ServiceClient.of("http://" + service.listen(), service.cliFile())) {
            var patched = client.patch(
                    "/v1/config",
                    "{\"fsops\": {\"transfer\": \"move\", \"hooks\": {\"webhook\": {\"url\": \"http://127.0.0.1:%d/hook\", \"secret\": \"a secret of some length\"}}}}"
                            .formatted(receiver.getAddress().getPort()));
            assertThat(patched.status()).as(patched.json().toString()).isEqualTo(200);
            Files.writeString(service.dataDir().resolve("downloads/note.txt"), "hello");
            var added = client.post(
                    "/v1/torrents",
                    "{\"metainfo\": \"%s\"}".formatted(Base64.getEncoder().encodeToString(torrent())));
            assertThat(added.status()).as(added.json().toString()).isEqualTo(201);
            hash = added.at("/infoHash").asString();
        }
        var before = deliveries.poll(60, TimeUnit.SECONDS);

        process.destroyForcibly().waitFor();
        isKilled.countDown();
        service.startAndAwaitReady();
        var after = deliveries.poll(60, TimeUnit.SECONDS);

        assertThat(before).contains("\"completed\"", hash);
        assertThat(after).isEqualTo(before);
        try (var client = ServiceClient.of("http://" + service.listen(), service.cliFile())) {
            Patience.until("the note", () -> {
                var told = client.get("/v1/fsops/hooks/deliveries?state=delivered").at("/items");
                return told.size() == 1;
            });
            assertThat(client.get("/v1/torrents/" + hash).at("/downloadDir").asString())
                    .isEqualTo(service.dataDir().resolve("library").toString());
        }
        assertThat(deliveries).isEmpty();
        assertThat(service.dataDir().resolve("library/note.txt")).hasContent("hello");
        assertThat(service.dataDir().resolve("downloads/note.txt")).doesNotExist();
    }

    /// One of a single piece (BEP 3).
    private static byte[] torrent() throws Exception {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(
                "d4:infod6:lengthi5e4:name8:note.txt12:piece lengthi16384e6:pieces20:"
                        .getBytes(StandardCharsets.US_ASCII));
        bytes.writeBytes(
                MessageDigest.getInstance("SHA-1").digest("hello".getBytes(StandardCharsets.US_ASCII)));
        bytes.writeBytes("ee".getBytes(StandardCharsets.US_ASCII));
        return bytes.toByteArray();
    }
}
