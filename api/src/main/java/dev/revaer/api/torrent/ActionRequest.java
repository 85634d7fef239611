package dev.revaer.api.torrent;

import dev.revaer.api.problem.ApiError.Invalid;
import dev.revaer.api.problem.ApiException;
import org.jspecify.annotations.Nullable;

/// The body of `POST /v1/torrents/{hash}/action`.
///
/// @param action `pause` or `resume`
public record ActionRequest(@Nullable String action) {
    /// @throws ApiException with [Invalid]
    Action check() {
        return switch (action) {
            case "pause" -> Action.PAUSE;
            case "resume" -> Action.RESUME;
            case null, default -> throw new ApiException(Invalid.at("/action", "must be pause or resume"));
        };
    }

    enum Action {
        PAUSE, RESUME
    }
}
