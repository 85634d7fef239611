package dev.revaer.api.move;

import dev.revaer.engine.InfoHash;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/torrents/{hash}/move")
@Tag(name = "torrents")
public final class MoveController {
    private final TorrentMoves moves;

    public MoveController(TorrentMoves moves) {
        this.moves = moves;
    }

    /// 202 once the move is kept for good; its state is `completed` if all it took was to rename, and `deferred` if the files
    /// are in the incomplete directory until all of them are here.
    @Operation(operationId = "moveTorrent", summary = "Move a torrent's files to another directory")
    @ApiResponse(responseCode = "202", description = "The move is kept, and done, under way, or deferred until the torrent is complete")
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE, produces = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.ACCEPTED)
    MoveAnswer move(@PathVariable String hash, @RequestBody MoveRequest request) {
        return MoveAnswer.of(moves.start(InfoHash.parse(hash), request.check()));
    }

    /// 404 unless it is on its way.
    @Operation(operationId = "getMove", summary = "How far the move of a torrent's files has come")
    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    MoveAnswer get(@PathVariable String hash) {
        return MoveAnswer.of(moves.get(InfoHash.parse(hash)));
    }
}
