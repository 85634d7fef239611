package dev.revaer.engine.command;

import java.util.function.Supplier;

/// Stands around each command that somebody waits for, from when it is given to when it is answered.
public interface CommandWatch {
    /// Looks away.
    CommandWatch NONE = new CommandWatch() {
        @Override
        public <T> T during(String command, Supplier<T> work) {
            return work.get();
        }
    };

    /// Does the work once, on the thread of whoever gives the command, and hands on what comes of it, failures included.
    ///
    /// @param command what is asked for: `add`, `read settings`; one of some dozens
    <T> T during(String command, Supplier<T> work);
}
