package dev.revaer.engine.session;

import java.util.function.BooleanSupplier;

/// Whether peers are exchanged with others (BEP 11), which libtorrent knows per torrent only. Set on the command thread.
final class PeerExchange implements BooleanSupplier {
    private final TorrentRegistry registry;
    private volatile boolean isOn;

    PeerExchange(TorrentRegistry registry, boolean isOn) {
        this.registry = registry;
        this.isOn = isOn;
    }

    @Override
    public boolean getAsBoolean() {
        return isOn;
    }

    void set(boolean on) {
        if (isOn == on) {
            return;
        }
        isOn = on;
        for (var torrent : registry.all()) {
            torrent.ifThere(handle -> OptionsApplier.exchangePeers(handle, on));
        }
    }
}
