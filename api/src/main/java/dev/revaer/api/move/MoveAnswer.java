package dev.revaer.api.move;

import dev.revaer.api.move.TorrentMoves.Move;

/// A move as the API shows it.
///
/// @param state `queued`, `copying`, `completed`, or `deferred` until the torrent is complete
/// @param bytesDone copied and read again
/// @param bytesTotal 0 until it is known, and where nothing needs to be copied
public record MoveAnswer(
        String infoHash,
        String state,
        String from,
        String to,
        long bytesDone,
        long bytesTotal) {
    static MoveAnswer of(Move move) {
        return new MoveAnswer(
                move.infoHash().hex(),
                move.state(),
                move.from().toString(),
                move.to().toString(),
                move.bytesDone(),
                move.bytesTotal());
    }
}
