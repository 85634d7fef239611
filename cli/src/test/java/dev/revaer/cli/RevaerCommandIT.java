package dev.revaer.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import static org.assertj.core.api.Assertions.assertThat;

/// Runs the packaged jar as users do.
@Execution(ExecutionMode.CONCURRENT)
final class RevaerCommandIT {
    private static final Path JAR = Path.of("target", "revaer-cli.jar").toAbsolutePath();

    private final FakeRevaer server = new FakeRevaer();

    @TempDir
    private Path directory;

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void tellsTheVersionOfTheJar() throws IOException, InterruptedException {
        var outcome = run("java -jar \"$JAR\" --version");

        assertThat(outcome).isEqualTo(new Outcome(0, "revaer 0.1.0\n", ""));
    }

    @Test
    void readsUrlAndKeyFromTheFile() throws IOException, InterruptedException {
        server.on(Samples.LIST, 200, Samples.page("null", Samples.torrent(Samples.HASH, "Film", "queued")));
        Files.createDirectories(directory.resolve("config/revaer"));
        Files.writeString(
                directory.resolve("config/revaer/cli.toml"),
                "url = '" + server.url() + "'\napiKey = '" + FakeRevaer.KEY + "'\n");

        assertThat(run("unset REVAER_URL; java -jar \"$JAR\" ls -q"))
                .isEqualTo(new Outcome(0, Samples.HASH + "\n", ""));
    }

    @Test
    void saysThatNothingAnswers() throws IOException, InterruptedException {
        int free;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }

        var outcome = run("java -jar \"$JAR\" ls --url http://127.0.0.1:" + free);

        assertThat(outcome.exitCode()).isEqualTo(3);
        assertThat(outcome.err()).startsWith("revaer: can't reach").doesNotContain("\u001b");
    }

    @Test
    void doesNotWaitForAServiceThatNeverAnswers() throws IOException, InterruptedException {
        server.slow(Duration.ofHours(1));

        var outcome = run("java -jar \"$JAR\" ls --timeout 1 --api-key " + FakeRevaer.KEY);

        assertThat(sinceTheRequest()).isLessThan(Duration.ofSeconds(4));
        assertThat(outcome.exitCode()).isEqualTo(3);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err())
                .startsWith("revaer: can't reach " + server.url() + ": no answer within 1 s\n");
    }

    /// The time that is given is for the whole answer, not once more for its body.
    @Test
    void doesNotWaitForTheRestOfABody() throws IOException, InterruptedException {
        server.slow(Duration.ofSeconds(2))
                .on(Samples.LIST, new FakeRevaer.Reply(200, "application/json", "{\"items\":", true));

        var outcome = run("java -jar \"$JAR\" ls --timeout 3 --api-key " + FakeRevaer.KEY);

        assertThat(sinceTheRequest()).isLessThan(Duration.ofMillis(4700));
        assertThat(outcome.exitCode()).isEqualTo(3);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err())
                .startsWith("revaer: can't reach " + server.url() + ": ")
                .contains("Is the service running?");
    }

    @Test
    void needsAKey() throws IOException, InterruptedException {
        assertThat(run("java -jar \"$JAR\" ls").exitCode()).isEqualTo(4);
    }

    @Test
    void endsSilentlyWithABrokenPipe() throws IOException, InterruptedException {
        String torrent = Samples.torrent(Samples.HASH, "n".repeat(1000), "queued");
        server.on(
                Samples.LIST,
                200,
                Samples.page("null", Collections.nCopies(499, torrent).toArray(String[]::new)));

        var outcome = run(
                """
                        { java -jar "$JAR" ls --api-key %s; echo "code $?" >&2; } | head -n 1"""
                        .formatted(FakeRevaer.KEY));

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out()).startsWith("HASH");
        assertThat(outcome.err()).isEqualTo("code 141\n");
    }

    @Test
    void endsWithCode130OnInterrupt() throws IOException, InterruptedException {
        server.events(frames -> frames.event(1, "torrent_added", Samples.HASH, "{}").hold());

        var outcome = run("""
                : > seen
                env --default-signal=INT java -jar "$JAR" tail --api-key %s >> seen & pid=$!
                timeout 20 tail -n +1 -f seen | head -n 1
                kill -INT $pid; wait $pid""".formatted(FakeRevaer.KEY));

        assertThat(outcome.exitCode()).isEqualTo(130);
        assertThat(outcome.out()).contains("torrent_added");
    }

    private Duration sinceTheRequest() {
        return Duration.ofNanos(System.nanoTime() - server.requests().getFirst().nanoTime());
    }

    private Outcome run(String script) throws IOException, InterruptedException {
        Path out = directory.resolve("out");
        Path err = directory.resolve("err");
        var builder = new ProcessBuilder(new ArrayList<>(List.of("bash", "-c", script)))
                .directory(directory.toFile())
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        var environment = builder.environment();
        environment.put("JAR", JAR.toString());
        environment
                .put("PATH", Path.of(System.getProperty("java.home"), "bin") + ":" + environment.get("PATH"));
        environment.put("XDG_CONFIG_HOME", directory.resolve("config").toString());
        environment.put("REVAER_URL", server.url());
        environment.remove("REVAER_API_KEY");
        environment.remove("JAVA_TOOL_OPTIONS");
        var process = builder.start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        return new Outcome(
                process.exitValue(),
                Files.readString(out, StandardCharsets.UTF_8),
                Files.readString(err, StandardCharsets.UTF_8));
    }

    private record Outcome(int exitCode, String out, String err) {}
}
