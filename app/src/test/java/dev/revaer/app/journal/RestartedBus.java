package dev.revaer.app.journal;

import java.util.List;
import java.util.concurrent.locks.LockSupport;

import dev.revaer.api.event.EventFrames;
import dev.revaer.engine.event.EventBus;
import dev.revaer.engine.event.EventJournal;
import dev.revaer.engine.event.NumberedEvent;
import org.jspecify.annotations.Nullable;

/// A bus that is stopped, or dies, and is started again on the same journal.
final class RestartedBus {
    private final PostgresJournal journal;
    private final EventFrames frames;
    private volatile @Nullable Life life;

    RestartedBus(PostgresJournal journal, EventFrames frames) {
        this.journal = journal;
        this.frames = frames;
    }

    private record Life(EventBus bus, Mortal journal) {}

    void start() {
        var mortal = new Mortal(journal);
        life = new Life(EventBus.start(mortal, frames, _ -> null), mortal);
    }

    /// @param isKilled whether what waits for the journal is lost
    void stop(boolean isKilled) {
        var last = life;
        if (last == null) {
            return;
        }
        last.journal.isDead = isKilled;
        last.bus.close();
        life = null;
    }

    /// The bus that runs now; waits for it.
    EventBus bus() {
        var now = life;
        while (now == null) {
            LockSupport.parkNanos(1_000_000);
            now = life;
        }
        return now.bus;
    }

    boolean isRunning(EventBus bus) {
        var now = life;
        return now != null && now.bus == bus;
    }

    /// Takes nothing once it is dead.
    private static final class Mortal implements EventJournal {
        private final EventJournal journal;
        private volatile boolean isDead;

        Mortal(EventJournal journal) {
            this.journal = journal;
        }

        @Override
        public long reserve(int count) {
            return journal.reserve(count);
        }

        @Override
        public List<Outcome> append(List<Entry> entries) {
            if (isDead) {
                throw new IllegalStateException("killed");
            }
            var outcomes = journal.append(entries);
            if (isDead) {
                // kept, and never told
                throw new IllegalStateException("killed");
            }
            return outcomes;
        }

        @Override
        public List<NumberedEvent> after(long id, int limit) {
            return journal.after(id, limit);
        }

        @Override
        public long prunedTo() {
            return journal.prunedTo();
        }
    }
}
