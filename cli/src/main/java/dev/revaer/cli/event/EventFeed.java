package dev.revaer.cli.event;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

import dev.revaer.cli.http.EventFilter;
import dev.revaer.cli.http.RevaerClient;
import dev.revaer.cli.problem.CliError;
import dev.revaer.cli.problem.CliError.Refused;
import dev.revaer.cli.problem.CliError.Unreachable;
import dev.revaer.cli.problem.CliException;
import dev.revaer.cli.sse.EventStream;
import dev.revaer.cli.sse.ServerEvent;

/// The event stream as if it never broke: comes back after a disconnect and goes on after the last event it has seen.
///
/// The first connection must succeed; after that an outage may last as long as the patience does.
public final class EventFeed {
    private static final int TOO_MANY_REQUESTS = 429;

    private final RevaerClient client;
    private final EventFilter filter;
    private final Duration patience;
    private final Consumer<String> notices;
    private final Backoff backoff = new Backoff(ThreadLocalRandom.current());
    private OptionalLong cursor = OptionalLong.empty();
    private OptionalLong seen = OptionalLong.empty();
    private boolean connected;
    private long lastContact;

    /// @param patience how long the service may be away
    /// @param notices is told of each disconnect
    public EventFeed(RevaerClient client, EventFilter filter, Duration patience, Consumer<String> notices) {
        this.client = client;
        this.filter = filter;
        this.patience = patience;
        this.notices = notices;
    }

    /// Tells the listener of all events after `since` until it has enough.
    ///
    /// @param since empty to begin with what comes now
    /// @throws CliException when the first connection fails, the patience is at its end, or no new try would help
    public void follow(OptionalLong since, EventListener listener) {
        cursor = since;
        seen = since;
        while (true) {
            try {
                if (isEnough(listener)) {
                    return;
                }
                pause("the service ended the event stream");
            } catch (CliException e) {
                if (!connected || !mayPass(e.error())) {
                    throw e;
                }
                pause(words(e.error()));
            }
        }
    }

    private boolean isEnough(EventListener listener) {
        try (EventStream stream = client.events(filter, cursor)) {
            if (!connected) {
                connected = true;
                lastContact = System.nanoTime();
            }
            if (listener.connected()) {
                return true;
            }
            try {
                return drain(stream, listener);
            } finally {
                settle(stream);
            }
        }
    }

    private boolean drain(EventStream stream, EventListener listener) {
        for (Optional<ServerEvent> next = stream.next(); next.isPresent(); next = stream.next()) {
            ServerEvent event = next.get();
            if (isNew(event) && listener.received(event)) {
                return true;
            }
        }
        return false;
    }

    private boolean isNew(ServerEvent event) {
        if (event.type().equals("stream_reset")) {
            // What the service remembers no longer joins on to what we have seen; its numbers may have begun anew.
            seen = event.id();
        } else if (event.id().isPresent()) {
            if (seen.isPresent() && event.id().getAsLong() <= seen.getAsLong()) {
                return false;
            }
            seen = event.id();
        }
        cursor = event.id().isPresent() ? event.id() : cursor;
        return true;
    }

    private void settle(EventStream stream) {
        OptionalLong last = stream.lastId();
        if (last.isPresent() && (cursor.isEmpty() || last.getAsLong() > cursor.getAsLong())) {
            cursor = last;
        }
        stream.retry().ifPresent(backoff::begin);
        if (stream.hasSpoken()) {
            backoff.reset();
            lastContact = System.nanoTime();
        }
    }

    private void pause(String reason) {
        Duration left = patience.minusNanos(System.nanoTime() - lastContact);
        if (left.isNegative() || left.isZero()) {
            throw new CliException(
                    new Unreachable(
                            client.url(),
                            "%s; no contact for %d s".formatted(reason, patience.toSeconds())));
        }
        Duration wait = backoff.next();
        Duration delay = wait.compareTo(left) < 0 ? wait : left;
        notices.accept("%s; trying again in %.1f s".formatted(reason, delay.toMillis() / 1000.0));
        try {
            Thread.sleep(delay);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CliException(new CliError.Interrupted(), e);
        }
    }

    private static boolean mayPass(CliError error) {
        return switch (error) {
            case Unreachable _ -> true;
            case Refused(var problem) -> problem.status() >= 500 || problem.status() == TOO_MANY_REQUESTS;
            case CliError.NotUnderstood _,CliError.Invalid _,CliError.NoSuchTorrent _,CliError.Ambiguous _ ->
                false;
            case CliError.TorrentFailed _,CliError.OutputClosed _,CliError.Interrupted _ -> false;
        };
    }

    private static String words(CliError error) {
        return switch (error) {
            case Unreachable(_, var reason) -> reason;
            case Refused(var problem) -> problem.title();
            default -> "the connection was lost";
        };
    }
}
