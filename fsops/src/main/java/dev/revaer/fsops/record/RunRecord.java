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
public record RunRecord(
        int version,
        String infoHash,
        String policy,
        String content,
        List<StageOutcome> stages,
        @Nullable Publication publication) {
    static final int VERSION = 1;

    public RunRecord {
        Objects.requireNonNull(infoHash);
        Objects.requireNonNull(policy);
        Objects.requireNonNull(content);
        stages = List.copyOf(stages);
    }

    public static RunRecord fresh(String infoHash, String policy, String content) {
        return new RunRecord(VERSION, infoHash, policy, content, List.of(), null);
    }

    public boolean isFor(String candidatePolicy, String candidateContent) {
        return policy.equals(candidatePolicy) && content.equals(candidateContent);
    }

    public RunRecord with(StageOutcome outcome) {
        var outcomes = new ArrayList<>(stages);
        outcomes.removeIf(earlier -> earlier.stage().equals(outcome.stage()));
        outcomes.add(outcome);
        return new RunRecord(version, infoHash, policy, content, outcomes, publication);
    }

    public RunRecord with(@Nullable Publication changed) {
        return new RunRecord(version, infoHash, policy, content, stages, changed);
    }
}
