package dev.revaer.api.move;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

import dev.revaer.api.problem.ApiError.Invalid;
import dev.revaer.api.problem.ApiException;
import org.jspecify.annotations.Nullable;

/// The body of `POST /v1/torrents/{hash}/move`.
///
/// @param downloadDir absolute
public record MoveRequest(@Nullable String downloadDir) {
    /// Reads the directory.
    ///
    /// @throws ApiException with [Invalid]
    Path check() {
        if (downloadDir == null) {
            throw bad("is missing");
        }
        try {
            var path = Path.of(downloadDir).normalize();
            if (path.isAbsolute()) {
                return path;
            }
        } catch (InvalidPathException e) {
            throw bad("not a path: " + e.getReason());
        }
        throw bad("not an absolute path");
    }

    private static ApiException bad(String reason) {
        return new ApiException(Invalid.at("/downloadDir", reason));
    }
}
