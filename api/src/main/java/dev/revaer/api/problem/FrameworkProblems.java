package dev.revaer.api.problem;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import dev.revaer.api.problem.ApiError.Fault;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.ErrorResponse;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/// The problem document of each error that the framework raises: routes, methods, media types, bodies.
final class FrameworkProblems {
    private FrameworkProblems() {}

    static Problem of(ErrorResponse response, Throwable raised) {
        var json = causeOf(raised, JacksonException.class);
        if (json != null) {
            return ofJson(json);
        }
        var status = response.getStatusCode();
        var detail = response.getBody().getDetail();
        return of(status, detail == null ? title(status) : detail);
    }

    static Problem of(HttpStatusCode status, String detail) {
        return Problem.of(status, kind(status), title(status), detail);
    }

    private static Problem ofJson(JacksonException e) {
        if (!(e instanceof DatabindException)) {
            var where = e.getLocation();
            return Problem.of(
                    HttpStatus.BAD_REQUEST,
                    "malformed-json",
                    "The body is not JSON",
                    where == null || where.getLineNr() < 1
                            ? "it cannot be read"
                            : "line %d, column %d".formatted(where.getLineNr(), where.getColumnNr()));
        }
        var detail = e instanceof UnrecognizedPropertyException unknown
                ? "unknown; known are " + unknown.getKnownPropertyIds()
                        .stream()
                        .map(Object::toString)
                        .sorted()
                        .collect(Collectors.joining(", "))
                : "of the wrong type";
        return Problem.of(
                HttpStatus.UNPROCESSABLE_CONTENT,
                "invalid-body",
                "The body is not valid",
                detail,
                List.of(new Fault(pointer(e), detail)));
    }

    private static String pointer(JacksonException e) {
        return e.getPath()
                .stream()
                .map(
                        part -> part.getPropertyName() == null
                                ? String.valueOf(part.getIndex())
                                : part.getPropertyName())
                .map(part -> "/" + part.replace("~", "~0").replace("/", "~1"))
                .collect(Collectors.joining());
    }

    private static <T extends Throwable> @Nullable T causeOf(Throwable raised, Class<T> kind) {
        for (Throwable cause = raised; cause != null; cause = cause.getCause()) {
            if (kind.isInstance(cause)) {
                return kind.cast(cause);
            }
        }
        return null;
    }

    private static String kind(HttpStatusCode status) {
        return title(status).toLowerCase(Locale.ROOT).replace(' ', '-');
    }

    private static String title(HttpStatusCode status) {
        return status instanceof HttpStatus known ? known.getReasonPhrase() : "Error " + status.value();
    }
}
