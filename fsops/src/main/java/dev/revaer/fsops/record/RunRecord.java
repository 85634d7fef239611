package dev.revaer.fsops.record;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/// What `.revaer.meta` says.
///
/// @param version of this form
/// @param policy the settings that shape the published tree
/// @param content fingerprint of the torrent's name and files
/// @param stages the last outcome of each stage, in order
/// @param base what an earlier run has published of less content, to which the rest is to be added; null if nothing is
/// @param inventory of the publication, or of what stands while there is none; null where it is too long
/// @param relocation what the publication is to do with the torrent; null if the torrent stays where it is
public record RunRecord(
        int version,
        String infoHash,
        Policy policy,
        String content,
        List<StageOutcome> stages,
        @Nullable Publication publication,
        @Nullable Publication base,
        @Nullable Inventory inventory,
        @Nullable Relocation relocation) {
    static final int VERSION = 2;

    public RunRecord {
        Objects.requireNonNull(infoHash);
        Objects.requireNonNull(policy);
        Objects.requireNonNull(content);
        stages = List.copyOf(stages);
    }

    public static RunRecord fresh(String infoHash, Policy policy, String content) {
        return new RunRecord(VERSION, infoHash, policy, content, List.of(), null, null, null, null);
    }

    /// The same, to add to what was published before.
    ///
    /// @param known of it
    public RunRecord onto(@Nullable Publication earlier, @Nullable Inventory known) {
        return new RunRecord(version, infoHash, policy, content, stages, publication, earlier, known, null);
    }

    /// The same under settings that give the same tree, as they are called now.
    public RunRecord under(Policy current) {
        return new RunRecord(
                version,
                infoHash,
                current,
                content,
                stages,
                publication,
                base,
                inventory,
                relocation);
    }

    /// What is known to stand in the library, be it all of the content or less.
    public @Nullable Publication standing() {
        return publication == null ? base : publication;
    }

    public boolean isFor(Policy candidatePolicy, String candidateContent) {
        var isSame = content.equals(candidateContent)
                || (relocation != null && relocation.content().equals(candidateContent));
        return isSame && policy.isSameAs(candidatePolicy);
    }

    public RunRecord with(StageOutcome outcome) {
        var outcomes = new ArrayList<>(stages);
        outcomes.removeIf(earlier -> earlier.stage().equals(outcome.stage()));
        outcomes.add(outcome);
        return new RunRecord(
                version,
                infoHash,
                policy,
                content,
                outcomes,
                publication,
                base,
                inventory,
                relocation);
    }

    public RunRecord with(@Nullable Publication changed, @Nullable Inventory known) {
        var small = known != null && known.isSmall() ? known : null;
        return new RunRecord(
                version,
                infoHash,
                policy,
                content,
                stages,
                changed,
                null,
                small,
                relocation);
    }

    /// The same with what is to become of the torrent.
    public RunRecord with(@Nullable Relocation planned) {
        return new RunRecord(
                version,
                infoHash,
                policy,
                content,
                stages,
                publication,
                base,
                inventory,
                planned);
    }
}
