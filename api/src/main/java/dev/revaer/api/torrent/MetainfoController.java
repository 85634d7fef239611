package dev.revaer.api.torrent;

import dev.revaer.api.browser.Attachment;
import dev.revaer.engine.EngineError.MetadataMissing;
import dev.revaer.engine.EngineException;
import dev.revaer.engine.InfoHash;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/// The `.torrent` of a torrent.
@RestController
@Tag(name = "torrents")
public final class MetainfoController {
    private static final String BITTORRENT = "application/x-bittorrent";

    private final TorrentCatalog catalog;
    private final MetainfoSource source;

    public MetainfoController(TorrentCatalog catalog, MetainfoSource source) {
        this.catalog = catalog;
        this.source = source;
    }

    /// 409 while its metadata has not come yet.
    @Operation(operationId = "downloadTorrentMetainfo", summary = "The .torrent of a torrent", description = "As it was added, byte for byte; of a torrent added by a magnet link what peers have told of it, with the trackers where it is of v1 alone.")
    @ApiResponse(responseCode = "200", description = "The metainfo", content = @Content(mediaType = BITTORRENT, schema = @Schema(type = "string", format = "binary")))
    @ApiResponse(responseCode = "304", description = "It is as the client knows it", content = @Content)
    @GetMapping(path = "/v1/torrents/{hash}.torrent", produces = BITTORRENT)
    ResponseEntity<byte[]> download(@PathVariable String hash) {
        var torrent = catalog.get(InfoHash.parse(hash)).torrent();
        var metainfo = source.metainfo(torrent.infoHash())
                .orElseThrow(() -> new EngineException(new MetadataMissing(torrent.infoHash())));
        return AnswerTag.answer(AnswerTag.digest(metainfo))
                .header(HttpHeaders.CONTENT_DISPOSITION, Attachment.called(torrent.name(), ".torrent"))
                .body(metainfo);
    }
}
