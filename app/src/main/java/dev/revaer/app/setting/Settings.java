package dev.revaer.app.setting;

import dev.revaer.engine.BadValueException;
import dev.revaer.engine.SessionSettings;
import dev.revaer.engine.limit.RateLimits;
import dev.revaer.engine.network.NetworkSettings;
import dev.revaer.engine.queue.QueueSettings;
import dev.revaer.engine.seeding.SeedGoals;
import dev.revaer.engine.volume.VolumeSettings;

/// All settings. Each section is a member of the document, each of its components a field.
public record Settings(EngineSection engine, LimitsSection limits) {
    public static final Settings USUAL = new Settings(EngineSection.USUAL, LimitsSection.USUAL);

    /// How the session runs.
    ///
    /// @param connections at most, over all torrents
    /// @param uploadSlots peers that are sent to at a time, over all torrents; 0 to let libtorrent choose
    public record EngineSection(
            NetworkSettings network,
            QueueSettings queue,
            int connections,
            int uploadSlots,
            VolumeSettings volume) {
        private static final int MOST_CONNECTIONS = 100_000;

        static final EngineSection USUAL = new EngineSection(
                SessionSettings.USUAL.network(),
                SessionSettings.USUAL.queue(),
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

    /// How much torrents may take and give, where nothing closer to them says otherwise.
    ///
    /// @param downloadBytesPerSecond over all torrents; 0 for no cap
    /// @param uploadBytesPerSecond over all torrents; 0 for no cap
    public record LimitsSection(int downloadBytesPerSecond, int uploadBytesPerSecond, SeedGoals seedGoals) {
        static final LimitsSection USUAL = new LimitsSection(0, 0, SeedGoals.INHERITED);

        /// Checks the values.
        ///
        /// @throws BadValueException for a number out of range
        public LimitsSection {
            BadValueException.check("downloadBytesPerSecond", downloadBytesPerSecond, 0, Integer.MAX_VALUE);
            BadValueException.check("uploadBytesPerSecond", uploadBytesPerSecond, 0, Integer.MAX_VALUE);
        }

        public RateLimits rates() {
            return new RateLimits(downloadBytesPerSecond, uploadBytesPerSecond);
        }
    }

    /// How the session runs by these settings.
    public SessionSettings session() {
        return new SessionSettings(
                engine.network(),
                engine.queue(),
                limits.rates(),
                engine.connections(),
                engine.uploadSlots());
    }
}
