package dev.revaer.fsops;

/// What happens when the library already has the name.
public enum ExistingName {
    /// The run fails with [FsopsError.NameTaken].
    FAIL,
    /// The next free of `name (2)`, `name (3)` and so on is taken.
    RENAME,
    /// What is there is put aside and deleted once the new stands. What holds downloads is never replaced.
    REPLACE
}
