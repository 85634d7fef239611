package dev.revaer.fsops.rule;

import java.util.List;

import dev.revaer.fsops.BadSettingException;

/// What is not to stay of a tree that is otherwise ready: it never comes into the library. The download keeps it.
///
/// Globs are matched with the place that a file has in the library, below what is published. They are looked at last, when
/// archives are unpacked and folders are flattened.
///
/// @param drop globs of files that go
/// @param keep globs of files that stay; they win
public record CleanupRules(List<String> drop, List<String> keep) {
    public static final CleanupRules NONE = new CleanupRules(List.of(), List.of());

    /// Checks the values.
    ///
    /// @throws BadSettingException for too many or too long globs, or one that cannot be read
    public CleanupRules {
        drop = FileRules.checked("drop", drop);
        keep = FileRules.checked("keep", keep);
    }
}
