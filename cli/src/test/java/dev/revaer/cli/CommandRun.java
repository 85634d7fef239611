package dev.revaer.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.revaer.cli.session.Surroundings;
import dev.revaer.cli.view.Console;

/// Runs the command inside the test's JVM.
public final class CommandRun {
    private final Map<String, String> environment = new HashMap<>();
    private byte[] input = {};
    private boolean interactive;

    /// A run that knows no service.
    public CommandRun() {
        environment.put("XDG_CONFIG_HOME", "/nonexistent/config");
    }

    /// A run that knows the service and its key.
    public static CommandRun against(FakeRevaer server) {
        return new CommandRun().with("REVAER_URL", server.url()).with("REVAER_API_KEY", FakeRevaer.KEY);
    }

    /// Sets an environment variable.
    public CommandRun with(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /// Gives it an input.
    public CommandRun input(byte[] bytes) {
        input = bytes.clone();
        return this;
    }

    /// Gives it an input.
    public CommandRun input(String text) {
        return input(text.getBytes(StandardCharsets.UTF_8));
    }

    /// Has a person sit at the terminal.
    public CommandRun onTerminal() {
        interactive = true;
        return this;
    }

    /// Runs it to its end.
    public Outcome run(String... arguments) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var surroundings = Surroundings.of(environment, "/nonexistent/home", interactive);
        var console = new Console(new ByteArrayInputStream(input), out, err, surroundings.terminal());
        int exitCode = RevaerCommand.run(surroundings, console, List.of(arguments));
        return new Outcome(
                exitCode,
                out.toString(StandardCharsets.UTF_8),
                err.toString(StandardCharsets.UTF_8));
    }

    /// What came of it.
    public record Outcome(int exitCode, String out, String err) {}
}
