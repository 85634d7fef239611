package dev.revaer.api.torrent.file;

import java.util.ArrayList;

import dev.revaer.api.problem.ApiError.Fault;
import dev.revaer.api.problem.ApiError.Invalid;
import dev.revaer.api.problem.ApiException;
import dev.revaer.engine.EngineError.BadFileName;
import dev.revaer.engine.EngineError.RenameRefused;
import dev.revaer.engine.EngineException;
import org.jspecify.annotations.Nullable;

/// The body of `POST /v1/torrents/{hash}/files/rename`: one of `index`, `path` and `folder` says what, `to` how it is to
/// be called. Paths are relative to the download directory, their parts separated by `/`.
///
/// @param index of a file
/// @param path of a file, as it is called now
/// @param folder the torrent's own or one below it, as it is called now
/// @param to all of the new path, not the last part alone
public record RenameRequest(
        @Nullable Integer index,
        @Nullable String path,
        @Nullable String folder,
        @Nullable String to) {
    private static final int LONGEST_PATH = 4_000;

    /// @throws ApiException with [Invalid], naming all faults
    void check() {
        var faults = new ArrayList<Fault>();
        var said = (index == null ? 0 : 1) + (path == null ? 0 : 1) + (folder == null ? 0 : 1);
        if (said != 1) {
            faults.add(new Fault("", "give one of index, path and folder"));
        }
        if (to == null || to.isBlank() || to.length() > LONGEST_PATH) {
            faults.add(new Fault("/to", "must have 1 to " + LONGEST_PATH + " characters"));
        }
        if (!faults.isEmpty()) {
            throw new ApiException(new Invalid(faults));
        }
    }

    /// Where in this body a fault lies that the torrent's files have shown.
    RuntimeException located(EngineException refusal) {
        return switch (refusal.error()) {
            case BadFileName(var name, var reason) when name.equals(String.valueOf(index)) ->
                new ApiException(Invalid.at("/index", reason));
            case BadFileName(var name, var reason) when name.equals(folder) && reason.startsWith("no file") ->
                new ApiException(Invalid.at("/folder", reason));
            case BadFileName(var name, var reason) ->
                new ApiException(Invalid.at("/to", name + ": " + reason));
            case RenameRefused _ -> refusal;
            default -> refusal;
        };
    }
}
