package dev.revaer.engine.event.intake;

import dev.revaer.engine.event.EventJournal;

/// Gives out ids from blocks that the journal has set aside. Belongs to the bus's thread.
public final class EventNumbers {
    private static final int RESERVED_AT_ONCE = 1_000_000;

    private final EventJournal journal;
    private long next;
    private long end;
    private volatile boolean isStale;

    /// Reserves the first block.
    public EventNumbers(EventJournal journal) {
        this.journal = journal;
        reserve();
    }

    public long take() {
        if (next == end || isStale) {
            reserve();
        }
        return next++;
    }

    /// Leaves the rest of the block: what is numbered from now on has an id that was not set aside before this. Any
    /// thread.
    public void leaveBlock() {
        isStale = true;
    }

    /// Not less than any id given out so far, and less than the next.
    public long beforeNext() {
        return next - 1;
    }

    private void reserve() {
        isStale = false;
        next = journal.reserve(RESERVED_AT_ONCE);
        end = next + RESERVED_AT_ONCE;
    }
}
