package dev.revaer.fsops.external;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// One run of a program: with no environment, nothing to read, output that is drained and of which the end is kept. It
/// and all it has started are gone when [#close] returns.
final class ToolProcess implements AutoCloseable {
    private static final int KEPT_OUTPUT_BYTES = 4096;
    private static final Duration END_LIMIT = Duration.ofSeconds(10);

    private final Process process;
    private final Thread drain;
    private final byte[] kept = new byte[KEPT_OUTPUT_BYTES];
    private int keptBytes;

    private ToolProcess(Process process) {
        this.process = process;
        this.drain = Thread.ofVirtual().name("fsops-tool-output").start(this::drain);
    }

    /// @param directory where it runs, keeps its temporary files and takes for its home
    static ToolProcess start(List<String> command, Path directory) throws IOException {
        var builder = new ProcessBuilder(command).directory(directory.toFile())
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true);
        var environment = builder.environment();
        environment.clear();
        environment.put("PATH", "/usr/local/bin:/usr/bin:/bin");
        environment.put("LC_ALL", "C.UTF-8");
        environment.put("HOME", directory.toString());
        environment.put("TMPDIR", directory.toString());
        return new ToolProcess(builder.start());
    }

    /// Waits a little.
    ///
    /// @return whether it has ended
    /// @throws InterruptedIOException when the thread is interrupted, which stays so
    boolean hasEndedWithin(Duration wait) throws InterruptedIOException {
        try {
            return process.waitFor(wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }

    boolean hasSucceeded() {
        return process.exitValue() == 0;
    }

    int exitValue() {
        return process.exitValue();
    }

    /// The end of what it said; whole once it has ended.
    String output() {
        joinDrain();
        synchronized (kept) {
            return new String(kept, 0, keptBytes, StandardCharsets.UTF_8);
        }
    }

    @Override
    public void close() {
        var started = process.descendants().toList();
        process.destroyForcibly();
        started.forEach(ProcessHandle::destroyForcibly);
        try {
            process.waitFor(END_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        joinDrain();
    }

    /// A program that left its output to another may keep it open: it is not waited for without an end.
    private void joinDrain() {
        try {
            drain.join(END_LIMIT);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void drain() {
        var buffer = new byte[KEPT_OUTPUT_BYTES];
        try (InputStream output = process.getInputStream()) {
            for (var read = output.read(buffer); read >= 0; read = output.read(buffer)) {
                keep(buffer, read);
            }
        } catch (IOException _) {
            // it was killed; what it has said so far is kept
        }
    }

    private void keep(byte[] bytes, int count) {
        synchronized (kept) {
            var old = Math.min(keptBytes, KEPT_OUTPUT_BYTES - count);
            System.arraycopy(kept, keptBytes - old, kept, 0, old);
            System.arraycopy(bytes, 0, kept, old, count);
            keptBytes = old + count;
        }
    }
}
