package dev.revaer.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import static java.util.concurrent.TimeUnit.SECONDS;

/// A terminal with a shell in it, of a tmux server of its own: what is typed into it, and what a person sees there.
///
/// The shell knows the command `revaer`. Its prompt is the number of the next command and the exit code of the last one.
final class TmuxPane implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final int LINES = 30;

    private final Path directory;
    private final String url;
    private int commands = 1;

    /// Opens it.
    ///
    /// @param directory where the shell is, and all it leaves
    /// @param url of the service
    TmuxPane(Path directory, int columns, String url) throws IOException {
        this.directory = directory;
        this.url = url;
        Path shell = Files.writeString(
                directory.resolve("bashrc"),
                """
                        PS1='\\#:$?> '
                        # were this test to die, the shell would not live on
                        TMOUT=60
                        unset COLUMNS LINES
                        revaer() { java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -jar '%s' "$@"; }
                        """
                        .formatted(Path.of("target", "revaer-cli.jar").toAbsolutePath()));
        tmux(
                "new-session",
                "-d",
                "-x",
                Integer.toString(columns),
                "-y",
                Integer.toString(LINES),
                "exec bash --noprofile --rcfile " + shell + " -i");
        code();
    }

    /// Whether there is a tmux to run it.
    static boolean isPossible() {
        try {
            return new ProcessBuilder("tmux", "-V").start().onExit().join().exitValue() == 0;
        } catch (IOException _) {
            return false;
        }
    }

    /// Has the shell run a command.
    TmuxPane type(String command) throws IOException {
        commands++;
        tmux("send-keys", "-l", command);
        return press("Enter");
    }

    /// Presses keys, named as tmux does.
    TmuxPane press(String... keys) throws IOException {
        var arguments = new ArrayList<>(List.of("send-keys"));
        arguments.addAll(List.of(keys));
        tmux(arguments.toArray(String[]::new));
        return this;
    }

    /// Makes it so wide.
    TmuxPane resize(int columns) throws IOException {
        tmux("resize-window", "-x", Integer.toString(columns));
        return this;
    }

    /// The exit code of the command, once the shell asks for the next one, at the beginning of a line.
    int code() throws IOException {
        return Integer.parseInt(await("(?m)^" + commands + ":([0-9]+)>$").group(1));
    }

    /// Waits until this can be seen.
    MatchResult await(String regex) throws IOException {
        var pattern = Pattern.compile(regex);
        long end = System.nanoTime() + PATIENCE.toNanos();
        String seen = text();
        while (System.nanoTime() < end) {
            var matcher = pattern.matcher(seen);
            if (matcher.find()) {
                return matcher.toMatchResult();
            }
            LockSupport.parkNanos(PAUSE.toNanos());
            seen = text();
        }
        throw new AssertionError("not seen within " + PATIENCE + ": " + regex + "\n" + seen);
    }

    /// What can be seen, line by line.
    String text() throws IOException {
        return tmux("capture-pane", "-p");
    }

    /// The same with the escapes that colour it.
    String coloured() throws IOException {
        return tmux("capture-pane", "-p", "-e");
    }

    /// Whether the cursor can be seen.
    boolean hasCursor() throws IOException {
        return tmux("display-message", "-p", "#{cursor_flag}").strip().equals("1");
    }

    @Override
    public void close() throws IOException {
        tmux("kill-server");
    }

    private String tmux(String... arguments) throws IOException {
        var command = new ArrayList<>(List.of("tmux", "-u", "-L", "revaer", "-f", "/dev/null"));
        command.addAll(List.of(arguments));
        File told = Files.createTempFile(directory, "tmux", ".txt").toFile();
        var builder = new ProcessBuilder(command).directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(told);
        var environment = builder.environment();
        environment.keySet().removeAll(List.of("TMUX", "NO_COLOR", "JAVA_TOOL_OPTIONS"));
        // The server's socket lies there, apart from those of others.
        environment.put("TMUX_TMPDIR", directory.toString());
        environment.put("LC_ALL", "C.UTF-8");
        environment.put("REVAER_URL", url);
        environment.put("REVAER_API_KEY", FakeRevaer.KEY);
        environment
                .put("PATH", Path.of(System.getProperty("java.home"), "bin") + ":" + environment.get("PATH"));
        var process = builder.start();
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), SECONDS) || process.exitValue() != 0) {
                throw new IOException(command + " failed: " + Files.readString(told.toPath()));
            }
            return Files.readString(told.toPath(), StandardCharsets.UTF_8);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            process.destroyForcibly();
            Files.delete(told.toPath());
        }
    }
}
