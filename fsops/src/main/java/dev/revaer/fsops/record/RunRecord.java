package dev.revaer.fsops.record;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/// What `.revaer.meta` says.
///
/// @param version of this form
/// @param policy fingerprint of the settings that shape the published tree
/// @param content fingerprint of the torrent's name and files
/// @param stages the last outcome of each stage, in order
/// @param base what an earlier run has published of less content, to which the rest is to be added; null if nothing is
public record RunRecord(
        int version,
        String infoHash,
        String policy,
        String content,
        List<StageOutcome> stages,
        @Nullable Publication publication,
        @Nullable Publication base) {
    static final int VERSION = 1;

    public RunRecord {
        Objects.requireNonNull(infoHash);
        Objects.requireNonNull(policy);
        Objects.requireNonNull(content);
        stages = List.copyOf(stages);
    }

    public static RunRecord fresh(String infoHash, String policy, String content) {
        return new RunRecord(VERSION, infoHash, policy, content, List.of(), null, null);
    }

    /// The same, to add to what was published before.
    public RunRecord onto(@Nullable Publication earlier) {
        return new RunRecord(version, infoHash, policy, content, stages, publication, earlier);
    }

    /// What is known to stand in the library, be it all of the content or less.
    public @Nullable Publication standing() {
        return publication == null ? base : publication;
    }

    public boolean isFor(String candidatePolicy, String candidateContent) {
        return policy.equals(candidatePolicy) && content.equals(candidateContent);
    }

    public RunRecord with(StageOutcome outcome) {
        var outcomes = new ArrayList<>(stages);
        outcomes.removeIf(earlier -> earlier.stage().equals(outcome.stage()));
        outcomes.add(outcome);
        return new RunRecord(version, infoHash, policy, content, outcomes, publication, base);
    }

    public RunRecord with(@Nullable Publication changed) {
        return new RunRecord(version, infoHash, policy, content, stages, changed, null);
    }
}
