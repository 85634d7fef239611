package dev.revaer.fsops;

/// What happens when the library already has the name. Nothing is ever overwritten.
public enum ExistingName {
    /// The run fails with [FsopsError.NameTaken].
    FAIL,
    /// The next free of `name (2)`, `name (3)` and so on is taken.
    RENAME
}
