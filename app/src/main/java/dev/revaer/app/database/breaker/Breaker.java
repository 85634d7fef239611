package dev.revaer.app.database.breaker;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A circuit breaker before the database: after a few failures it opens, and nobody waits for what will not come. From
/// time to time a probe looks whether the database answers; if so, all are let in on trial, and if that goes well too the
/// breaker closes.
public final class Breaker {
    private static final Logger LOG = LoggerFactory.getLogger(Breaker.class);
    private static final int MOST_FAILURES = 3;
    private static final Duration FAILURE_WINDOW = Duration.ofSeconds(10);
    private static final Duration SHORTEST_REST = Duration.ofSeconds(1);
    private static final Duration LONGEST_REST = Duration.ofSeconds(4);
    private static final Duration TRIAL = Duration.ofSeconds(1);

    private final LongSupplier nanoTime;
    private final Deque<Long> failures = new ArrayDeque<>();
    private final List<Runnable> followers = new CopyOnWriteArrayList<>();
    private Duration rest = SHORTEST_REST;
    private long since;
    private volatile State state = State.CLOSED;
    private volatile String reason = "";

    /// Whether the database is asked.
    public enum State {
        /// It is.
        CLOSED,
        /// It is, until the first failure.
        HALF_OPEN,
        /// It is not, but for a probe.
        OPEN;

        /// As in metrics and health: `half-open`.
        public String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /// Begins closed.
    ///
    /// @param nanoTime as of [System#nanoTime()]
    public Breaker(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.since = nanoTime.getAsLong();
    }

    public State state() {
        return state;
    }

    /// Whether to ask nothing now.
    public boolean isOpen() {
        return state == State.OPEN;
    }

    /// What was wrong last; empty if nothing ever was.
    public String reason() {
        return reason;
    }

    /// Has somebody run, soon after and on the thread that was the cause of it, when the breaker opens or closes.
    ///
    /// @param follower returns at once
    public void follow(Runnable follower) {
        followers.add(follower);
    }

    /// Takes note of what went wrong with a statement or a connection, if the database is to blame.
    public void failed(@Nullable Throwable thrown) {
        if (thrown != null) {
            Trouble.of(thrown).ifPresent(this::failed);
        }
    }

    /// Takes note of trouble. One failure may be of one connection; some are of the server.
    void failed(Trouble trouble) {
        var told = switch (state) {
            case CLOSED -> failedWhileClosed(trouble);
            case HALF_OPEN -> open(trouble);
            case OPEN -> false;
        };
        tell(told);
    }

    /// The probe was answered.
    void answered() {
        var told = false;
        synchronized (this) {
            if (state == State.OPEN) {
                become(State.HALF_OPEN);
            } else if (state == State.HALF_OPEN && age().compareTo(TRIAL) >= 0) {
                failures.clear();
                rest = SHORTEST_REST;
                become(State.CLOSED);
                LOG.atInfo().log("the database answers again; changes are taken");
                told = true;
            }
        }
        tell(told);
    }

    /// The probe was not answered, or in vain.
    void silent(Trouble trouble) {
        tell(open(trouble));
    }

    /// Whether it is time to look for the database.
    synchronized boolean isProbeDue() {
        return state != State.OPEN || age().compareTo(rest) >= 0;
    }

    private synchronized boolean failedWhileClosed(Trouble trouble) {
        var now = nanoTime.getAsLong();
        failures.addLast(now);
        while (now - failures.getFirst() > FAILURE_WINDOW.toNanos()) {
            failures.removeFirst();
        }
        return failures.size() >= MOST_FAILURES && open(trouble);
    }

    /// @return whether others are to hear of it
    private synchronized boolean open(Trouble trouble) {
        var before = state;
        reason = trouble.reason();
        if (before != State.CLOSED) {
            rest = rest.multipliedBy(2).compareTo(LONGEST_REST) > 0 ? LONGEST_REST : rest.multipliedBy(2);
        }
        become(State.OPEN);
        if (before == State.CLOSED) {
            LOG.atWarn()
                    .addKeyValue("reason", trouble.reason())
                    .log("the database does not answer; changes are refused, downloads go on");
        }
        return before == State.CLOSED;
    }

    private void become(State next) {
        LOG.debug("{} after {}", next, state);
        state = next;
        since = nanoTime.getAsLong();
    }

    private Duration age() {
        return Duration.ofNanos(nanoTime.getAsLong() - since);
    }

    private void tell(boolean isNews) {
        if (isNews) {
            followers.forEach(Runnable::run);
        }
    }
}
