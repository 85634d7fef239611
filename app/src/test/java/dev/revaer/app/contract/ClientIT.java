package dev.revaer.app.contract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

import dev.revaer.app.ServiceFixture;
import dev.revaer.app.database.DatabaseFixture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/// What others make of `openapi.json`: Spectral finds nothing in it, and a client generated from it compiles and works.
@Tag("npm")
@Timeout(300)
class ClientIT {
    private static final Path FILES = Path.of("src/test/contract");
    private static final Path CONTRACT = Path.of("../openapi.json");
    private static final Path HERE = Path.of("target/contract");
    private static final int LIMIT_SECONDS = 180;
    private static final Pattern KEY = Pattern.compile("(?m)^apiKey *= *\"([^\"]+)\"");

    @TempDir
    private Path directory;

    @BeforeAll
    static void fetchTools() throws Exception {
        Files.createDirectories(HERE);
        assumed("npm", "--version");
        assumed("node", "--version");
        try (var files = Files.list(FILES)) {
            for (var file : files.toList()) {
                copy(file);
            }
        }
        copy(CONTRACT);
        assumed("npm", "ci", "--ignore-scripts", "--prefer-offline");
    }

    @Test
    void findsNothingToMend() throws Exception {
        var found = run(
                Map.of(),
                "node_modules/.bin/spectral",
                "lint",
                "--ruleset",
                ".spectral.yaml",
                "--fail-severity",
                "hint",
                "openapi.json");

        assertThat(found.status()).as(found.output()).isZero();
    }

    @Test
    void compilesAndWorks() throws Exception {
        well(run(Map.of(), "node_modules/.bin/openapi-typescript", "openapi.json", "--output", "api.d.ts"));
        well(run(Map.of(), "node_modules/.bin/tsc", "--project", "tsconfig.json"));
        try (var service = ServiceFixture.start(directory.toRealPath(), DatabaseFixture.freshDatabase())) {
            var options = service.options();
            var met = run(
                    Map.of("REVAER_URL", options.url(), "REVAER_KEY", key(service)),
                    "node",
                    "built/scenario.js");

            assertThat(met.output()).contains("the client works");
            assertThat(met.status()).as(met.output()).isZero();
        }
    }

    /// The key that the setup has put into the command line's file.
    static String key(ServiceFixture service) throws IOException {
        var key = KEY.matcher(Files.readString(service.options().cliFile()));
        assertThat(key.find()).isTrue();
        return key.group(1);
    }

    private record Ended(int status, String output) {}

    private static void copy(Path file) throws IOException {
        Files.copy(file, HERE.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
    }

    private static void well(Ended ended) {
        assertThat(ended.status()).as(ended.output()).isZero();
    }

    /// Skips the tests, with a word, where the tool is not to be had.
    private static void assumed(String... command) throws Exception {
        Ended ended;
        try {
            ended = run(Map.of(), command);
        } catch (IOException e) {
            ended = new Ended(-1, e.toString());
        }
        var told = String.join(" ", command)
                + " does not work here, so openapi.json is not linted and no client made: "
                + ended.output();
        if (ended.status() != 0) {
            System.err.println(told);
        }
        assumeTrue(ended.status() == 0, told);
    }

    private static Ended run(Map<String, String> environment, String... command) throws Exception {
        var output = Files.createTempFile(HERE.toAbsolutePath(), "output", ".txt");
        var builder = new ProcessBuilder(List.of(command)).directory(HERE.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        var process = builder.start();
        try {
            var ended = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
            return new Ended(ended ? process.exitValue() : -1, Files.readString(output));
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            Files.delete(output);
        }
    }
}
