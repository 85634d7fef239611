package dev.revaer.cli.sse;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

import dev.revaer.cli.problem.CliError;
import dev.revaer.cli.problem.CliException;

/// One connection's worth of events. Reading is for one thread.
public final class EventStream implements AutoCloseable {
    private static final int LONGEST_EVENT = 8 << 20;

    private final InputStream body;
    private final SseReader reader;
    private final String url;

    /// Reads this body of an answer.
    ///
    /// @param url the service it comes from
    public EventStream(InputStream body, String url) {
        this.body = body;
        this.reader = new SseReader(body, LONGEST_EVENT);
        this.url = url;
    }

    /// Waits for the next event; empty when the server ended the stream.
    ///
    /// @throws CliException with [CliError.Unreachable] when the connection broke or fell silent,
    ///   [CliError.NotUnderstood] when what came is no event
    public Optional<ServerEvent> next() {
        try {
            return reader.next().map(ServerEvent::of);
        } catch (IOException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw new CliException(new CliError.Interrupted(), e);
            }
            throw new CliException(new CliError.Unreachable(url, "the event stream broke"), e);
        }
    }

    /// The last id the server gave, also with no event: where to go on.
    public OptionalLong lastId() {
        return ServerEvent.id(reader.lastId());
    }

    /// How long the server wants us to wait before we come back.
    public Optional<Duration> retry() {
        return reader.retry();
    }

    /// Whether anything came, be it a heartbeat.
    public boolean hasSpoken() {
        return reader.hasBegun();
    }

    @Override
    public void close() {
        try {
            body.close();
        } catch (IOException _) {
            // It is of no use any more.
        }
    }
}
