package dev.revaer.api.problem;

import dev.revaer.api.problem.ApiError.AccessError;
import dev.revaer.api.problem.ApiError.AccessError.KeyMissing;
import dev.revaer.api.problem.ApiError.AccessError.KeyNotFound;
import dev.revaer.api.problem.ApiError.AccessError.KeyUnknown;
import dev.revaer.api.problem.ApiError.AccessError.LastAdminKey;
import dev.revaer.api.problem.ApiError.AccessError.LocalOnly;
import dev.revaer.api.problem.ApiError.AccessError.ScopeMissing;
import dev.revaer.api.problem.ApiError.AccessError.SetupDone;
import dev.revaer.api.problem.ApiError.AccessError.SetupRequired;
import dev.revaer.api.problem.ApiError.AccessError.SetupTokenExpired;
import dev.revaer.api.problem.ApiError.AccessError.SetupTokenUnknown;
import dev.revaer.api.problem.ApiError.AccessError.TooManyFailures;
import dev.revaer.api.problem.ApiError.AccessError.TooManyKeys;
import dev.revaer.api.problem.ApiError.AccessError.TooManyRequests;

import static org.springframework.http.HttpStatus.CONFLICT;
import static org.springframework.http.HttpStatus.FORBIDDEN;
import static org.springframework.http.HttpStatus.NOT_FOUND;
import static org.springframework.http.HttpStatus.TOO_MANY_REQUESTS;
import static org.springframework.http.HttpStatus.UNAUTHORIZED;

/// What callers are told who may not.
final class AccessProblems {
    private AccessProblems() {}

    static Problem of(AccessError error) {
        return switch (error) {
            case KeyMissing() -> Problem.of(
                    UNAUTHORIZED,
                    "api-key-missing",
                    "An API key is needed",
                    "send 'Authorization: Bearer <key>' or 'X-Revaer-Api-Key: <key>'");
            case KeyUnknown() -> Problem.of(
                    UNAUTHORIZED,
                    "api-key-unknown",
                    "The API key is not known",
                    "it was mistyped, revoked or rotated, has expired, or belongs to another Revaer");
            case ScopeMissing(var needed, var held) -> Problem.of(
                    FORBIDDEN,
                    "scope-missing",
                    "The API key may not do this",
                    "a key with the scope " + needed + " is needed; this one has " + held);
            case TooManyRequests(var seconds) -> Problem.of(
                    TOO_MANY_REQUESTS,
                    "too-many-requests",
                    "The API key is used too often",
                    "try again in " + seconds + " s; /api/rate of the settings says how often it may be");
            case TooManyFailures(var seconds) -> Problem.of(
                    TOO_MANY_REQUESTS,
                    "too-many-failures",
                    "Too many wrong keys or tokens came from this address",
                    "try again in " + seconds + " s; the right one is taken at any time");
            case KeyNotFound(var id) ->
                Problem.of(NOT_FOUND, "api-key-not-found", "No such API key", "no key has the id " + id);
            case LastAdminKey(var label) -> Problem.of(
                    CONFLICT,
                    "last-admin-key",
                    "It is the last admin key",
                    "without '" + label
                            + "' nobody could change settings and keys any more; issue another key"
                            + " with the scope admin and without expiry first");
            case TooManyKeys(var most) -> Problem.of(
                    CONFLICT,
                    "too-many-keys",
                    "There are too many API keys",
                    "there may be " + most + "; revoke one first");
            case SetupRequired() -> Problem.of(
                    CONFLICT,
                    "setup-required",
                    "Revaer is not set up yet",
                    "send 'POST /admin/setup/complete' with 'X-Revaer-Setup-Token: <token>'; the token is in"
                            + " the log, and 'POST /admin/setup/start' on the machine itself gives another");
            case SetupDone() -> Problem.of(
                    CONFLICT,
                    "setup-done",
                    "Revaer is set up already",
                    "use an API key with the scope admin");
            case SetupTokenUnknown() -> Problem.of(
                    UNAUTHORIZED,
                    "setup-token-unknown",
                    "The setup token is not known",
                    "send 'X-Revaer-Setup-Token: <token>' with the last one that was given out");
            case SetupTokenExpired() -> Problem.of(
                    UNAUTHORIZED,
                    "setup-token-expired",
                    "The setup token has expired",
                    "'POST /admin/setup/start' on the machine itself gives another, as does a restart");
            case LocalOnly() -> Problem.of(
                    FORBIDDEN,
                    "local-only",
                    "Only from the machine itself",
                    "ask 127.0.0.1, ::1 or localhost on the machine that Revaer runs on, without a proxy");
        };
    }
}
