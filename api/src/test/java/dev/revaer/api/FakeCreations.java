package dev.revaer.api;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import dev.revaer.api.create.CreationState;
import dev.revaer.api.create.Creations;
import dev.revaer.api.problem.ApiError.CreationNotCompleted;
import dev.revaer.api.problem.ApiError.CreationNotFound;
import dev.revaer.api.problem.ApiException;
import dev.revaer.engine.EngineError.UnshareableContent;
import dev.revaer.engine.EngineException;
import dev.revaer.engine.InfoHash;
import dev.revaer.engine.InfoHashes;
import dev.revaer.engine.create.NewMetainfo;
import org.jspecify.annotations.Nullable;

/// Keeps what is asked for queued until it is told to complete it. Content lies in `/downloads` alone.
public final class FakeCreations implements Creations {
    public static final InfoHash HASH = new InfoHash("b".repeat(40));
    public static final byte[] METAINFO = "d4:infode".getBytes(StandardCharsets.US_ASCII);

    private static final Instant REQUESTED = Instant.parse("2026-01-01T00:00:00Z");
    private static final long SIZE = 1_000;

    private final Map<String, Creation> kept = new LinkedHashMap<>();
    private @Nullable NewMetainfo last;

    public synchronized void clear() {
        kept.clear();
    }

    /// What was asked for last.
    public synchronized NewMetainfo last() {
        return Objects.requireNonNull(last);
    }

    public void hashHalf(String id) {
        turn(id, CreationState.RUNNING, SIZE / 2, null, null);
    }

    public void complete(String id) {
        turn(id, CreationState.COMPLETED, SIZE, new InfoHashes(HASH, null), null);
    }

    public void fail(String id, String reason) {
        turn(id, CreationState.FAILED, 0, null, reason);
    }

    @Override
    public synchronized Creation start(NewMetainfo wanted, boolean startSeeding) {
        if (!wanted.content().startsWith("/downloads")) {
            throw new EngineException(new UnshareableContent(wanted.content(), "it must lie in /downloads"));
        }
        last = wanted;
        var id = "c" + (kept.size() + 1);
        var creation = new Creation(
                id,
                CreationState.QUEUED,
                wanted,
                startSeeding,
                0,
                0,
                null,
                null,
                REQUESTED.plusSeconds(kept.size()),
                null);
        kept.put(id, creation);
        return creation;
    }

    @Override
    public synchronized List<Creation> all() {
        return List.copyOf(kept.values());
    }

    @Override
    public synchronized Creation get(String id) {
        var creation = kept.get(id);
        if (creation == null) {
            throw new ApiException(new CreationNotFound(id));
        }
        return creation;
    }

    @Override
    public synchronized byte[] metainfo(String id) {
        var state = get(id).state();
        if (state != CreationState.COMPLETED) {
            throw new ApiException(new CreationNotCompleted(id, state.label()));
        }
        return METAINFO.clone();
    }

    @Override
    public synchronized void remove(String id) {
        if (get(id).state().isEnded()) {
            kept.remove(id);
        } else {
            turn(id, CreationState.CANCELLED, 0, null, null);
        }
    }

    private synchronized void turn(
            String id,
            CreationState state,
            long done,
            @Nullable InfoHashes infoHashes,
            @Nullable String reason) {
        var old = get(id);
        kept.put(
                id,
                new Creation(
                        id,
                        state,
                        old.wanted(),
                        old.startSeeding(),
                        done,
                        SIZE,
                        infoHashes,
                        reason,
                        old.requestedAt(),
                        state.isEnded() ? REQUESTED : null));
    }
}
