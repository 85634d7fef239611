package dev.revaer.app.hook;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import dev.revaer.app.Patience;
import dev.revaer.app.ServiceClient;
import dev.revaer.app.ServiceFixture;
import dev.revaer.app.database.DatabaseFixture;
import dev.revaer.engine.InfoHash;
import dev.revaer.engine.MetainfoReader;
import dev.revaer.engine.event.EventType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static dev.revaer.app.database.schema.Tables.FSOPS_DELIVERY;
import static org.assertj.core.api.Assertions.assertThat;

/// Hooks of the running service: a real server that is told, and real programs that are run.
@Timeout(120)
class HooksIT {
    private static final String SECRET = "a secret between the two";

    @TempDir
    private static Path temp;
    private static Path directory;
    private static ServiceFixture service;
    private static ServiceClient client;
    private static HttpServer receiver;
    private static final BlockingQueue<Received> RECEIVED = new LinkedBlockingQueue<>();
    private static volatile int status = 204;

    /// What the server was told.
    private record Received(Headers headers, String body) {
        JsonNode json() {
            return JsonMapper.shared().readTree(body);
        }

        String header(String name) {
            return headers.getFirst(name);
        }
    }

    @BeforeAll
    static void start() throws IOException {
        directory = temp.toRealPath();
        service = ServiceFixture.start(directory, DatabaseFixture.freshDatabase());
        client = ServiceClient.of(service.options().url(), service.options().cliFile());
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/hook", exchange -> {
            var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            RECEIVED.add(new Received(exchange.getRequestHeaders(), body));
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        receiver.start();
    }

    @AfterAll
    static void stop() {
        receiver.stop(0);
        client.close();
        service.close();
    }

    @AfterEach
    void takeBack() throws Exception {
        set("{\"fsops\": null}");
        status = 204;
        RECEIVED.clear();
        service.sql().deleteFrom(FSOPS_DELIVERY).execute();
    }

