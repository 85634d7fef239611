package dev.revaer.api.idempotency;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

import dev.revaer.api.idempotency.KeptAnswers.RequestName;
import dev.revaer.api.problem.ApiError.RepeatError.KeyInUse;
import dev.revaer.api.problem.ApiError.RepeatError.KeyReused;
import dev.revaer.api.problem.ApiError.RepeatError.TooMuchAtOnce;
import dev.revaer.api.problem.ApiException;

/// The named requests that are being answered now. They end with the process, so memory is the place for them.
final class RunningRequests {
    /// Bodies are held until they are answered, which those of other requests are not.
    private static final long MOST_BYTES = 128L * 1024 * 1024;

    private final Map<RequestName, String> running = new ConcurrentHashMap<>();
    private final AtomicLong bytes = new AtomicLong();

    /// Makes room for a body, before it is read.
    ///
    /// @throws ApiException with [TooMuchAtOnce]
    void reserve(long length) {
        if (bytes.addAndGet(length) > MOST_BYTES) {
            free(length);
            throw new ApiException(new TooMuchAtOnce());
        }
    }

    void free(long length) {
        bytes.addAndGet(-length);
    }

    /// From now on no other of this name can begin.
    ///
    /// @throws ApiException with [KeyInUse] or [KeyReused]
    void begin(RequestName name, String fingerprint) {
        var other = running.putIfAbsent(name, fingerprint);
        if (other != null) {
            throw new ApiException(other.equals(fingerprint) ? new KeyInUse() : new KeyReused());
        }
    }

    void end(RequestName name) {
        running.remove(name);
    }
}
