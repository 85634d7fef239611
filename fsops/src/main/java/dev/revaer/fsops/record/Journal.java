package dev.revaer.fsops.record;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import dev.revaer.fsops.PipelineListener;
import dev.revaer.fsops.Stage;
import dev.revaer.fsops.workspace.Progress;
import org.jspecify.annotations.Nullable;

/// Writes down each stage as it ends. Stages that end before the record is open are written with the next one, since
/// nothing may be touched in a library not yet allowed.
public final class Journal {
    private final Clock clock;
    private final PipelineListener listener;
    private final List<StageOutcome> pending = new ArrayList<>();
    private Stage stage = Stage.VALIDATE;
    private Instant startedAt;
    private @Nullable RecordFile file;
    private @Nullable RunRecord runRecord;

    public Journal(Clock clock, PipelineListener listener) {
        this.clock = clock;
        this.listener = listener;
        this.startedAt = clock.instant();
    }

    /// From now on everything is written to the file.
    public void open(RecordFile recordFile, RunRecord earlier) {
        file = recordFile;
        runRecord = earlier;
    }

    public void begin(Stage begun) {
        stage = begun;
        startedAt = clock.instant();
        listener.stageStarted(begun);
    }

    /// How far the stage at hand is.
    ///
    /// @param totalBytes that it has to go through
    public Progress progress(long totalBytes) {
        return new Progress(stage, totalBytes, listener);
    }

    public Stage stage() {
        return stage;
    }

    public void complete(String detail, long bytes) throws IOException {
        add(outcome(stage, StageOutcome.Status.COMPLETED, detail, bytes));
    }

    /// The stage at hand has nothing to do.
    public void skip(String reason) throws IOException {
        add(outcome(stage, StageOutcome.Status.SKIPPED, reason, 0));
    }

    /// For a stage that an earlier run has done; what that run wrote about it stays.
    public void completeAgain() throws IOException {
        if (!hasCompleted(stage)) {
            complete("done before", 0);
        }
    }

    /// Whether the stage is over, be it that it had nothing to do.
    public boolean hasCompleted(Stage candidate) {
        return opened().stages()
                .stream()
                .anyMatch(
                        outcome -> outcome.isOf(candidate)
                                && outcome.status() != StageOutcome.Status.FAILED);
    }

    public void fail(Stage failed, String detail) throws IOException {
        add(outcome(failed, StageOutcome.Status.FAILED, detail, 0));
    }

    /// What the content is to be added to; null if it is published anew.
    public @Nullable Publication base() {
        return opened().base();
    }

    /// What is known of the files of that; null if nothing is.
    public @Nullable Inventory inventory() {
        return opened().inventory();
    }

    /// Before anything is published.
    ///
    /// @param relocation null if the torrent stays where it is
    public void relocate(@Nullable Relocation relocation) throws IOException {
        if (!Objects.equals(relocation, opened().relocation())) {
            write(opened().with(relocation));
        }
    }

    /// What is to become of the torrent; null if it stays where it is.
    public @Nullable Relocation relocation() {
        return opened().relocation();
    }

    /// Before the rename that publishes.
    public void intend(Publication publication, Inventory inventory) throws IOException {
        write(opened().with(publication, inventory));
    }

    /// After it; with the outcome of its stage, in one step.
    public void published(Publication publication, @Nullable Inventory inventory) throws IOException {
        runRecord = opened().with(publication.completed(), inventory);
        complete(publication.path(), publication.bytes());
    }

    private StageOutcome outcome(Stage of, StageOutcome.Status status, String detail, long bytes) {
        return new StageOutcome(of.label(), status, detail, startedAt, clock.instant(), bytes);
    }

    private void add(StageOutcome outcome) throws IOException {
        pending.add(outcome);
        if (runRecord == null) {
            return;
        }
        var updated = runRecord;
        for (var one : pending) {
            updated = updated.with(one);
        }
        write(updated);
        pending.clear();
    }

    private void write(RunRecord updated) throws IOException {
        if (file != null) {
            file.write(updated);
        }
        runRecord = updated;
    }

    private RunRecord opened() {
        if (runRecord == null) {
            throw new IllegalStateException("the record is not open");
        }
        return runRecord;
    }
}
