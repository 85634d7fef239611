package dev.revaer.api.torrent;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;

import dev.revaer.api.problem.ApiError.Invalid;
import dev.revaer.api.problem.ApiException;
import dev.revaer.api.torrent.TorrentCatalog.CatalogTorrent;
import dev.revaer.engine.InfoHash;
import dev.revaer.engine.TorrentCommand;
import dev.revaer.engine.TransferMode;
import dev.revaer.engine.queue.QueueMove;
import org.jspecify.annotations.Nullable;

/// The body of `POST /v1/torrents/{hash}/action`.
///
/// @param action `pause`, `resume`, `reannounce`, `recheck`, `sequential`, `firstLastPieces`, `superSeed`,
///        `forceStart`, `queueTop`, `queueUp`, `queueDown`, `queueBottom` or `deadline`
/// @param enabled for `sequential`, `firstLastPieces`, `superSeed` and `forceStart`; true if absent
/// @param piece for `deadline`: index of the piece, from 0
/// @param deadlineMillis for `deadline`: within how many milliseconds the piece is wanted
public record ActionRequest(
        @Nullable String action,
        @Nullable Boolean enabled,
        @Nullable Integer piece,
        @Nullable Integer deadlineMillis) {
    /// All actions, for people.
    public static final String KNOWN = "pause, resume, reannounce, recheck, sequential, "
            + "firstLastPieces, superSeed, forceStart, queueTop, queueUp, queueDown, queueBottom, deadline";

    /// Whether there is such an action.
    public boolean isKnown() {
        return action != null && List.of(KNOWN.split(", ")).contains(action);
    }

    /// What the catalogue is to do.
    ///
    /// @throws ApiException with [Invalid]
    public Function<TorrentCatalog, CatalogTorrent> on(InfoHash infoHash) {
        var wanted = action == null ? "" : action;
        return switch (wanted) {
            case "pause" -> catalog -> catalog.pause(infoHash);
            case "resume" -> catalog -> catalog.resume(infoHash);
            case "reannounce" -> command(infoHash, new TorrentCommand.Reannounce());
            case "recheck" -> command(infoHash, new TorrentCommand.Recheck());
            case "sequential" -> mode(infoHash, TransferMode.SEQUENTIAL);
            case "firstLastPieces" -> mode(infoHash, TransferMode.FIRST_LAST_PIECES);
            case "superSeed" -> mode(infoHash, TransferMode.SUPER_SEEDING);
            case "forceStart" -> mode(infoHash, TransferMode.FORCE_START);
            case "queueTop" -> queue(infoHash, QueueMove.TOP);
            case "queueUp" -> queue(infoHash, QueueMove.UP);
            case "queueDown" -> queue(infoHash, QueueMove.DOWN);
            case "queueBottom" -> queue(infoHash, QueueMove.BOTTOM);
            case "deadline" -> command(infoHash, deadline());
            default -> throw new ApiException(Invalid.at("/action", "must be one of " + KNOWN));
        };
    }

    private Function<TorrentCatalog, CatalogTorrent> mode(InfoHash infoHash, TransferMode mode) {
        var on = enabled == null || enabled;
        return catalog -> catalog.change(infoHash, options -> options.with(mode, on));
    }

    private static Function<TorrentCatalog, CatalogTorrent> queue(InfoHash infoHash, QueueMove to) {
        return command(infoHash, new TorrentCommand.MoveInQueue(to));
    }

    private static Function<TorrentCatalog, CatalogTorrent> command(
            InfoHash infoHash,
            TorrentCommand command) {
        return catalog -> catalog.command(infoHash, command);
    }

    private TorrentCommand deadline() {
        if (piece == null || piece < 0) {
            throw new ApiException(Invalid.at("/piece", "must be the index of a piece, from 0"));
        }
        if (deadlineMillis == null || deadlineMillis < 0) {
            throw new ApiException(Invalid.at("/deadlineMillis", "must be 0 or more"));
        }
        return new TorrentCommand.PieceDeadline(piece, Duration.ofMillis(deadlineMillis));
    }
}
