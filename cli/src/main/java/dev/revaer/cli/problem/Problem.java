package dev.revaer.cli.problem;

import java.util.List;

import org.jspecify.annotations.Nullable;

/// An error answer of the service (RFC 9457).
///
/// @param status the HTTP status
/// @param requestId finds the request in the service's log
/// @param faults what is wrong with the input, one by one
public record Problem(
        int status,
        String title,
        @Nullable String detail,
        @Nullable String requestId,
        List<Fault> faults) {
    public Problem {
        faults = List.copyOf(faults);
    }

    /// One wrong value of the input.
    ///
    /// @param pointer a JSON Pointer into the body (RFC 6901)
    public record Fault(String pointer, String detail) {}
}
