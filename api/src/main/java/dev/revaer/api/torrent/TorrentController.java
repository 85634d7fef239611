package dev.revaer.api.torrent;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Set;

import dev.revaer.api.access.Caller;
import dev.revaer.api.audit.ChangeFilter;
import dev.revaer.api.bounds.Bounds;
import dev.revaer.api.problem.ApiError.Fault;
import dev.revaer.api.problem.ApiError.Invalid;
import dev.revaer.api.problem.ApiException;
import dev.revaer.api.problem.QueryParameters;
import dev.revaer.api.torrent.TorrentCatalog.CatalogTorrent;
import dev.revaer.engine.InfoHash;
import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.multipart.PartEvent;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;

@RestController
@RequestMapping(path = "/v1/torrents", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "torrents")
public final class TorrentController {
    private final TorrentCatalog catalog;
    private final ShownTorrents shown;
    private final Bounds bounds;

    public TorrentController(TorrentCatalog catalog, ShownTorrents shown, Bounds bounds) {
        this.catalog = catalog;
        this.shown = shown;
        this.bounds = bounds;
    }

    /// 201 once the torrent is kept and started; 409 if it is here already.
    @Operation(operationId = "addTorrent", summary = "Add a torrent by magnet link, by the URL of its metainfo, or by metainfo")
    @ApiResponse(responseCode = "201", description = "It is kept and started")
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<TorrentAnswer> add(@RequestBody AddRequest request) {
        return created(catalog.add(request.check(bounds.now().metainfoBytes())));
    }

    /// The same with the parts of an upload: `torrent`, a `.torrent`, and, where given, `options`, the
    /// JSON of [AddRequest] without magnet, url and metainfo.
    @Hidden // OpenAPI has one operation for a path and method; its JSON form is the richer one
    @PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    ResponseEntity<TorrentAnswer> upload(ServerHttpRequest request, @RequestBody Flux<PartEvent> parts) {
        var upload = new TorrentUpload(bounds.now().metainfoBytes());
        return created(catalog.add(upload.read(request.getHeaders().getContentLength(), parts)));
    }

    /// 304 where `If-None-Match` names what would be answered.
    @Operation(operationId = "getTorrent", summary = "One torrent, by either of its info hashes", description = "Has a weak ETag for If-None-Match; activeSeconds and seedingSeconds alone change it once a minute at most.")
    @ApiResponse(responseCode = "200", description = "The torrent, or of it what fields names", content = @Content(mediaType = MediaType.APPLICATION_JSON_VALUE, schema = @Schema(implementation = TorrentAnswer.class)))
    @ApiResponse(responseCode = "304", description = "It is as the client knows it", content = @Content)
    @Parameter(name = "fields", in = ParameterIn.QUERY, description = "members that are wanted, parted by commas; all without it", example = "infoHash,name,progress", schema = @Schema(type = "string"))
    @GetMapping("/{hash}")
    ResponseEntity<Object> get(
            @PathVariable String hash,
            @Parameter(hidden = true) @RequestParam MultiValueMap<String, String> query) {
        var fields = TorrentFields.of(new QueryParameters(query, Set.of("fields")));
        var torrent = shown.show(catalog.get(InfoHash.parse(hash)), fields, Instant.now());
        var tag = new AnswerTag();
        torrent.tag(tag);
        return AnswerTag.answer(tag.value()).body(torrent.body());
    }

    /// 204 once it is gone, and its data too if `deleteData=true`.
    @Operation(operationId = "removeTorrent", summary = "Remove a torrent, and its downloaded data if asked to")
    @ApiResponse(responseCode = "204", description = "It is gone")
    @Parameter(name = "deleteData", in = ParameterIn.QUERY, description = "true to have its downloaded files deleted, too", schema = @Schema(type = "boolean", defaultValue = "false"))
    @DeleteMapping("/{hash}")
    ResponseEntity<Void> remove(
            @PathVariable String hash,
            @Parameter(hidden = true) @RequestParam MultiValueMap<String, String> query) {
        var parameters = new QueryParameters(query, Set.of("deleteData"));
        catalog.remove(InfoHash.parse(hash), parameters.flag("deleteData"));
        return ResponseEntity.noContent().build();
    }

    /// 200 once it is kept and libtorrent runs by it.
    @Operation(operationId = "changeTorrent", summary = "Change what is wanted of a torrent; what is absent stays as it is")
    @PatchMapping(path = "/{hash}", consumes = MediaType.APPLICATION_JSON_VALUE)
    TorrentAnswer change(
            @PathVariable String hash,
            @RequestBody OptionsRequest request,
            @Parameter(hidden = true) ServerWebExchange exchange) {
        return TorrentAnswer.of(catalog.change(InfoHash.parse(hash), before -> {
            var faults = new ArrayList<Fault>();
            var after = request.over(before, faults);
            if (!faults.isEmpty()) {
                throw new ApiException(new Invalid(faults));
            }
            return after;
        }, Caller.of(exchange)));
    }

    /// 200 once libtorrent has done it.
    @Operation(operationId = "actOnTorrent", summary = "Have a torrent do something; answers once it is done")
    @PostMapping(path = "/{hash}/action", consumes = MediaType.APPLICATION_JSON_VALUE)
    TorrentAnswer act(
            @PathVariable String hash,
            @RequestBody ActionRequest request,
            @Parameter(hidden = true) ServerWebExchange exchange) {
        ChangeFilter.note(exchange, "action", String.valueOf(request.action()));
        return TorrentAnswer.of(request.on(InfoHash.parse(hash)).apply(catalog));
    }

    private static ResponseEntity<TorrentAnswer> created(CatalogTorrent kept) {
        var answer = TorrentAnswer.of(kept);
        return ResponseEntity.created(URI.create("/v1/torrents/" + answer.infoHash())).body(answer);
    }
}
