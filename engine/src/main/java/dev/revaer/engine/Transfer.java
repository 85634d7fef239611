package dev.revaer.engine;

import java.time.Instant;

import dev.revaer.engine.seeding.Counters;
import org.jspecify.annotations.Nullable;

/// How far a torrent is and how fast it goes.
///
/// @param progress 0.0 to 1.0, of the wanted files
/// @param sizeBytes of the wanted files; 0 until the metadata is known
/// @param downloadedBytes of the wanted files that are here
/// @param counters what it has sent and received, and for how long
/// @param downloadBytesPerSecond payload only
/// @param uploadBytesPerSecond payload only
/// @param etaSeconds until complete at the present rate; null when that cannot be told
public record Transfer(
        double progress,
        long sizeBytes,
        long downloadedBytes,
        Counters counters,
        long downloadBytesPerSecond,
        long uploadBytesPerSecond,
        @Nullable Long etaSeconds,
        Swarm swarm) {

    public static final Transfer NONE = starting(Counters.ZERO);

    /// The peers of a torrent.
    ///
    /// @param seeds connected peers that have everything
    /// @param peers all connected peers
    /// @param allSeeds in the swarm as far as trackers and peers tell
    /// @param allPeers in the swarm, seeds included, as far as trackers and peers tell
    /// @param availability copies of the rarest piece among connected peers and this one, with the share of pieces that
    ///        have one more; -1 for a seed
    public record Swarm(int seeds, int peers, int allSeeds, int allPeers, double availability) {
        public static final Swarm NONE = new Swarm(0, 0, 0, 0, -1);
    }

    /// Nothing known but what it had counted before.
    public static Transfer starting(Counters counters) {
        return new Transfer(0, 0, 0, counters, 0, 0, null, Swarm.NONE);
    }

    public long uploadedBytes() {
        return counters.uploadedBytes();
    }

    public int seeds() {
        return swarm.seeds();
    }

    public int peers() {
        return swarm.peers();
    }

    /// Sent over received; over the size where the data was here from the start. 0 if nothing was sent.
    public double ratio() {
        var base = counters.receivedBytes() > 0 ? counters.receivedBytes() : sizeBytes;
        return base > 0 ? (double) uploadedBytes() / base : 0;
    }

    /// The same when nothing is transferred any more.
    public Transfer idle(Instant now) {
        return new Transfer(
                progress,
                sizeBytes,
                downloadedBytes,
                counters.run(false, false, now),
                0,
                0,
                null,
                Swarm.NONE);
    }

    public Transfer with(Counters others) {
        return new Transfer(
                progress,
                sizeBytes,
                downloadedBytes,
                others,
                downloadBytesPerSecond,
                uploadBytesPerSecond,
                etaSeconds,
                swarm);
    }
}
