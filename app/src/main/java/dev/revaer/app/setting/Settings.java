package dev.revaer.app.setting;

import java.util.List;
import java.util.Map;

import dev.revaer.api.bounds.BoundsSettings;
import dev.revaer.api.browser.CorsSettings;
import dev.revaer.api.forwarded.TrustedProxies;
import dev.revaer.api.rate.RateSettings;
import dev.revaer.api.tls.TlsSettings;
import dev.revaer.app.directory.DirectorySettings;
import dev.revaer.engine.BadValueException;
import dev.revaer.engine.RawSettings;
import dev.revaer.engine.SessionSettings;
import dev.revaer.engine.limit.LimitSettings;
import dev.revaer.engine.network.NetworkSettings;
import dev.revaer.engine.network.PeerSettings;
import dev.revaer.engine.network.TrackerSettings;
import dev.revaer.engine.queue.QueueSettings;
import dev.revaer.engine.volume.DiskSettings;
import dev.revaer.engine.volume.VolumeSettings;
import org.jspecify.annotations.Nullable;

/// All settings. Each section is a member of the document, each of its components a field.
public record Settings(
        AppSettings app,
        EngineSection engine,
        FsopsSection fsops,
        LimitSettings limits,
        ApiSection api) {
    public static final Settings USUAL = new Settings(
            AppSettings.USUAL,
            EngineSection.USUAL,
            FsopsSection.USUAL,
            LimitSettings.USUAL,
            ApiSection.USUAL);

    /// How the session runs.
    ///
    /// @param connections at most, over all torrents
    /// @param uploadSlots peers that are sent to at a time, over all torrents; 0 to let libtorrent choose
    /// @param userAgent sent to trackers and peers; null for Revaer's own
    /// @param rawSettings see [RawSettings]
    public record EngineSection(
            NetworkSettings network,
            PeerSettings peers,
            TrackerSettings trackers,
            QueueSettings queue,
            DiskSettings disk,
            int connections,
            int uploadSlots,
            VolumeSettings volume,
            DirectorySettings directories,
            @Nullable String userAgent,
            Map<String, Object> rawSettings) {
        private static final int MOST_CONNECTIONS = 100_000;

        static final EngineSection USUAL = new EngineSection(
                SessionSettings.USUAL.network(),
                SessionSettings.USUAL.peers(),
                SessionSettings.USUAL.trackers(),
                SessionSettings.USUAL.queue(),
                SessionSettings.USUAL.disk(),
                SessionSettings.USUAL.connections(),
                SessionSettings.USUAL.uploadSlots(),
                VolumeSettings.USUAL,
                DirectorySettings.USUAL,
                null,
                Map.of());

        /// Checks the values.
        ///
        /// @throws BadValueException for a number out of range
        public EngineSection {
            BadValueException.check("connections", connections, 2, MOST_CONNECTIONS);
            BadValueException.check("uploadSlots", uploadSlots, 0, MOST_CONNECTIONS);
            if (userAgent != null && !userAgent.matches("[ -~]{1,100}")) {
                throw new BadValueException("userAgent", "must be 1 to 100 printable ASCII characters");
            }
            rawSettings = new RawSettings(rawSettings).values();
        }
    }

    /// How callers are served.
    ///
    /// @param trustedProxies addresses and CIDR blocks of proxies whose word on who calls is taken
    public record ApiSection(
            TlsSettings tls,
            CorsSettings cors,
            List<String> trustedProxies,
            RateSettings rate,
            BoundsSettings bounds) {
        static final ApiSection USUAL = new ApiSection(
                TlsSettings.USUAL,
                CorsSettings.USUAL,
                List.of(),
                RateSettings.USUAL,
                BoundsSettings.USUAL);

        /// Checks the values.
        ///
        /// @throws BadValueException for what is no address
        public ApiSection {
            try {
                TrustedProxies.parse(trustedProxies);
            } catch (BadValueException e) {
                throw new BadValueException("trustedProxies/" + e.field(), e.reason());
            }
            trustedProxies = List.copyOf(trustedProxies);
        }
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
                engine.uploadSlots(),
                engine.userAgent(),
                new RawSettings(engine.rawSettings()));
    }
}
