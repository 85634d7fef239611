package dev.revaer.app.setting;

import dev.revaer.api.rate.RateSettings;
import dev.revaer.engine.BadValueException;
import dev.revaer.engine.SessionSettings;
import dev.revaer.engine.limit.LimitSettings;
import dev.revaer.engine.network.NetworkSettings;
import dev.revaer.engine.network.PeerSettings;
import dev.revaer.engine.network.TrackerSettings;
import dev.revaer.engine.queue.QueueSettings;
import dev.revaer.engine.volume.DiskSettings;
import dev.revaer.engine.volume.VolumeSettings;

/// All settings. Each section is a member of the document, each of its components a field.
public record Settings(AppSettings app, EngineSection engine, LimitSettings limits, ApiSection api) {
    public static final Settings USUAL = new Settings(
            AppSettings.USUAL,
            EngineSection.USUAL,
            LimitSettings.USUAL,
            ApiSection.USUAL);

    /// How the session runs.
    ///
    /// @param connections at most, over all torrents
    /// @param uploadSlots peers that are sent to at a time, over all torrents; 0 to let libtorrent choose
    public record EngineSection(
            NetworkSettings network,
            PeerSettings peers,
            TrackerSettings trackers,
            QueueSettings queue,
            DiskSettings disk,
            int connections,
            int uploadSlots,
            VolumeSettings volume) {
        private static final int MOST_CONNECTIONS = 100_000;

        static final EngineSection USUAL = new EngineSection(
                SessionSettings.USUAL.network(),
                SessionSettings.USUAL.peers(),
                SessionSettings.USUAL.trackers(),
                SessionSettings.USUAL.queue(),
                SessionSettings.USUAL.disk(),
                SessionSettings.USUAL.connections(),
                SessionSettings.USUAL.uploadSlots(),
                VolumeSettings.USUAL);

        /// Checks the values.
        ///
        /// @throws BadValueException for a number out of range
        public EngineSection {
            BadValueException.check("connections", connections, 2, MOST_CONNECTIONS);
            BadValueException.check("uploadSlots", uploadSlots, 0, MOST_CONNECTIONS);
        }
    }

    /// How callers are served.
    public record ApiSection(RateSettings rate) {
        static final ApiSection USUAL = new ApiSection(RateSettings.USUAL);
    }

    /// How the session runs by these settings.
    public SessionSettings session() {
        return new SessionSettings(
                engine.network(),
                engine.peers(),
                engine.trackers(),
                engine.queue(),
                engine.disk(),
                limits.rates(),
                engine.connections(),
                engine.uploadSlots());
    }
}
