package dev.revaer.api.browse;

import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

/// Looks into the directories that may be looked into, and no others.
public interface DirectoryBrowser {
    /// The directories that everything else lies in.
    DirectoryPage roots();

    /// What is in a directory, in the order of names. Waits for the disk.
    ///
    /// @param directory absolute
    /// @param after only names after this one; null to begin
    /// @param limit of entries
    /// @throws dev.revaer.api.problem.ApiException with a `PathError`
    DirectoryPage list(Path directory, @Nullable String after, int limit);
}
