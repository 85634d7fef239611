package dev.revaer.app.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;

import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThat;

/// The packaged command line, run as a process as users run it: by a shell that finds `revaer` on its path.
public final class CliProgram {
    public static final Path JAR = Path.of("../cli/target/revaer-cli.jar").toAbsolutePath().normalize();

    private static final int LIMIT_SECONDS = 60;

    private final Path work;
    private final Path bin;
    private final Path config;

    /// @param work where commands run
    /// @param config where `revaer/cli.toml` lies
    public CliProgram(Path work, Path config) throws IOException, InterruptedException {
        this.work = work;
        this.config = config;
        this.bin = Files.createDirectories(work.resolveSibling("bin"));
        var java = "'%s' -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xlog:disable"
                .formatted(Path.of(System.getProperty("java.home"), "bin/java"));
        var cache = bin.resolve("cli.aot");
        program("revaer", "exec %s -XX:AOTCache='%s' -jar '%s' \"$@\"".formatted(java, cache, JAR));
        program("process-events", "exec cat");
        // as the launcher does: it starts in half the time
        run("%s -XX:AOTCacheOutput='%s' -cp '%s' dev.revaer.cli.Rehearsal".formatted(java, cache, JAR));
    }

    private void program(String name, String line) throws IOException {
        var file = Files.writeString(bin.resolve(name), "#!/bin/sh\n" + line + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /// All its verbs, to be asked about them. Its classes are the archive's own; picocli is the one of this JVM.
    static CommandLine described() {
        try (var loader = new URLClassLoader(
                new URL[]{JAR.toUri().toURL()},
                CliProgram.class.getClassLoader())) {
            var root = Class.forName("dev.revaer.cli.RevaerCommand", true, loader);
            return (CommandLine) root.getMethod("described").invoke(null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("not the command line's archive", e);
        }
    }

    /// Runs a line of a shell to its end.
    public Outcome run(String line) throws IOException, InterruptedException {
        var out = Files.createTempFile(bin, "out", "");
        var err = Files.createTempFile(bin, "err", "");
        var builder = new ProcessBuilder("bash", "-c", line).directory(work.toFile())
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(Redirect.to(out.toFile()))
                .redirectError(Redirect.to(err.toFile()));
        var environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("REVAER_") || name.equals("JAVA_TOOL_OPTIONS"));
        environment.put("PATH", bin + ":" + environment.get("PATH"));
        environment.put("XDG_CONFIG_HOME", config.toString());
        environment.put("XDG_DATA_HOME", work.resolve("data").toString());
        environment.put("LC_ALL", "C.UTF-8");
        var process = builder.start();
        try {
            assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).as("ends in time: " + line).isTrue();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        return new Outcome(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    /// What came of it.
    public record Outcome(int exitCode, String out, String err) {}
}
