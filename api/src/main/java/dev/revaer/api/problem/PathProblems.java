package dev.revaer.api.problem;

import java.nio.file.Path;
import java.util.stream.Collectors;

import dev.revaer.api.problem.ApiError.PathError;
import dev.revaer.api.problem.ApiError.PathError.NotADirectory;
import dev.revaer.api.problem.ApiError.PathError.PathNotAllowed;
import dev.revaer.api.problem.ApiError.PathError.PathNotFound;
import dev.revaer.api.problem.ApiError.PathError.TooManyLooks;
import dev.revaer.api.problem.ApiError.PathError.UnreadablePath;

import static org.springframework.http.HttpStatus.FORBIDDEN;
import static org.springframework.http.HttpStatus.NOT_FOUND;
import static org.springframework.http.HttpStatus.SERVICE_UNAVAILABLE;
import static org.springframework.http.HttpStatus.UNPROCESSABLE_CONTENT;

/// What callers are told whose directory cannot be looked into.
final class PathProblems {
    private PathProblems() {}

    static Problem of(PathError error) {
        return switch (error) {
            case PathNotAllowed(var path, var roots) -> Problem.of(
                    FORBIDDEN,
                    "path-not-allowed",
                    "This directory is none of Revaer's",
                    path + " must lie, links followed, in "
                            + roots.stream().map(Path::toString).collect(Collectors.joining(" or ")));
            case PathNotFound(var path) -> Problem.of(
                    NOT_FOUND,
                    "path-not-found",
                    "No such directory",
                    path + " is not there; browse what it should lie in");
            case NotADirectory(var path) -> Problem.of(
                    UNPROCESSABLE_CONTENT,
                    "not-a-directory",
                    "It is not a directory",
                    path + " is a file or the like; only directories can be browsed");
            case UnreadablePath(var path, var reason) -> Problem.of(
                    FORBIDDEN,
                    "unreadable-path",
                    "The directory cannot be read",
                    path + ": " + reason);
            case TooManyLooks(var most) -> Problem.of(
                    SERVICE_UNAVAILABLE,
                    "disk-busy",
                    "The disk does not answer in time",
                    most + " directories are being read; try again in a moment");
        };
    }
}