    @Test
    void postsEachOutcomeSignedWithTheSecret() throws Exception {
        set(webhook("\"completed\", \"failed\""));
        var infoHash = add("posted.txt");

        var received = received();

        assertThat(received.json().path("infoHash").asString()).isEqualTo(infoHash.hex());
        assertThat(received.json().path("state").asString()).isEqualTo("completed");
        assertThat(received.json().path("libraryPath").asString()).endsWith("/posted.txt");
        assertThat(received.header("X-Revaer-Event")).isEqualTo("fsops_completed");
        var time = received.header("X-Revaer-Signature").replaceAll("t=(\\d+),.*", "$1");
        assertThat(Instant.ofEpochSecond(Long.parseLong(time)))
                .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(1));
        assertThat(received.header("X-Revaer-Signature"))
                .isEqualTo(WebhookCall.signature(SECRET, Long.parseLong(time), received.body()));
        Patience.until("the note", () -> deliveries("delivered").size() == 1);
        assertThat(deliveries("delivered").get(0).path("id").asString())
                .isEqualTo(received.header("X-Revaer-Delivery"));
    }

    @Test
    void tellsWhatItIsToldToTell() throws Exception {
        set(webhook("\"failed\""));
        Files.writeString(service.options().libraryDir().resolve("wanted.txt"), "in the way");
        service.eventsUntil(add("unwanted.txt"), EventType.FSOPS_COMPLETED);
        add("wanted.txt");

        var received = received();

        assertThat(received.json().path("name").asString()).isEqualTo("wanted.txt");
        assertThat(received.json().path("state").asString()).isEqualTo("failed");
        assertThat(received.json().path("reason").asString()).contains("already exists");
        assertThat(received.header("X-Revaer-Event")).isEqualTo("fsops_failed");
        assertThat(RECEIVED).isEmpty();
    }

    @Test
    void givesUpAfterSoManyTriesUntilSomebodySaysRetry() throws Exception {
        status = 500;
        set(webhook("\"completed\""));
        set("{\"fsops\": {\"hooks\": {\"attempts\": 2}}}");
        add("refused.txt");
        var first = received();
        Patience.until("the note", () -> deliveries("waiting").path(0).path("attempts").asInt() == 1);
        service.sql().update(FSOPS_DELIVERY).set(FSOPS_DELIVERY.NEXT_TRY_AT, Instant.now()).execute();
        var second = received();
        Patience.until("the end", () -> deliveries("dead").size() == 1);
        var dead = deliveries("dead").get(0);

        status = 200;
        var retried = client.post("/v1/fsops/hooks/deliveries/" + dead.path("id").asString() + "/retry", "");
        var third = received();

        assertThat(dead.path("attempts").asInt()).isEqualTo(2);
        assertThat(dead.path("detail").asString()).contains("status 500");
        assertThat(retried.status()).as(retried.json().toString()).isEqualTo(202);
        for (var again : List.of(second, third)) {
            assertThat(again.body()).isEqualTo(first.body());
            assertThat(again.header("X-Revaer-Delivery")).isEqualTo(first.header("X-Revaer-Delivery"));
        }
        Patience.until("the note", () -> deliveries("delivered").size() == 1);
    }

    @Test
    void saysThatManyWereGivenUp() throws Exception {
        for (int i = 0; i < 5; i++) {
            service.sql()
                    .insertInto(FSOPS_DELIVERY)
                    .set(FSOPS_DELIVERY.HOOK, "webhook")
                    .set(FSOPS_DELIVERY.INFO_HASH, "a".repeat(40))
                    .set(FSOPS_DELIVERY.BODY, "{\"state\": \"completed\"}")
                    .set(FSOPS_DELIVERY.STATE, i < 4 ? "dead" : "waiting")
                    .set(FSOPS_DELIVERY.CREATED_AT, Instant.now())
                    .set(FSOPS_DELIVERY.NEXT_TRY_AT, Instant.now())
                    .set(FSOPS_DELIVERY.ENDED_AT, Instant.now())
                    .execute();
        }
        set("{\"fsops\": {\"hooks\": {\"attempts\": 1}}}");
        service.bean(Hooks.class).wake();

        Patience.until("the health", () -> {
            var hooks = client.get("/health/full").at("/components/hooks");
            return hooks.path("status").asString().equals("degraded");
        });
    }

    @Test
    void runsACommandWithTheOutcomeInItsEnvironmentAndNothingElse() throws Exception {
        var script = script(
                "tell.sh",
                "/usr/bin/env > \"$1\"\n/bin/cat >> \"$1\"\necho to whom it may concern >&2\nexit 0");
        var told = directory.resolve("told.txt");
        set(command(script, "[\"" + told + "\", \"; exit 7\"]", "PT1M", "\"completed\""));
        var infoHash = add("run.txt");

        Patience.until("the note", () -> deliveries("delivered").size() == 1);

        var names = Files.readAllLines(told).stream().map(line -> line.replaceAll("=.*", "")).toList();
        // the shell that reads the script makes the others
        assertThat(names).allMatch(name -> name.matches("REVAER_[A-Z_]+|PWD|OLDPWD|SHLVL|_"));
        assertThat(Files.readAllLines(told)).contains(
                "REVAER_INFO_HASH=" + infoHash.hex(),
                "REVAER_STATE=completed",
                "REVAER_NAME=run.txt",
                "REVAER_FILES=1",
                "REVAER_LIBRARY_PATH=" + service.options().libraryDir().resolve("run.txt"));
        assertThat(deliveries("delivered").get(0).path("output").asString())
                .isEqualTo("to whom it may concern\n");
    }

    @Test
    void killsACommandThatTakesTooLongAndKeepsTheEndOfWhatItWrote() throws Exception {
        var script = script(
                "slow.sh",
                "i=0\nwhile [ $i -lt 2000 ]; do echo line $i; i=$((i+1)); done\n/bin/sleep 600 &\necho $!\nwait");
        set(command(script, "[]", "PT2S", "\"completed\""));
        set("{\"fsops\": {\"hooks\": {\"attempts\": 1}}}");
        add("slow.txt");

        Patience.until("the end", () -> deliveries("dead").size() == 1);

        var dead = deliveries("dead").get(0);
        var output = dead.path("output").asString();
        assertThat(dead.path("detail").asString()).contains("killed after PT2S");
        assertThat(output).contains("line 1999\n").hasSizeLessThanOrEqualTo(4096);
        var child = Long.parseLong(output.strip().lines().toList().getLast());
        Patience.until(
                "its child to go",
                () -> ProcessHandle.of(child).filter(ProcessHandle::isAlive).isEmpty());
    }

    @Test
    void runsNothingThatIsNotAllowed() throws Exception {
        var script = script("open.sh", "exit 0");
        var unlisted = client.patch(
                "/v1/config",
                "{\"fsops\": {\"hooks\": {\"command\": {\"path\": \"" + script + "\"}}}}");
        set(command(script, "[]", "PT1M", "\"completed\""));
        set("{\"fsops\": {\"hooks\": {\"attempts\": 1}}}");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxrwxrwx"));
        add("open.txt");
        Patience.until("the end", () -> deliveries("dead").size() == 1);

        assertThat(unlisted.status()).isEqualTo(422);
        assertThat(unlisted.at("/errors/0/pointer").asString()).isEqualTo("/fsops/hooks/command/path");
        assertThat(deliveries("dead").get(0).path("detail").asString()).contains("written to by everybody");
    }

    @Test
    void keepsTheSecretToItself() throws Exception {
        var unsigned = client.patch(
                "/v1/config",
                "{\"fsops\": {\"hooks\": {\"webhook\": {\"url\": \"http://127.0.0.1:1/hook\"}}}}");
        set(webhook("\"completed\""));

        var shown = client.get("/v1/config").json().toString();
        var kept = service.sql()
                .fetchSingle("select document::text from settings order by revision desc limit 1")
                .get(0, String.class);

        assertThat(unsigned.status()).isEqualTo(422);
        assertThat(unsigned.at("/errors/0/pointer").asString()).isEqualTo("/fsops/hooks/webhook/secret");
        assertThat(shown).doesNotContain(SECRET).contains("\"secret\":\"********\"");
        assertThat(kept).doesNotContain(SECRET).contains("sealed:v1:");
    }

    private static String webhook(String events) {
        return "{\"fsops\": {\"hooks\": {\"webhook\": {\"url\": \"http://127.0.0.1:%d/hook\", \"secret\": \"%s\", \"events\": [%s]}}}}"
                .formatted(receiver.getAddress().getPort(), SECRET, events);
    }

    private static String command(Path script, String arguments, String timeout, String events) {
        return "{\"fsops\": {\"hooks\": {\"allowedCommands\": [\"%s\"], \"command\": {\"path\": \"%s\", \"arguments\": %s, \"timeout\": \"%s\", \"events\": [%s]}}}}"
                .formatted(script, script, arguments, timeout, events);
    }

    private static Path script(String name, String text) throws IOException {
        var script = Files.writeString(directory.resolve(name), "#!/bin/sh\n" + text + "\n");
        return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    }

    private static Received received() throws InterruptedException {
        var received = RECEIVED.poll(30, TimeUnit.SECONDS);
        if (received == null) {
            throw new AssertionError("nobody called");
        }
        return received;
    }

    private static JsonNode deliveries(String state) throws Exception {
        return client.get("/v1/fsops/hooks/deliveries?state=" + state).at("/items");
    }

    private static InfoHash add(String name) throws IOException {
        var file = Files.writeString(service.options().downloadDir().resolve(name), name);
        return service.add(service.bean(MetainfoReader.class).create(file));
    }

    private static void set(String patch) throws Exception {
        var patched = client.patch("/v1/config", patch);
        assertThat(patched.status()).as(patched.json().toString()).isEqualTo(200);
    }
}
