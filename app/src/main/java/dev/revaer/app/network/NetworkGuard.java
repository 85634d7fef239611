package dev.revaer.app.network;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

import dev.revaer.api.health.HealthReport.Component;
import dev.revaer.app.health.HealthCheck;
import dev.revaer.app.keeper.Keeper;
import dev.revaer.app.setting.LiveSettings;
import dev.revaer.engine.EngineError.TorrentNotFound;
import dev.revaer.engine.EngineException;
import dev.revaer.engine.Hold;
import dev.revaer.engine.InfoHash;
import dev.revaer.engine.TorrentEngine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Holds all torrents while the interface or proxy they must take is not there, and lets them go when it is back. What
/// leaks in the seconds before is nothing: libtorrent's sockets are bound to the interface, or speak to the proxy alone.
public final class NetworkGuard implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(NetworkGuard.class);
    private static final Duration INTERVAL = Duration.ofSeconds(2);

    private final TorrentEngine engine;
    private final LiveSettings settings;
    private final Keeper keeper;
    private volatile Optional<String> missing = Optional.empty();

    public NetworkGuard(TorrentEngine engine, LiveSettings settings) {
        this.engine = engine;
        this.settings = settings;
        look();
        this.keeper = Keeper.start("network-guard", INTERVAL, this::look);
        settings.follow(_ -> keeper.wake());
    }

    public HealthCheck health() {
        return new HealthCheck(
                "killSwitch",
                () -> missing
                        .map(
                                reason -> Component.degraded(
                                        reason + "; torrents wait for it",
                                        "Bring it back, or change /engine/network in the settings."))
                        .orElseGet(() -> Component.up("nothing is missing")));
    }

    @Override
    public void close() {
        keeper.close();
    }

    private void look() {
        var now = KillSwitch.missing(settings.now().engine().network());
        if (!now.equals(missing)) {
            LOG.atWarn()
                    .addKeyValue("missing", now.orElse("nothing"))
                    .log("what torrents need of the network");
        }
        missing = now;
        for (var torrent : engine.torrents()) {
            var isHeld = torrent.holds().containsKey(Hold.NETWORK);
            if (isHeld != now.isPresent()) {
                turn(torrent.infoHash(), now);
            }
        }
    }

    private void turn(InfoHash infoHash, Optional<String> reason) {
        try {
            if (reason.isPresent()) {
                engine.hold(infoHash, Hold.NETWORK, reason.get());
            } else {
                engine.release(infoHash, Set.of(Hold.NETWORK));
            }
        } catch (EngineException e) {
            if (!(e.error() instanceof TorrentNotFound)) {
                throw e;
            }
        }
    }
}
