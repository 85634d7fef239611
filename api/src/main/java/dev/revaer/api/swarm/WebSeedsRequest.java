package dev.revaer.api.swarm;

import java.util.ArrayList;
import java.util.List;

import dev.revaer.api.problem.ApiError.Fault;
import dev.revaer.api.problem.ApiError.Invalid;
import dev.revaer.api.problem.ApiException;
import dev.revaer.engine.swarm.SwarmSources;
import org.jspecify.annotations.Nullable;

/// The body of `POST /v1/torrents/{hash}/web-seeds`.
///
/// @param webSeeds http or https URLs, at most 200
public record WebSeedsRequest(@Nullable List<@Nullable String> webSeeds) {
    /// Reads them.
    ///
    /// @throws ApiException with [Invalid], naming all faults
    List<String> check() {
        if (webSeeds == null || webSeeds.size() > SwarmSources.MOST) {
            throw new ApiException(
                    Invalid.at("/webSeeds", "must be a list of at most " + SwarmSources.MOST));
        }
        var faults = new ArrayList<Fault>();
        var read = new ArrayList<String>();
        for (int i = 0; i < webSeeds.size(); i++) {
            var url = webSeeds.get(i);
            if (url == null || !SwarmSources.isWebSeed(url.strip())) {
                faults.add(new Fault("/webSeeds/" + i, "must be an http or https URL"));
            } else {
                read.add(url.strip());
            }
        }
        if (!faults.isEmpty()) {
            throw new ApiException(new Invalid(faults));
        }
        return read;
    }
}
