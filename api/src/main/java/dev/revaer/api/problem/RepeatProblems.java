package dev.revaer.api.problem;

import dev.revaer.api.problem.ApiError.RepeatError;
import dev.revaer.api.problem.ApiError.RepeatError.KeyInUse;
import dev.revaer.api.problem.ApiError.RepeatError.KeyReused;
import dev.revaer.api.problem.ApiError.RepeatError.TooMuchAtOnce;

import static org.springframework.http.HttpStatus.CONFLICT;
import static org.springframework.http.HttpStatus.SERVICE_UNAVAILABLE;
import static org.springframework.http.HttpStatus.UNPROCESSABLE_CONTENT;

/// What callers are told whose `Idempotency-Key` is of no use.
final class RepeatProblems {
    private RepeatProblems() {}

    static Problem of(RepeatError error) {
        return switch (error) {
            case KeyReused() -> Problem.of(
                    UNPROCESSABLE_CONTENT,
                    "idempotency-key-reused",
                    "The Idempotency-Key belongs to another request",
                    "it came with another path or body within the last 24 hours; choose a new one");
            case KeyInUse() -> Problem.of(
                    CONFLICT,
                    "idempotency-key-in-use",
                    "The request is being answered",
                    "the first one with this Idempotency-Key has not ended; send it again in a moment");
            case TooMuchAtOnce() -> Problem.of(
                    SERVICE_UNAVAILABLE,
                    "idempotency-busy",
                    "Too many requests with an Idempotency-Key at once",
                    "nothing was done; send it again in a moment");
        };
    }
}
