package dev.revaer.app.job;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

import dev.revaer.api.torrent.TorrentCatalog.FsopsProgress;
import dev.revaer.app.database.breaker.Trouble;
import dev.revaer.app.hook.Outcome;
import dev.revaer.app.job.JobPolicies.NoSuchProfileException;
import dev.revaer.engine.InfoHash;
import dev.revaer.engine.event.Event;
import dev.revaer.engine.event.EventData;
import dev.revaer.engine.event.EventData.FsopsCompleted;
import dev.revaer.engine.event.EventData.FsopsFailed;
import dev.revaer.engine.resume.StoredTorrent;
import dev.revaer.fsops.FsopsError.VanishedLibrary;
import dev.revaer.fsops.FsopsException;
import dev.revaer.fsops.Pipeline;
import dev.revaer.fsops.PublishedDownload;
import dev.revaer.fsops.Stage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One attempt to take one finished download into the library.
final class JobRun implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(JobRun.class);

    private final JobParts parts;
    private final InfoHash infoHash;
    private final StoredTorrent torrent;
    private final int attempt;
    private final Halt halt = new Halt();
    private final JobProgress progress;
    private @Nullable Path library;

    JobRun(JobParts parts, InfoHash infoHash, StoredTorrent torrent, int attempt) {
        this.parts = parts;
        this.infoHash = infoHash;
        this.torrent = torrent;
        this.attempt = attempt;
        this.progress = new JobProgress(
                infoHash,
                attempt,
                parts.queue(),
                parts.bus(),
                parts.meter(),
                halt);
    }

    Halt halt() {
        return halt;
    }

    StageBytes bytes() {
        return progress.bytes();
    }

    @Override
    public void run() {
        parts.meter().during(infoHash, attempt, this::doIt);
    }

    private void doIt() {
        halt.begin();
        progress.begin();
        if (parts.mustWait().test(infoHash)) {
            // the files began to move in between; who comes second gives way
            halt.over();
            parts.queue().putBack(infoHash);
            return;
        }
        try {
            var published = work();
            halt.over();
            progress.end();
            completed(published);
        } catch (FsopsException e) {
            halt.over();
            progress.end();
            ended(e);
        } catch (NoSuchProfileException e) {
            halt.over();
            failed(Stage.VALIDATE, String.valueOf(e.getMessage()), false);
        } catch (RuntimeException e) {
            halt.over();
            progress.end();
            brokeOff(e);
        }
    }

    private PublishedDownload work() throws NoSuchProfileException {
        var settings = parts.policies().of(torrent.options());
        library = settings.libraryDir();
        requireThere(library);
        var download = Downloads.of(infoHash, torrent, parts.metainfo());
        return new Pipeline(settings, parts.tools(), parts.seeding()).run(download, progress);
    }

    /// A mount point whose disk is gone is an empty directory: it is not to be filled.
    private void requireThere(Path used) {
        if (Files.isDirectory(used) && Files.notExists(used.resolve(".revaer"))
                && parts.queue().table().isUsed(used)) {
            throw new FsopsException(Stage.ALLOWLIST, new VanishedLibrary(used), null);
        }
    }

    private void completed(PublishedDownload published) {
        var path = published.libraryPath().toString();
        end(
                new FsopsProgress("completed", null, null, path, attempt, null, null),
                Retries.NONE,
                new FsopsCompleted(path, published.files(), published.bytes()),
                outcome("completed", null, null, path, published.files(), published.bytes()));
    }

    private void ended(FsopsException e) {
        if (isHalted(e.stage())) {
            return;
        }
        if (parts.mustWait().test(infoHash)) {
            parts.queue().putBack(infoHash);
            return;
        }
        LOG.atWarn()
                .addKeyValue("infoHash", infoHash)
                .addKeyValue("stage", e.stage().label())
                .setCause(e)
                .log("post-processing failed");
        failed(e.stage(), e.error().describe(), Retries.canHelp(e.error()));
    }

    /// One job that cannot be done must not keep the others waiting.
    private void brokeOff(RuntimeException e) {
        if (isHalted(Stage.VALIDATE)) {
            return;
        }
        var isOfDatabase = Trouble.of(e).isPresent();
        LOG.atError()
                .addKeyValue("infoHash", infoHash)
                .setCause(isOfDatabase ? null : e)
                .log("post-processing broke off");
        failed(
                Stage.VALIDATE,
                "It could not be processed (" + e.getMessage() + "): see the log, then retry.",
                isOfDatabase);
    }

    /// Does what was asked for, if somebody asked for an end.
    private boolean isHalted(Stage stage) {
        switch (halt.reason()) {
            case null -> {
                return false;
            }
            case STOPPING -> LOG.debug("{} goes on at the next start", infoHash);
            case PAUSED -> parts.queue().putBack(infoHash);
            case CANCELLED -> {
                if (library != null) {
                    JobQueue.discard(infoHash, library);
                }
                cancelled(stage);
            }
        }
        return true;
    }

    private void cancelled(Stage stage) {
        end(
                new FsopsProgress(
                        "cancelled",
                        stage.label(),
                        JobQueue.CANCELLED,
                        null,
                        attempt,
                        null,
                        null),
                Retries.NONE,
                new FsopsFailed(stage.label(), JobQueue.CANCELLED, null),
                null);
    }

    private void failed(Stage stage, String reason, boolean mayHeal) {
        var retries = mayHeal ? retries() : Retries.NONE;
        var nextTryAt = retries.nextTryAt();
        end(
                new FsopsProgress("failed", stage.label(), reason, null, attempt, null, nextTryAt),
                retries,
                new FsopsFailed(stage.label(), reason, nextTryAt),
                outcome("failed", stage.label(), reason, null, 0, 0));
    }

    private Retries retries() {
        var mostPerDay = parts.settings().get().retriesPerDay();
        var now = Instant.now();
        try {
            return parts.queue().table().retries(infoHash).after(mostPerDay, now);
        } catch (RuntimeException e) {
            if (Trouble.of(e).isEmpty()) {
                throw e;
            }
            return Retries.NONE.after(mostPerDay, now);
        }
    }

    private void end(FsopsProgress end, Retries retries, EventData event, @Nullable Outcome outcome) {
        parts.bus().publish(Event.about(infoHash, event), () -> {
            parts.queue().end(infoHash, end, retries);
            if (outcome != null) {
                parts.outbox().add(outcome);
            }
        });
    }

    private Outcome outcome(
            String state,
            @Nullable String stage,
            @Nullable String reason,
            @Nullable String libraryPath,
            int files,
            long bytes) {
        return new Outcome(
                infoHash.hex(),
                torrent.name(),
                torrent.options().category(),
                state,
                stage,
                reason,
                libraryPath,
                files,
                bytes,
                attempt,
                Instant.now());
    }
}
