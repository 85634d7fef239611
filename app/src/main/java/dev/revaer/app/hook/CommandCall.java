package dev.revaer.app.hook;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import dev.revaer.app.document.Documents;
import dev.revaer.app.hook.DeliveryTable.Delivery;
import dev.revaer.app.hook.HookSettings.Command;
import org.jspecify.annotations.Nullable;

/// Runs the command for an outcome: no shell, nothing in its environment but `REVAER_*` of the outcome, nothing to read,
/// a time limit, and of what it writes the end is kept.
final class CommandCall implements Attempt {
    private static final int KEPT_BYTES = 4096;
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);
    /// What becomes of each member of an [Outcome]; names are told to users.
    private static final Map<String, String> NAMES = Map.of(
            "infoHash",
            "REVAER_INFO_HASH",
            "name",
            "REVAER_NAME",
            "category",
            "REVAER_CATEGORY",
            "state",
            "REVAER_STATE",
            "stage",
            "REVAER_STAGE",
            "reason",
            "REVAER_REASON",
            "libraryPath",
            "REVAER_LIBRARY_PATH",
            "files",
            "REVAER_FILES",
            "bytes",
            "REVAER_BYTES",
            "attempt",
            "REVAER_ATTEMPT");

    private final Supplier<HookSettings> settings;

    CommandCall(Supplier<HookSettings> settings) {
        this.settings = settings;
    }

    @Override
    public Result make(Delivery delivery) throws InterruptedException {
        var hooks = settings.get();
        var command = hooks.command();
        var path = command.path();
        if (path == null) {
            return Result.failed("no command is set any more");
        }
        try {
            var refusal = refusal(path, hooks.allowedCommands());
            return refusal == null ? run(path, command, delivery) : Result.failed(refusal);
        } catch (IOException e) {
            return Result.failed(path + " cannot be run: " + e.getMessage());
        }
    }

    /// A file that others may write to is not what somebody allowed.
    private static @Nullable String refusal(Path path, List<Path> allowed) throws IOException {
        if (!allowed.contains(path)) {
            return path + " is not one of /fsops/hooks/allowedCommands";
        }
        var real = path.toRealPath();
        if (!Files.isRegularFile(real) || !Files.isExecutable(real)) {
            return path + " is not a program that can be run";
        }
        return Files.getPosixFilePermissions(real).contains(PosixFilePermission.OTHERS_WRITE)
                ? path + " can be written to by everybody, so it is not run: take that right away"
                : null;
    }

    private static Result run(Path path, Command command, Delivery delivery)
            throws IOException, InterruptedException {
        var words = new ArrayList<String>();
        words.add(path.toString());
        words.addAll(command.arguments());
        var builder = new ProcessBuilder(words).directory(new File("/"))
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"));
        fill(builder.environment(), delivery);
        var process = builder.start();
        var tail = new Tail();
        var reader = Thread.ofPlatform().daemon().name("hook-output").start(() -> tail.read(process));
        try {
            var hasEnded = process.waitFor(command.timeout().toMillis(), TimeUnit.MILLISECONDS);
            kill(process);
            reader.join(LAST_WORDS);
            return hasEnded
                    ? new Result(process.exitValue() == 0, "ended with " + process.exitValue(), tail.text())
                    : new Result(false, "killed after " + command.timeout(), tail.text());
        } finally {
            kill(process);
        }
    }

    /// With all that it has started and left running.
    private static void kill(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private static void fill(Map<String, String> environment, Delivery delivery) {
        environment.clear();
        environment.put("REVAER_DELIVERY", delivery.id().toString());
        for (var member : Documents.LENIENT.readTree(delivery.body()).properties()) {
            var name = NAMES.get(member.getKey());
            if (name != null && !member.getValue().isNull()) {
                environment.put(name, member.getValue().asString().replace("\0", ""));
            }
        }
    }

    /// The last bytes that a process writes, read as long as it writes.
    private static final class Tail {
        private final byte[] kept = new byte[KEPT_BYTES];
        private long count;

        void read(Process process) {
            var buffer = new byte[KEPT_BYTES];
            try (InputStream in = process.getInputStream()) {
                for (var read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    add(buffer, read);
                }
            } catch (IOException _) {
                // it was killed
            }
        }

        private synchronized void add(byte[] buffer, int length) {
            for (int i = 0; i < length; i++) {
                kept[(int) (count++ % KEPT_BYTES)] = buffer[i];
            }
        }

        synchronized String text() {
            if (count <= KEPT_BYTES) {
                return new String(kept, 0, (int) count, StandardCharsets.UTF_8);
            }
            var start = (int) (count % KEPT_BYTES);
            var whole = Arrays.copyOfRange(kept, start, KEPT_BYTES + start);
            System.arraycopy(kept, 0, whole, KEPT_BYTES - start, start);
            return new String(whole, StandardCharsets.UTF_8);
        }
    }
}
