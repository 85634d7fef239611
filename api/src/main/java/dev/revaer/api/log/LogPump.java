package dev.revaer.api.log;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import dev.revaer.api.event.OpenStreams;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.FluxSink;
import tools.jackson.databind.json.JsonMapper;

/// Carries lines from a feed to one client, as fast as the client takes them, on a virtual thread of its own. Logs
/// nothing itself.
final class LogPump implements OpenStreams.Stream {
    private static final int MOST_UNDER_WAY = 2;
    private static final Duration LOOK_AROUND = Duration.ofMillis(500);

    private final LogFeed feed;
    private final JsonMapper json;
    private final Duration heartbeatInterval;
    private final Duration stallLimit;
    private final Runnable cut;
    private final Semaphore free = new Semaphore(MOST_UNDER_WAY);
    private volatile @Nullable String ending;

    /// @param cut ends the connection at once; what is on its way is lost
    LogPump(LogFeed feed, JsonMapper json, Duration heartbeatInterval, Duration stallLimit, Runnable cut) {
        this.feed = feed;
        this.json = json;
        this.heartbeatInterval = heartbeatInterval;
        this.stallLimit = stallLimit;
        this.cut = cut;
    }

    void start(FluxSink<byte[]> sink) {
        var thread = Thread.ofVirtual().name("log-stream").unstarted(() -> run(sink));
        sink.onDispose(thread::interrupt);
        thread.start();
    }

    /// What was sent last is being written to the socket, so that more may follow.
    void taken() {
        free.release();
    }

    @Override
    public void end(String reason) {
        ending = reason;
        feed.close();
    }

    private void run(FluxSink<byte[]> sink) {
        try (feed) {
            send(sink, text(": the log follows\n\n"));
            var lines = feed.next(heartbeatInterval);
            while (lines != null && ending == null) {
                send(
                        sink,
                        lines.lines().isEmpty() && lines.missed() == 0
                                ? text(": heartbeat\n\n")
                                : frames(lines));
                lines = feed.next(heartbeatInterval);
            }
            var reason = ending;
            if (reason != null) {
                send(sink, frame("end", null, Map.of("reason", reason)));
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            sink.complete();
        }
    }

    private byte[] frames(LogFeed.Lines lines) {
        var bytes = new ByteArrayOutputStream();
        if (lines.missed() > 0) {
            bytes.writeBytes(frame("lines_missed", null, Map.of("count", lines.missed())));
        }
        lines.lines().forEach(line -> bytes.writeBytes(frame("log_line", line.number(), line)));
        return bytes.toByteArray();
    }

    private byte[] frame(String event, @Nullable Long id, Object data) {
        return text(
                (id == null ? "" : "id: " + id + "\n") + "event: " + event + "\ndata: "
                        + json.writeValueAsString(data) + "\n\n");
    }

    private void send(FluxSink<byte[]> sink, byte[] bytes) throws InterruptedException {
        var end = System.nanoTime() + stallLimit.toNanos();
        while (!free.tryAcquire(LOOK_AROUND.toMillis(), TimeUnit.MILLISECONDS)) {
            if (ending != null || System.nanoTime() - end > 0) {
                cut.run();
                throw new InterruptedException();
            }
        }
        sink.next(bytes);
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
