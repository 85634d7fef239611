package dev.revaer.app.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/// A program of ours in a process of its own, whose output is read line by line.
final class DemoProcess implements AutoCloseable {
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

    private final String name;
    private final Process process;
    private final BufferedReader output;
    private final List<String> lines = new ArrayList<>();

    private DemoProcess(String name, Process process) {
        this.name = name;
        this.process = process;
        this.output = process.inputReader(StandardCharsets.UTF_8);
    }

    /// Runs our own program again with other arguments.
    static DemoProcess start(
            String name,
            Path errors,
            Map<String, String> environment,
            List<String> arguments)
            throws IOException {
        var command = new ArrayList<String>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(
                List.of(
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        JavaRuntime.classPath(),
                        "dev.revaer.app.Revaer"));
        command.addAll(arguments);
        var builder = new ProcessBuilder(command).redirectError(errors.toFile());
        // a database that is somebody's would wait for its setup, and is not to be played with
        builder.environment().remove("DATABASE_URL");
        builder.environment().putAll(environment);
        return new DemoProcess(name, builder.start());
    }

    /// Reads on until a line comes that is waited for.
    ///
    /// @return all lines up to and with that one
    /// @throws DemoException if the program ends or the time is over before
    List<String> readUntil(Predicate<String> last, Duration limit)
            throws DemoException, InterruptedException {
        var found = CompletableFuture.supplyAsync(() -> read(last), Thread::startVirtualThread);
        try {
            if (found.get(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                return List.copyOf(lines);
            }
        } catch (TimeoutException e) {
            throw new DemoException("the " + name + " is not ready after " + limit.toSeconds() + " s");
        } catch (ExecutionException e) {
            throw new DemoException("the " + name + " cannot be read: " + e.getCause());
        }
        throw new DemoException("the " + name + " ended with code " + process.waitFor());
    }

    /// Asks the program to end: closes its input and sends SIGTERM.
    ///
    /// @return its exit code
    /// @throws DemoException if it had to be killed
    int stop() throws DemoException, InterruptedException {
        process.destroy();
        if (!process.waitFor(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
            process.destroyForcibly().waitFor();
            throw new DemoException("the " + name + " did not stop within " + STOP_LIMIT.toSeconds() + " s");
        }
        return process.exitValue();
    }

    /// Ends the program if it still runs, in order if it can be had: a service that is killed leaves its database behind.
    /// An interrupt does not cut this short.
    @Override
    public void close() {
        process.destroy();
        try {
            process.onExit().orTimeout(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS).join();
        } catch (CompletionException e) {
            process.destroyForcibly();
        }
    }

    private boolean read(Predicate<String> last) {
        try {
            for (var line = output.readLine(); line != null; line = output.readLine()) {
                lines.add(line);
                if (last.test(line)) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            return false;
        }
    }
}
