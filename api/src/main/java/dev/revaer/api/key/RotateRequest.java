package dev.revaer.api.key;

import java.time.Duration;

import dev.revaer.api.problem.ApiError.Invalid;
import dev.revaer.api.problem.ApiException;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// How a key is to be rotated.
///
/// @param grace how long the old secret is taken as well: `PT24H` if absent, `PT0S` for not at all, a week at most
record RotateRequest(@Schema(type = "string", format = "duration") @Nullable Duration grace) {
    private static final Duration USUAL = Duration.ofHours(24);
    private static final Duration LONGEST = Duration.ofDays(7);

    /// @throws ApiException with [Invalid]
    Duration check() {
        var wanted = grace == null ? USUAL : grace;
        if (wanted.isNegative() || wanted.compareTo(LONGEST) > 0) {
            throw new ApiException(Invalid.at("/grace", "must be from PT0S to P7D"));
        }
        return wanted;
    }
}
