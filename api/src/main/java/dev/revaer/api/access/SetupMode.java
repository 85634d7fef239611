package dev.revaer.api.access;

/// Whether Revaer waits for its setup. Answers from memory.
@FunctionalInterface
public interface SetupMode {
    boolean isRequired();
}
