package dev.revaer.api.swarm;

import java.util.Collection;
import java.util.List;
import java.util.Locale;

import dev.revaer.engine.swarm.Peer;
import io.swagger.v3.oas.annotations.media.Schema;

/// The connections of a torrent.
public record PeerList(List<Row> items, int total) {
    static PeerList of(List<Peer> peers) {
        return new PeerList(peers.stream().map(Row::of).toList(), peers.size());
    }

    /// One connection to a peer, or to a web seed.
    ///
    /// @param address and port
    /// @param client as it calls itself
    /// @param connection `tcp`, `utp` or `webSeed`
    /// @param flags `interested` (we want something), `choked` (it does not send), `peerInterested`, `peerChoked`,
    ///        `incoming`, `encrypted`, `encryptedHandshake`, `seed`, `uploadOnly`, `optimisticUnchoke`, `snubbed`,
    ///        `onParole` (had a part in bad data), `connecting`
    /// @param sources where its address is from: `tracker`, `dht`, `pex`, `lsd`, `resume`, `incoming`
    /// @param progress 0 to 1: how much it has
    /// @param hashFailures bad pieces it had a part in
    @Schema(name = "PeerRow")
    public record Row(
            String address,
            String client,
            String connection,
            List<String> flags,
            List<String> sources,
            double progress,
            long downloadBytesPerSecond,
            long uploadBytesPerSecond,
            long downloadedBytes,
            long uploadedBytes,
            int hashFailures) {
        static Row of(Peer peer) {
            return new Row(
                    peer.address(),
                    peer.client(),
                    word(peer.connection()),
                    words(peer.flags()),
                    words(peer.sources()),
                    peer.progress(),
                    peer.downloadBytesPerSecond(),
                    peer.uploadBytesPerSecond(),
                    peer.downloadedBytes(),
                    peer.uploadedBytes(),
                    peer.hashFailures());
        }
    }

    private static List<String> words(Collection<? extends Enum<?>> values) {
        return values.stream().map(PeerList::word).toList();
    }

    /// `WEB_SEED` is `webSeed`.
    private static String word(Enum<?> value) {
        var word = new StringBuilder();
        for (var part : value.name().toLowerCase(Locale.ROOT).split("_", -1)) {
            word.append(word.isEmpty() ? part : Character.toUpperCase(part.charAt(0)) + part.substring(1));
        }
        return word.toString();
    }
}
