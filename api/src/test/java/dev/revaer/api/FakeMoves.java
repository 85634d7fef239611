package dev.revaer.api;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import dev.revaer.api.move.TorrentMoves;
import dev.revaer.api.problem.ApiError.NoMove;
import dev.revaer.api.problem.ApiException;
import dev.revaer.engine.InfoHash;
import org.jspecify.annotations.Nullable;

/// Moves that stay half way.
public final class FakeMoves implements TorrentMoves {
    private static final Path HOME = Path.of("/downloads");

    private final Map<InfoHash, Move> moves = new ConcurrentHashMap<>();
    private volatile @Nullable RuntimeException refusal;

    /// Has the next moves refused.
    public void refuse(@Nullable RuntimeException reason) {
        refusal = reason;
    }

    @Override
    public Move start(InfoHash infoHash, Path downloadDir) {
        var reason = refusal;
        if (reason != null) {
            throw reason;
        }
        var move = new Move(infoHash, "copying", HOME, downloadDir, 50, 100);
        moves.put(infoHash, move);
        return move;
    }

    @Override
    public Move get(InfoHash infoHash) {
        var move = moves.get(infoHash);
        if (move == null) {
            throw new ApiException(new NoMove(infoHash));
        }
        return move;
    }
}
