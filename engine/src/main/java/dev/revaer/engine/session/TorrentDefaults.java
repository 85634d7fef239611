package dev.revaer.engine.session;

import java.util.function.Supplier;

import dev.revaer.engine.EngineSettings;
import dev.revaer.engine.SessionSettings;
import dev.revaer.engine.volume.Allocation;

/// What is set for all torrents but libtorrent knows per torrent only. Set on the command thread.
final class TorrentDefaults implements Supplier<TorrentDefaults.Values> {
    private final TorrentRegistry registry;
    private final boolean loopbackOnly;
    private volatile Values values;

    /// @param pex whether peers are exchanged with others (BEP 11)
    /// @param connections at most, where the torrent has no limit of its own; 0 for any number
    /// @param uploadSlots peers that are sent to at a time, where the torrent has no limit of its own; 0 for any number
    /// @param allocation of torrents that are new
    record Values(boolean pex, int connections, int uploadSlots, Allocation allocation) {
        static final Values NONE = new Values(true, 0, 0, Allocation.SPARSE);

        static Values of(SessionSettings settings, boolean loopbackOnly) {
            return new Values(
                    settings.network().pex() && !loopbackOnly,
                    settings.peers().connectionsPerTorrent(),
                    settings.peers().uploadSlotsPerTorrent(),
                    settings.disk().allocation());
        }
    }

    TorrentDefaults(TorrentRegistry registry, EngineSettings settings) {
        this.registry = registry;
        this.loopbackOnly = settings.loopbackOnly();
        this.values = Values.of(settings.session(), loopbackOnly);
    }

    @Override
    public Values get() {
        return values;
    }

    /// Has them hold, for the torrents that are here too.
    void set(SessionSettings settings) {
        var before = values;
        var after = Values.of(settings, loopbackOnly);
        values = after;
        if (after.pex() != before.pex()) {
            for (var torrent : registry.all()) {
                torrent.ifThere(handle -> OptionsApplier.exchangePeers(handle, after.pex()));
            }
        }
        if (after.connections() != before.connections() || after.uploadSlots() != before.uploadSlots()) {
            for (var torrent : registry.all()) {
                torrent.ifThere(handle -> OptionsApplier.applyPeers(torrent, handle, after));
            }
        }
    }
}
