package dev.revaer.engine;

import org.jspecify.annotations.Nullable;

/// How far a torrent is and how fast it goes.
///
/// @param progress 0.0 to 1.0, of the wanted files
/// @param sizeBytes of the wanted files; 0 until the metadata is known
/// @param downloadedBytes of the wanted files that are here
/// @param uploadedBytes payload sent since the torrent was added
/// @param receivedBytes payload received since the torrent was added, waste included
/// @param downloadBytesPerSecond payload only
/// @param uploadBytesPerSecond payload only
/// @param etaSeconds until complete at the present rate; null when that cannot be told
/// @param seeds connected peers that have everything
/// @param peers all connected peers
public record Transfer(
        double progress,
        long sizeBytes,
        long downloadedBytes,
        long uploadedBytes,
        long receivedBytes,
        long downloadBytesPerSecond,
        long uploadBytesPerSecond,
        @Nullable Long etaSeconds,
        int seeds,
        int peers) {

    public static final Transfer NONE = new Transfer(0, 0, 0, 0, 0, 0, 0, null, 0, 0);

    /// Sent over received; over the size where the data was here from the start. 0 if nothing was sent.
    public double ratio() {
        var base = receivedBytes > 0 ? receivedBytes : sizeBytes;
        return base > 0 ? (double) uploadedBytes / base : 0;
    }
}
