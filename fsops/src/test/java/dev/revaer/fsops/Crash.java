package dev.revaer.fsops;

/// Stands for the end of the process: nothing handles it.
final class Crash extends Error {
    Crash() {
        super("crash", null, false, false);
    }
}
