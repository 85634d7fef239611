package dev.revaer.api.torrent.file;

import java.util.ArrayList;
import java.util.List;

import dev.revaer.api.problem.ApiError.Fault;
import dev.revaer.api.problem.ApiError.Invalid;
import dev.revaer.api.problem.ApiException;
import dev.revaer.api.torrent.OptionsRequest;
import dev.revaer.api.torrent.OptionsRequest.PriorityRequest;
import dev.revaer.engine.EngineError.BadSelection;
import dev.revaer.engine.EngineException;
import dev.revaer.engine.TorrentOptions;
import org.jspecify.annotations.Nullable;

/// The body of `POST /v1/torrents/{hash}/select`. What is null stays as it is; what is given replaces all of its kind.
///
/// A file is wanted if it matches an `include` glob (or there is none), no `exclude` glob, and is not fluff where that is
/// skipped; a priority of its own comes last and wins. Globs know `*`, `**`, `?`, `[a-z]` and `{a,b}`, without regard to
/// case; one without `/` is matched with the file's name, else with the path, with or without the torrent's own folder.
///
/// @param include globs of files that are wanted
/// @param exclude globs of files that are not wanted
/// @param skipFluff whether samples, screenshots and the like are left out
/// @param priorities of single files, by index
public record SelectRequest(
        @Nullable List<String> include,
        @Nullable List<String> exclude,
        @Nullable Boolean skipFluff,
        @Nullable List<PriorityRequest> priorities) {
    /// @throws ApiException with [Invalid], naming all faults
    TorrentOptions over(TorrentOptions before) {
        var faults = new ArrayList<Fault>();
        var after = new OptionsRequest(null, null, include, exclude, skipFluff, priorities, null, null)
                .over(before, faults);
        if (!faults.isEmpty()) {
            throw new ApiException(new Invalid(faults));
        }
        return after;
    }

    /// Where in this body a fault lies that the torrent's files have shown.
    RuntimeException located(EngineException refusal) {
        return refusal.error() instanceof BadSelection(var field, var reason)
                ? new ApiException(Invalid.at(pointer(field), reason))
                : refusal;
    }

    private String pointer(String field) {
        var prefix = "priorities/";
        if (!field.startsWith(prefix)) {
            return "";
        }
        var index = Integer.valueOf(field.substring(prefix.length()));
        for (int i = 0; priorities != null && i < priorities.size(); i++) {
            if (index.equals(priorities.get(i).index())) {
                return "/priorities/" + i + "/index";
            }
        }
        return "/priorities";
    }
}
