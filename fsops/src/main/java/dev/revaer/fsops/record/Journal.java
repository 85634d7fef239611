package dev.revaer.fsops.record;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import dev.revaer.fsops.Stage;
import org.jspecify.annotations.Nullable;

/// Writes down each stage as it ends. Stages that end before the record is open are written with the next one, since
/// nothing may be touched in a library not yet allowed.
public final class Journal {
    private final Clock clock;
    private final List<StageOutcome> pending = new ArrayList<>();
    private Stage stage = Stage.VALIDATE;
    private Instant startedAt;
    private @Nullable RecordFile file;
    private @Nullable RunRecord runRecord;

    public Journal(Clock clock) {
        this.clock = clock;
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
    }

    public Stage stage() {
        return stage;
    }

    public void complete(String detail, long bytes) throws IOException {
        add(
                new StageOutcome(
                        stage.label(),
                        StageOutcome.Status.COMPLETED,
                        detail,
                        startedAt,
                        clock.instant(),
                        bytes));
    }

    /// For a stage that an earlier run has done; what that run wrote about it stays.
    public void completeAgain() throws IOException {
        if (!hasCompleted(stage)) {
            complete("done before", 0);
        }
    }

    public boolean hasCompleted(Stage candidate) {
        return opened().stages()
                .stream()
                .anyMatch(
                        outcome -> outcome.isOf(candidate)
                                && outcome.status() == StageOutcome.Status.COMPLETED);
    }

    public void fail(Stage failed, String detail) throws IOException {
        add(
                new StageOutcome(
                        failed.label(),
                        StageOutcome.Status.FAILED,
                        detail,
                        startedAt,
                        clock.instant(),
                        0));
    }

    /// What the content is to be added to; null if it is published anew.
    public @Nullable Publication base() {
        return opened().base();
    }

    /// Before the rename that publishes.
    public void intend(Publication publication) throws IOException {
        write(opened().with(publication));
    }

    /// After it; with the outcome of its stage, in one step.
    public void published(Publication publication, String detail) throws IOException {
        runRecord = opened().with(publication.completed());
        complete(detail, publication.bytes());
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
