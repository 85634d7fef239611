package dev.revaer.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import dev.revaer.cli.FakeRevaer.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

import static org.assertj.core.api.Assertions.assertThat;

final class RevaerCommandTest {
    private final FakeRevaer server = new FakeRevaer();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void explainsItself() {
        var outcome = new CommandRun().run("--help");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out())
                .contains("add", "ls", "status", "tail", "action", "rm", "health", "version")
                .contains("'up'", "'demo'", "Exit codes", "cli.toml")
                .doesNotContain("\u001b");
    }

    @ParameterizedTest
    @MethodSource("verbs")
    void teachesEveryVerbWithExamples(String verb) {
        var outcome = new CommandRun().run((verb + " --help").split(" ", -1));

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out())
                .contains("Usage: revaer " + verb, "Examples:", "  revaer " + verb, "--api-key");
    }

    static Stream<String> verbs() {
        return verbs(RevaerCommand.described())
                .map(verb -> verb.qualifiedName().substring("revaer ".length()));
    }

    private static Stream<CommandSpec> verbs(CommandLine line) {
        return line.getSubcommands().isEmpty()
                ? Stream.of(line.getCommandSpec())
                : line.getSubcommands().values().stream().distinct().flatMap(RevaerCommandTest::verbs);
    }

    @Test
    void givesExamplesThatProgramsCanRead() {
        assertThat(verbs(RevaerCommand.described())).allSatisfy(verb -> {
            assertThat(Example.of(verb)).isNotEmpty()
                    .hasSameSizeAs(verb.usageMessage().footer())
                    .allMatch(example -> example.command().startsWith(verb.qualifiedName()));
        });
    }

    @Test
    void tellsItsVersion() {
        assertThat(new CommandRun().run("version").out()).isEqualTo("revaer development\n");
        assertThat(new CommandRun().run("--version").out().strip()).isEqualTo("revaer development");
        assertThat(new CommandRun().run("version", "-o", "json").out())
                .isEqualTo("{\"version\":\"development\"}\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "ls --nonsense", "ls --limit many", "ls --limit 0", "status",
            "add", "ls -o xml",
            "action abc", "action abc explode", "tail --since -1", "tail --since x", "ls --url ftp://example",
            "ls --url http://user:pw@127.0.0.1", "ls --api-key a\u0001b", "rm abc --delete-data"})
    void refusesWrongUse(String arguments) {
        String[] words = arguments.isEmpty() ? new String[0] : arguments.split(" ", -1);

        var outcome = new CommandRun().run(words);

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).startsWith("revaer: ").doesNotContain("Exception");
        assertThat(outcome.out()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"400,2", "401,4", "403,4", "404,5", "409,5", "413,2", "422,2", "429,2", "500,6", "503,6",
            "302,6"})
    void endsWithTheCodeOfTheStatus(int status, int exitCode) {
        server.on(Samples.LIST, status, FakeRevaer.problem(status, "A title", "a detail"));

        assertThat(CommandRun.against(server).run("ls").exitCode()).isEqualTo(exitCode);
    }

    @Test
    void printsAProblemWithEachPointer() {
        server.on(
                Samples.LIST,
                422,
                """
                        {"type":"x","title":"Not valid","status":422,"detail":"two faults",
                         "errors":[{"pointer":"/magnet","detail":"too \\u001b[31mlong"},{"pointer":"/paused","detail":"no"}]}""");

        var outcome = CommandRun.against(server).run("ls");

        assertThat(outcome.err()).isEqualTo("""
                revaer: Not valid
                  two faults
                  /magnet: too \\u001b[31mlong
                  /paused: no
                """);
    }

    @Test
    void tellsHowToGiveAKey() {
        var outcome = new CommandRun().with("REVAER_URL", server.url()).run("ls");

        assertThat(outcome.exitCode()).isEqualTo(4);
        assertThat(outcome.err())
                .contains("--api-key", "REVAER_API_KEY", "/nonexistent/config/revaer/cli.toml");
        assertThat(server.requests().getFirst().authorization()).isNull();
    }

    @Test
    void saysThatNothingAnswers() throws IOException {
        int free;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }

        var outcome = new CommandRun().run("ls", "--url", "http://127.0.0.1:" + free);

        assertThat(outcome.exitCode()).isEqualTo(3);
        assertThat(outcome.err()).contains("can't reach http://127.0.0.1:" + free).contains("./revaer up");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>", "[]", "{\"items\":7}", "{\"items\":[{}]}", "{\"items\":[", "null",
            "{\"items\":[\"x\"]}"})
    void refusesWhatIsNotTheContract(String body) {
        server.on(Samples.LIST, new Reply(200, "application/json", body));

        var outcome = CommandRun.against(server).run("ls");

        assertThat(outcome.exitCode()).isEqualTo(6);
        assertThat(outcome.err()).contains("not an answer of Revaer");
    }

    @Test
    void survivesAProblemThatIsNone() {
        server.on(Samples.LIST, new Reply(502, "application/problem+json", "<html>"));

        var outcome = CommandRun.against(server).run("ls");

        assertThat(outcome.exitCode()).isEqualTo(6);
        assertThat(outcome.err()).contains("the service answered 502");
    }

    @Test
    void letsFlagsBeatTheEnvironmentAndTheEnvironmentTheFile(@TempDir Path config) throws IOException {
        server.on(Samples.LIST, 200, Samples.page("null"));
        Files.createDirectories(config.resolve("revaer"));
        Files.writeString(config.resolve("revaer/cli.toml"), """
                url = "%s"
                apiKey = "of-the-file"
                other = [1, 2]
                """.formatted(server.url()));

        new CommandRun().with("XDG_CONFIG_HOME", config.toString()).run("ls");
        new CommandRun().with("XDG_CONFIG_HOME", config.toString())
                .with("REVAER_API_KEY", "of-env")
                .run("ls");
        new CommandRun().with("XDG_CONFIG_HOME", config.toString())
                .with("REVAER_API_KEY", "of-env")
                .run("--api-key", "of-flag", "ls");

        assertThat(server.requests()).extracting(FakeRevaer.Request::authorization)
                .containsExactly("Bearer of-the-file", "Bearer of-env", "Bearer of-flag");
    }

    @Test
    void takesGlobalOptionsBeforeAndAfterTheVerb() {
        server.on(Samples.LIST, 200, Samples.page("null", Samples.torrent(Samples.HASH, "A", "queued")));

        var before = new CommandRun().run("--url", server.url(), "--api-key", FakeRevaer.KEY, "-q", "ls");
        var after = new CommandRun()
                .run("ls", "--url", server.url() + "/", "--api-key", FakeRevaer.KEY, "-q");

        assertThat(before.out()).isEqualTo(Samples.HASH + "\n");
        assertThat(after).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"url = ", "url = \"http://x\"\nurl = \"http://y\"", "= = ="})
    void namesAFileThatIsNotToml(String text, @TempDir Path config) throws IOException {
        Files.createDirectories(config.resolve("revaer"));
        Files.writeString(config.resolve("revaer/cli.toml"), text);

        var outcome = new CommandRun().with("XDG_CONFIG_HOME", config.toString()).run("ls");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).contains("cli.toml");
    }
}
