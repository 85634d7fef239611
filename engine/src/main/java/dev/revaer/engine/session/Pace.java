package dev.revaer.engine.session;

import dev.revaer.engine.limit.RateLimits;
import org.libtorrent4j.swig.session;
import org.libtorrent4j.swig.settings_pack;
import org.libtorrent4j.swig.settings_pack.int_types;

/// How often libtorrent's clock ticks. It hands a peer the bytes of a cap after twenty ticks at the latest, so that a
/// capped download comes in bursts so long; while nothing is capped, ticks are only work.
final class Pace {
    private static final int USUAL_MILLIS = 500;
    private static final int FINE_MILLIS = 100;

    private final session rawSession;
    private final TorrentRegistry registry;
    private volatile boolean isSessionCapped;
    /// Belongs to the alert thread.
    private int told = USUAL_MILLIS;

    Pace(session rawSession, TorrentRegistry registry, RateLimits rates) {
        this.rawSession = rawSession;
        this.registry = registry;
        this.isSessionCapped = !rates.equals(RateLimits.NONE);
    }

    /// The session's own caps are these from now on.
    void capped(RateLimits rates) {
        isSessionCapped = !rates.equals(RateLimits.NONE);
    }

    void tick() {
        var wanted = isSessionCapped || registry.hasCapped() ? FINE_MILLIS : USUAL_MILLIS;
        if (wanted != told) {
            told = wanted;
            var pack = new settings_pack();
            pack.set_int(int_types.tick_interval.swigValue(), wanted);
            rawSession.apply_settings(pack);
            pack.delete();
        }
    }
}
