package dev.revaer.app.journal;

import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

import dev.revaer.api.event.EventFrames;
import dev.revaer.engine.event.EventBus;
import dev.revaer.engine.event.EventJournal;
import dev.revaer.engine.event.NumberedEvent;
import org.jspecify.annotations.Nullable;

/// A bus that is stopped, or dies, and is started again on the same journal.
final class RestartedBus {
    private static final int LUCK = 50;

    private final PostgresJournal journal;
    private final EventFrames frames;
    private final Random random;
    private volatile @Nullable Life life;

    RestartedBus(PostgresJournal journal, EventFrames frames, long seed) {
        this.random = new Random(seed);
        this.journal = journal;
        this.frames = frames;
    }

    private record Life(EventBus bus, Mortal journal) {}

    void start() {
        var mortal = new Mortal(journal, new Random(random.nextLong()));
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

    /// Takes nothing once it is dead, and does not always say what it has taken.
    private static final class Mortal implements EventJournal {
        private final EventJournal journal;
        private final Random random;
        private volatile boolean isDead;

        Mortal(EventJournal journal, Random random) {
            this.journal = journal;
            this.random = random;
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
            var luck = random.nextInt(LUCK);
            if (luck == 0) {
                throw new InDoubt(new IllegalStateException("nothing was kept"));
            }
            var outcomes = journal.append(entries);
            if (luck == 1 || isDead) {
                throw new InDoubt(new IllegalStateException("all was kept"));
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
