package dev.revaer.fsops.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

import dev.revaer.fsops.ExistingName;
import dev.revaer.fsops.FsopsError;
import dev.revaer.fsops.FsopsException;
import dev.revaer.fsops.Stage;
import dev.revaer.fsops.record.Fingerprint;
import dev.revaer.fsops.record.Policy;
import dev.revaer.fsops.record.Publication;
import dev.revaer.fsops.record.RecordFile;
import dev.revaer.fsops.record.RunRecord;
import org.jspecify.annotations.Nullable;

/// Opens the record, clearing away what an earlier run with another policy or content has left.
final class Opening {
    private final Work work;
    private final Policy policy;
    private final String content;
    private String news = "";

    Opening(Work work) {
        this.work = work;
        this.policy = Policy.of(work.settings(), work.download());
        this.content = Fingerprint.of(work.download());
    }

    /// Goes on with the record there is, or begins one.
    ///
    /// @return what stands already, so that there is nothing to bring in
    /// @throws FsopsException when what stands is neither that nor may be added to or replaced; the record is as it was
    Optional<Publication> open(RecordFile recordFile) throws IOException {
        var earlier = recordFile.read();
        if (earlier.isEmpty()) {
            startOver(recordFile, fresh());
            return Optional.empty();
        }
        return open(recordFile, earlier.get());
    }

    /// What is different since the run before, in words; empty if nothing is.
    String news() {
        return news;
    }

    private Optional<Publication> open(RecordFile recordFile, RunRecord known) throws IOException {
        if (!known.isFor(policy, content)) {
            var base = base(known);
            news = news(known, policy);
            startOver(recordFile, fresh().onto(base, base == null ? null : known.inventory()));
            return Optional.empty();
        }
        work.journal().open(recordFile, known.under(policy));
        var publication = known.publication();
        if (publication != null && isStanding(publication)) {
            return Optional.of(publication);
        }
        var isStaged = publication != null && !publication.complete()
                && publication.isOf(work.workspace().content());
        if (publication != null && !isStaged) {
            startOver(recordFile, fresh());
        }
        return Optional.empty();
    }

    /// Of one that was only intended it must be known that it is ours.
    static boolean isStanding(Publication publication) throws IOException {
        return publication.complete() ? publication.exists() : publication.hasOurInode();
    }

    static String news(RunRecord known, Policy policy) {
        return known.policy().isSameAs(policy)
                ? "; the content is another than before"
                : "; other settings than before: " + known.policy().difference(policy);
    }

    /// What the new content may be added to; null if it must be published anew.
    private @Nullable Publication base(RunRecord known) throws IOException {
        return base(known, policy, work.settings().existingName());
    }

    static @Nullable Publication base(RunRecord known, Policy policy, ExistingName existingName)
            throws IOException {
        var standing = known.standing();
        if (standing == null) {
            return null;
        }
        var isSamePolicy = known.policy().isSameAs(policy);
        if (isSamePolicy && standing.canGrow()) {
            return standing;
        }
        if (standing.exists() && existingName == ExistingName.FAIL) {
            // Thrown before the record changes: with the old policy the publication stays a finished one.
            var path = Path.of(standing.path());
            var error = isSamePolicy
                    ? new FsopsError.NameTaken(path)
                    : new FsopsError.PolicyChanged(path, known.policy().difference(policy));
            throw new FsopsException(Stage.PUBLISH, error, null);
        }
        return null;
    }

    private RunRecord fresh() {
        return RunRecord.fresh(work.download().infoHash(), policy, content);
    }

    private void startOver(RecordFile recordFile, RunRecord fresh) throws IOException {
        work.disk().deleteTree(work.workspace().staging());
        recordFile.write(fresh);
        work.journal().open(recordFile, fresh);
    }
}
