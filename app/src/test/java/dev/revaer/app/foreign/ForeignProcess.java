package dev.revaer.app.foreign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

import dev.revaer.app.Patience;

import static org.assertj.core.api.Assertions.assertThat;

/// A program started for one test, with a home of its own; ended by its own process id.
final class ForeignProcess implements AutoCloseable {
    private static final Duration END_LIMIT = Duration.ofSeconds(5);

    private final Process process;
    private final Path output;

    private ForeignProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /// @param home the program's only place to write to; `output.log` in it is what the program says
    static ForeignProcess start(Path home, List<String> command) throws IOException {
        Files.createDirectories(home);
        var output = home.resolve("output.log");
        var builder = new ProcessBuilder(command).directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        var environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("XDG_") || name.endsWith("_proxy"));
        environment.put("HOME", home.toString());
        return new ForeignProcess(builder.start(), output);
    }

    /// Waits until the program is ready; ends it if that takes too long.
    ForeignProcess awaitReady(String what, Callable<Boolean> condition) throws Exception {
        try {
            Patience.until(what, () -> {
                assertThat(process.isAlive()).as("%s lives; its words are in %s", what, output).isTrue();
                return condition.call();
            });
            return this;
        } catch (Exception | AssertionError e) {
            close();
            throw e;
        }
    }

    /// Asks it to end, and makes it end if it does not listen.
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(END_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                process.waitFor(END_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
