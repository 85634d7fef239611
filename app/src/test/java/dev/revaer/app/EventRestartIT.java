package dev.revaer.app;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/// A client that is not ours, `curl`, comes back with the last id it has seen through `events.restarts` (6) restarts of
/// the real program, every other time after `kill -9`. Beside it one `revaer tail` runs through all of them.
@Execution(ExecutionMode.CONCURRENT)
class EventRestartIT {
    private static final int RESTARTS = Integer.getInteger("events.restarts", 6);
    private static final int CHANGES = 3;
    private static final Map<String, String> STARTS_QUICKLY = Map
            .of("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
    private static final Pattern ADDRESS = Pattern.compile("\"address\":\"([^\"]+)\"");
    /// A whole frame; the last one may have been cut off with its connection.
    private static final Pattern FRAME = Pattern.compile("id: (\\d+)\nevent: (\\w+)\ndata: (.*)\n\n");

    @TempDir
    private Path temp;
    private ServiceProcess service;
    private @Nullable Process tail;
    private final List<Seen> seen = new ArrayList<>();

    private record Seen(long id, String type, String data) {}

    @BeforeEach
    void choosePlaces() throws IOException {
        service = new ServiceProcess(temp.toRealPath());
    }

    @AfterEach
    void endAll() throws Exception {
        if (tail != null) {
            tail.destroyForcibly();
        }
        service.endAll();
    }

    @Test
    void neitherCurlNorTailLosesOrRepeatsAnything() throws Exception {
        assumeTrue(isCurlHere(), "skipped: there is no curl to be the client");
        var made = new ArrayList<String>();
        var told = temp.resolve("tail.txt");
        for (int life = 0; life <= RESTARTS; life++) {
            var process = service.startAndAwaitReady(STARTS_QUICKLY);
            if (tail == null) {
                tail = tail(told);
            }
            var output = temp.resolve("life-" + life + ".txt");
            var curl = curl(seen.isEmpty() ? 0 : seen.getLast().id, output);
            for (int i = 0; i < CHANGES; i++) {
                made.add(ban("10.0." + life + "." + i));
            }
            Patience.until(
                    "curl has seen the last change",
                    () -> read(output).stream().anyMatch(event -> event.data.contains(made.getLast())));
            if (life == 0 || life == RESTARTS) { // one that never had a connection ends without
                Patience.until(
                        "tail has seen it, too",
                        () -> Files.readString(told).contains(made.getLast()));
            }
            if (life < RESTARTS) {
                // told or not, when the end comes
                made.add(ban("10.1." + life + ".0"));
                end(process, life % 2 == 0);
            } else {
                curl.destroy();
            }
            assertThat(curl.waitFor(20, TimeUnit.SECONDS)).isTrue();
            seen.addAll(read(output));
        }

        assertThat(seen).extracting(Seen::id).isSorted().doesNotHaveDuplicates();
        assertThat(seen.stream().filter(event -> event.type.equals("peer_banned")))
                .extracting(event -> event.data.replaceAll(".*\"address\":\"([^\"]+)\".*", "$1"))
                .containsExactlyElementsOf(made);
        assertThat(seen).isEqualTo(replayed());
        assertThat(ADDRESS.matcher(Files.readString(told)).results().map(found -> found.group(1)))
                .as("what tail printed, which lived through all of it")
                .containsExactlyElementsOf(made);
        assertThat(Files.readString(temp.resolve("tail.id")).strip()).isIn(
                seen.stream()
                        .filter(event -> event.type.equals("peer_banned"))
                        .map(event -> String.valueOf(event.id))
                        .toList());
    }

    private Process tail(Path output) throws IOException {
        var builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-XX:+UseSerialGC",
                "-jar",
                Path.of("../cli/target/revaer-cli.jar").toAbsolutePath().toString(),
                "tail",
                "--since",
                "0",
                "--type",
                "peer_banned",
                "--resume-file",
                temp.resolve("tail.id").toString(),
                "--output",
                "json").redirectOutput(output.toFile()).redirectError(temp.resolve("tail.err").toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("REVAER_"));
        builder.environment().put("XDG_CONFIG_HOME", temp.toRealPath().resolve("config").toString());
        return builder.start();
    }

    /// All that is kept, as a client is given it that asks for everything at once.
    private List<Seen> replayed() throws Exception {
        var output = temp.resolve("all.txt");
        var curl = curl(0, output);
        Patience.until("everything replayed", () -> read(output).contains(seen.getLast()));
        curl.destroy();
        return read(output).subList(0, seen.size());
    }

    private static void end(Process process, boolean isKilled) throws InterruptedException {
        if (isKilled) {
            process.destroyForcibly();
        } else {
            process.destroy();
        }
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }

    /// @return the address
    private String ban(String address) throws Exception {
        var body = BodyPublishers.ofString("{\"address\": \"" + address + "\"}");
        var answer = service.send(service.authorized("/v1/network/bans").POST(body));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return address;
    }

    private Process curl(long lastId, Path output) throws IOException {
        return new ProcessBuilder(
                "curl",
                "-sN",
                "-H",
                "Authorization: "
                        + service.authorized("/").build().headers().firstValue("Authorization").orElseThrow(),
                "-H",
                "Last-Event-ID: " + lastId,
                service.uri("/v1/events").toString()).redirectOutput(output.toFile()).start();
    }

    private static List<Seen> read(Path output) throws IOException {
        return FRAME.matcher(Files.readString(output))
                .results()
                .map(frame -> new Seen(Long.parseLong(frame.group(1)), frame.group(2), frame.group(3)))
                .filter(event -> !event.type.equals("progress"))
                .toList();
    }

    private static boolean isCurlHere() throws InterruptedException {
        try {
            return new ProcessBuilder("curl", "--version").redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
