package dev.revaer.engine.swarm;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/// How announcing to one tracker goes, over all local addresses and both info hashes of a hybrid.
///
/// @param message what the tracker itself said last
/// @param lastError why the last announce failed; null if it did not
/// @param nextAnnounceAt null while none is due
/// @param seeds of the swarm by its count; null until it has told
/// @param peers that are not seeds, by its count; null until it has told
/// @param downloads that were finished, by its count; null until it has told
/// @param fails announces that failed in a row
public record TrackerStatus(
        String url,
        int tier,
        State state,
        @Nullable String message,
        @Nullable String lastError,
        @Nullable Instant nextAnnounceAt,
        @Nullable Integer seeds,
        @Nullable Integer peers,
        @Nullable Integer downloads,
        int fails) {

    /// What can be said of a tracker.
    public enum State {
        /// it answered at least one address for at least one hash
        WORKING("working"),
        /// it is being asked, and has not been heard of yet
        UPDATING("updating"),
        /// it has not been asked: an earlier tier works, or the torrent does not run
        NOT_CONTACTED("notContacted"),
        /// every announce failed
        FAILED("failed");

        private final String label;

        State(String label) {
            this.label = label;
        }

        /// The public name: `notContacted`.
        public String label() {
            return label;
        }
    }
}
