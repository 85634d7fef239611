package dev.revaer.api.swarm;

import java.util.ArrayList;
import java.util.List;

import dev.revaer.api.problem.ApiError.Fault;
import dev.revaer.api.problem.ApiError.Invalid;
import dev.revaer.api.problem.ApiException;
import dev.revaer.engine.BadValueException;
import dev.revaer.engine.swarm.SwarmSources;
import dev.revaer.engine.swarm.Tracker;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// The body of `POST` and `PUT /v1/torrents/{hash}/trackers`: at most 200.
public record TrackersRequest(@Nullable List<@Nullable Entry> trackers) {
    /// A tracker.
    ///
    /// @param url http, https or udp
    /// @param tier 0 to 255; 0 if absent
    @Schema(name = "TrackerEntry")
    public record Entry(@Nullable String url, @Nullable Integer tier) {}

    /// Reads them.
    ///
    /// @throws ApiException with [Invalid], naming all faults
    List<Tracker> check() {
        if (trackers == null || trackers.size() > SwarmSources.MOST) {
            throw new ApiException(
                    Invalid.at("/trackers", "must be a list of at most " + SwarmSources.MOST));
        }
        var faults = new ArrayList<Fault>();
        var read = new ArrayList<Tracker>();
        for (int i = 0; i < trackers.size(); i++) {
            var entry = trackers.get(i);
            var pointer = "/trackers/" + i;
            if (entry == null || entry.url() == null) {
                faults.add(new Fault(pointer + "/url", "must be a URL"));
                continue;
            }
            try {
                read.add(new Tracker(entry.url().strip(), entry.tier() == null ? 0 : entry.tier()));
            } catch (BadValueException e) {
                faults.add(new Fault(pointer + "/" + e.field(), e.reason()));
            }
        }
        if (!faults.isEmpty()) {
            throw new ApiException(new Invalid(faults));
        }
        return read;
    }
}
