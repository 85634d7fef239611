package dev.revaer.app.create;

import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import dev.revaer.api.create.CreationState;
import dev.revaer.api.create.Creations.Creation;
import dev.revaer.api.problem.ApiError.CannotCreateNow;
import dev.revaer.api.problem.ApiError.CreationNotFound;
import dev.revaer.api.problem.ApiException;
import dev.revaer.engine.InfoHashes;
import dev.revaer.engine.create.NewMetainfo;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What is kept of creations, in memory and in files. Changes come one after the other; readers never wait for them.
final class CreationList {
    /// More than so many are not kept: the oldest that has ended makes room.
    static final int MOST_KEPT = 50;

    private static final Logger LOG = LoggerFactory.getLogger(CreationList.class);
    private static final Comparator<Creation> ORDER = Comparator.comparing(Creation::requestedAt)
            .thenComparing(Creation::id);

    private final CreationFiles files;
    private final ConcurrentHashMap<String, Creation> kept = new ConcurrentHashMap<>();

    CreationList(CreationFiles files) {
        this.files = files;
        files.load().forEach(creation -> kept.put(creation.id(), creation));
    }

    List<Creation> all() {
        return kept.values().stream().sorted(ORDER).toList();
    }

    /// @throws ApiException with [CreationNotFound]
    Creation get(String id) {
        var creation = kept.get(id);
        if (creation == null) {
            throw new ApiException(new CreationNotFound(id));
        }
        return creation;
    }

    /// @throws ApiException with [CannotCreateNow]
    synchronized Creation add(NewMetainfo wanted, boolean startSeeding) {
        makeRoom();
        var creation = new Creation(
                UUID.randomUUID().toString(),
                CreationState.QUEUED,
                wanted,
                startSeeding,
                0,
                0,
                null,
                null,
                now(),
                null);
        try {
            files.save(creation);
        } catch (IOException e) {
            throw new ApiException(new CannotCreateNow("it cannot be kept: " + e.getMessage()), e);
        }
        kept.put(creation.id(), creation);
        notifyAll();
        return creation;
    }

    /// Waits for one that is queued, and turns it to running.
    synchronized Creation takeNext() throws InterruptedException {
        var next = queued();
        while (next.isEmpty()) {
            wait();
            next = queued();
        }
        var running = with(next.get(), CreationState.RUNNING, 0, 0, null, null);
        kept.put(running.id(), running);
        return running;
    }

    /// Keeps how far it has come, in memory alone.
    ///
    /// @return whether it is still to be made
    synchronized boolean show(String id, long bytesDone, long bytesTotal) {
        var running = kept.get(id);
        if (running == null || running.state() != CreationState.RUNNING) {
            return false;
        }
        kept.put(id, with(running, CreationState.RUNNING, bytesDone, bytesTotal, null, null));
        return true;
    }

    /// Keeps what was made, unless it was cancelled.
    ///
    /// @return whether it was kept
    synchronized boolean complete(String id, byte[] metainfo, InfoHashes infoHashes) throws IOException {
        var running = kept.get(id);
        if (running == null || running.state() != CreationState.RUNNING) {
            return false;
        }
        files.saveMetainfo(id, metainfo);
        var total = running.bytesTotal();
        keep(with(running, CreationState.COMPLETED, total, total, infoHashes, null));
        return true;
    }

    synchronized void fail(String id, String reason) {
        end(id, CreationState.FAILED, reason);
    }

    /// Tells why one that was made is not seeded.
    synchronized void explain(String id, String reason) throws IOException {
        var completed = kept.get(id);
        if (completed != null) {
            keep(
                    with(
                            completed,
                            completed.state(),
                            completed.bytesDone(),
                            completed.bytesTotal(),
                            completed.infoHashes(),
                            reason));
        }
    }

    /// Cancels it, or forgets it if it has ended.
    ///
    /// @throws ApiException with [CreationNotFound]
    synchronized void remove(String id) {
        if (!get(id).state().isEnded()) {
            end(id, CreationState.CANCELLED, null);
            return;
        }
        kept.remove(id);
        delete(id);
    }

    private void makeRoom() {
        if (kept.size() < MOST_KEPT) {
            return;
        }
        var oldest = all().stream()
                .filter(creation -> creation.state().isEnded())
                .findFirst()
                .orElseThrow(
                        () -> new ApiException(
                                new CannotCreateNow(MOST_KEPT + " others are waiting to be made")));
        remove(oldest.id());
    }

    private Optional<Creation> queued() {
        return all().stream().filter(creation -> creation.state() == CreationState.QUEUED).findFirst();
    }

    private void end(String id, CreationState state, @Nullable String reason) {
        var unfinished = kept.get(id);
        if (unfinished == null || unfinished.state().isEnded()) {
            return;
        }
        var ended = with(
                unfinished,
                state,
                unfinished.bytesDone(),
                unfinished.bytesTotal(),
                null,
                reason);
        try {
            keep(ended);
        } catch (IOException e) {
            kept.put(id, ended);
            LOG.atWarn().addKeyValue("id", id).setCause(e).log("the end of a creation cannot be kept");
        }
    }

    private void keep(Creation creation) throws IOException {
        files.save(creation);
        kept.put(creation.id(), creation);
    }

    private void delete(String id) {
        try {
            files.delete(id);
        } catch (IOException e) {
            LOG.atWarn().addKeyValue("id", id).setCause(e).log("a creation cannot be deleted");
        }
    }

    private static Creation with(
            Creation old,
            CreationState state,
            long bytesDone,
            long bytesTotal,
            @Nullable InfoHashes infoHashes,
            @Nullable String reason) {
        var endedAt = old.endedAt() == null ? now() : Objects.requireNonNull(old.endedAt());
        return new Creation(
                old.id(),
                state,
                old.wanted(),
                old.startSeeding(),
                bytesDone,
                bytesTotal,
                infoHashes,
                reason,
                old.requestedAt(),
                state.isEnded() ? endedAt : null);
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }
}
