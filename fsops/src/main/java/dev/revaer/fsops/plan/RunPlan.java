package dev.revaer.fsops.plan;

import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/// What a run would do, found without changing anything.
///
/// @param outcome what would come of it
/// @param libraryPath absolute path that would be published, or that stands already; null where it is not known
/// @param stage public name of the stage that would fail; null unless the run would be refused
/// @param reason why it would be refused and what to do, a sentence; null if it would not
/// @param files the torrent's files by path; empty where they cannot be looked at
/// @param notes what else is to be known, each a sentence
/// @param complete whether the files are here; else they are told as they will be
public record RunPlan(
        Outcome outcome,
        @Nullable String libraryPath,
        @Nullable String stage,
        @Nullable String reason,
        List<PlannedAction> files,
        List<String> notes,
        boolean complete) {
    public RunPlan {
        files = List.copyOf(files);
        notes = List.copyOf(notes);
    }

    public enum Outcome {
        /// A new file or directory in the library.
        PUBLISH,
        /// More files in a directory that an earlier run has published.
        ADD,
        /// A new file or directory in the place of one that is there.
        REPLACE,
        /// All of it stands already.
        NOTHING,
        /// A failure, for the reason given.
        REFUSE;

        /// The public name: lower case.
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
