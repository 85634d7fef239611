package dev.revaer.api.swarm;

import java.util.ArrayList;
import java.util.List;

import dev.revaer.api.problem.ApiError.Invalid;
import dev.revaer.api.problem.ApiException;
import dev.revaer.engine.BadValueException;
import dev.revaer.engine.swarm.Tracker;
import org.jspecify.annotations.Nullable;

/// The body of `PATCH /v1/torrents/{hash}/trackers`.
///
/// @param url of the tracker that is to be changed
/// @param newUrl what to announce to instead; the same if absent
/// @param tier 0 to 255; the same if absent
public record TrackerEdit(@Nullable String url, @Nullable String newUrl, @Nullable Integer tier) {
    /// The trackers afterwards. One that becomes the same as another takes its place.
    ///
    /// @throws ApiException with [Invalid]
    List<Tracker> in(List<Tracker> before) {
        var old = before.stream()
                .filter(tracker -> tracker.url().equals(url))
                .findFirst()
                .orElseThrow(
                        () -> new ApiException(Invalid.at("/url", "must be one of the torrent's trackers")));
        var changed = changed(old);
        var after = new ArrayList<Tracker>();
        for (var tracker : before) {
            if (tracker.url().equals(old.url())) {
                after.add(changed);
            } else if (!tracker.url().equals(changed.url())) {
                after.add(tracker);
            }
        }
        return after;
    }

    private Tracker changed(Tracker old) {
        try {
            return new Tracker(
                    newUrl == null ? old.url() : newUrl.strip(),
                    tier == null ? old.tier() : tier);
        } catch (BadValueException e) {
            var field = e.field().equals("url") ? "newUrl" : e.field();
            throw new ApiException(Invalid.at("/" + field, e.reason()));
        }
    }
}
