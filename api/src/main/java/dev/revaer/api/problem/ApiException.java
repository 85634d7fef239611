package dev.revaer.api.problem;

import org.jspecify.annotations.Nullable;

/// Carries one [ApiError].
public final class ApiException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient ApiError error;

    public ApiException(ApiError error) {
        this(error, null);
    }

    public ApiException(ApiError error, @Nullable Throwable cause) {
        super(error.toString(), cause);
        this.error = error;
    }

    public ApiError error() {
        return error;
    }
}
