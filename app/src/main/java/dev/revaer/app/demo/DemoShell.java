package dev.revaer.app.demo;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Runs the command line as a user would, and shows what it runs.
final class DemoShell {
    private final Path cli;
    private final Map<String, String> environment;
    private final PrintWriter out;

    DemoShell(Path cli, Map<String, String> environment, PrintWriter out) {
        this.cli = cli;
        this.environment = environment;
        this.out = out;
    }

    /// Shares our terminal with the command until it ends.
    ///
    /// @throws DemoException if it fails
    void run(String... arguments) throws IOException, InterruptedException, DemoException {
        out.println("$ revaer " + String.join(" ", arguments));
        out.flush();
        var command = new ArrayList<>(
                List.of(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-jar",
                        cli.toString()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).inheritIO();
        builder.environment().putAll(environment);
        var process = builder.start();
        int code;
        try {
            code = process.waitFor();
        } finally {
            process.destroy();
        }
        if (code != 0) {
            throw new DemoException("'revaer " + arguments[0] + "' ended with code " + code);
        }
    }
}
