package dev.revaer.engine.event;

import java.util.List;

/// Keeps events and the facts they tell, and gives out their numbers.
public interface EventJournal {
    /// Sets aside numbers that nobody has had and nobody will get again, even if the process dies now.
    ///
    /// @return the first of `count` numbers
    long reserve(int count);

    /// Keeps events in one transaction with their facts. A fact that throws is undone alone and its event left out.
    ///
    /// An entry whose id is kept already was in doubt before: its fact is not run again.
    ///
    /// @return how each entry fared, in order
    /// @throws InDoubt if they were kept, or nothing was; the same entries again will show
    /// @throws RuntimeException if nothing was kept
    List<Outcome> append(List<Entry> entries);

    /// Events after an id, oldest first.
    List<NumberedEvent> after(long id, int limit);

    /// Events up to this id may be gone: a reader whose cursor is lower has missed some.
    long prunedTo();

    /// An event with its number and its fact.
    ///
    /// @param fact changes what is stored; runs in the journal's transaction, and again if that fails
    record Entry(long id, Event event, Runnable fact) {}

    /// How an entry fared.
    sealed interface Outcome {
        record Kept() implements Outcome {}

        record Refused(RuntimeException reason) implements Outcome {}
    }

    /// The answer to the question whether events are kept was lost.
    final class InDoubt extends RuntimeException {
        private static final long serialVersionUID = 1;

        public InDoubt(RuntimeException cause) {
            super("it is not known whether events were kept", cause);
        }
    }
}
