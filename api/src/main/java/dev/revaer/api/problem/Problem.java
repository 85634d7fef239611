package dev.revaer.api.problem;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.revaer.api.problem.ApiError.Fault;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatusCode;

/// A problem document (RFC 9457).
///
/// @param type `https://revaer.dev/problems/<kebab-case>`
/// @param title the same for all problems of a type
/// @param errors one entry per fault of a body
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        @Nullable String instance,
        @Nullable String requestId,
        List<Fault> errors) {
    private static final String TYPES = "https://revaer.dev/problems/";

    public Problem {
        errors = List.copyOf(errors);
    }

    static Problem of(HttpStatusCode status, String kind, String title, String detail) {
        return of(status, kind, title, detail, List.of());
    }

    static Problem of(HttpStatusCode status, String kind, String title, String detail, List<Fault> errors) {
        return new Problem(TYPES + kind, title, status.value(), detail, null, null, errors);
    }

    /// The last part of the type.
    String kind() {
        return type.substring(TYPES.length());
    }

    Problem in(String path, String request) {
        return new Problem(type, title, status, detail, path, request, errors);
    }
}
