package dev.revaer.fsops.verify;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

import dev.revaer.fsops.FsopsError;
import dev.revaer.fsops.FsopsException;
import dev.revaer.fsops.Stage;
import dev.revaer.fsops.workspace.SourceFile;

/// Checks files by the parity files (`*.par2`) among them, with the program `par2`, which changes nothing in this.
public final class Parity {
    private static final Pattern VOLUME = Pattern.compile("(.+?)(\\.vol\\d+[+-]\\d+)?\\.par2");
    /// Slow disks and processors go through 5 MB a second.
    private static final long LEAST_BYTES_PER_SECOND = 5_000_000;
    private static final Duration LEAST_LIMIT = Duration.ofMinutes(5);
    private static final int MOST_OUTPUT_BYTES = 4096;
    private static final int MOST_SETS = 1000;
    private static final int ANSWER_LIMIT_SECONDS = 5;

    private final String program;

    public Parity() {
        this("par2");
    }

    /// With a program that is called in another way.
    Parity(String program) {
        this.program = program;
    }

    /// What came of it.
    ///
    /// @param isDone false where there was nothing to check with
    /// @param detail in words
    /// @param bytes size of what was looked at
    public record Verified(boolean isDone, String detail, long bytes) {}

    /// Checks each set of parity files, for as long as that takes.
    ///
    /// @throws FsopsException when a file is not as it was, or the check takes too long
    /// @throws InterruptedIOException when the thread is interrupted
    public Verified verify(List<SourceFile> files) throws IOException {
        var sets = sets(files);
        if (sets.isEmpty()) {
            return new Verified(false, "no parity files", 0);
        }
        if (sets.size() > MOST_SETS) {
            return new Verified(false, "more than " + MOST_SETS + " sets of parity files", 0);
        }
        var bytes = files.stream().mapToLong(SourceFile::sizeBytes).sum();
        var limit = LEAST_LIMIT.plusSeconds(bytes / LEAST_BYTES_PER_SECOND);
        for (var set : sets) {
            if (!verify(set, limit)) {
                return new Verified(false, "the program par2 is not installed", 0);
            }
        }
        return new Verified(true, sets.size() + " sets of parity files", bytes);
    }

    /// The file with the shortest name of each set: the one without parity, where there is one.
    private static List<SourceFile> sets(List<SourceFile> files) {
        var sets = new TreeMap<String, SourceFile>();
        for (var file : files) {
            var name = VOLUME.matcher(file.path().toLowerCase(Locale.ROOT));
            if (name.matches()) {
                sets.merge(
                        name.group(1),
                        file,
                        (one, other) -> one.path().length() <= other.path().length() ? one : other);
            }
        }
        return List.copyOf(sets.values());
    }

    /// Runs the program on one set.
    ///
    /// @return false if there is no such program
    private boolean verify(SourceFile set, Duration limit) throws IOException {
        Process process;
        try {
            process = new ProcessBuilder(program, "verify", "-q", "-q", set.file().toString())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException _) {
            return false;
        }
        var said = new FutureTask<>(() -> lastLine(new BufferedInputStream(process.getInputStream())));
        Thread.ofVirtual().name("par2").start(said);
        try {
            process.getOutputStream().close();
            if (!process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) {
                throw failed(set, "not done after " + limit.toMinutes() + " minutes");
            }
            if (process.exitValue() != 0) {
                var reason = said.get(ANSWER_LIMIT_SECONDS, TimeUnit.SECONDS);
                throw failed(set, reason.isEmpty() ? reason(process.exitValue()) : reason);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw interrupted(e);
        } catch (ExecutionException | TimeoutException e) {
            throw failed(set, reason(process.exitValue()));
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    /// Reads it all and keeps the last line.
    private static String lastLine(InputStream in) throws IOException {
        var last = new byte[MOST_OUTPUT_BYTES];
        var kept = 0;
        for (var one = in.read(); one >= 0; one = in.read()) {
            if (kept == MOST_OUTPUT_BYTES) {
                System.arraycopy(last, kept / 2, last, 0, kept / 2);
                kept /= 2;
            }
            last[kept++] = (byte) one;
        }
        var lines = new String(last, 0, kept, StandardCharsets.UTF_8).strip().lines().toList();
        return lines.isEmpty() ? "" : lines.getLast();
    }

    /// What the program means by the status it ends with.
    private static String reason(int status) {
        return switch (status) {
            case 1 -> "damaged; the parity files can repair it";
            case 2 -> "damaged beyond what the parity files can repair";
            default -> "par2 ended with " + status;
        };
    }

    private static InterruptedIOException interrupted(InterruptedException cause) {
        var interrupted = new InterruptedIOException("interrupted");
        interrupted.initCause(cause);
        return interrupted;
    }

    private static FsopsException failed(SourceFile set, String reason) {
        return new FsopsException(
                Stage.VERIFY,
                new FsopsError.FailedVerification(set.path(), reason),
                null);
    }
}
