package dev.revaer.api.torrent;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import dev.revaer.api.access.Caller;
import dev.revaer.api.audit.ChangeFilter;
import dev.revaer.api.bounds.Bounds;
import dev.revaer.api.problem.ApiError.BadParameter;
import dev.revaer.api.problem.ApiError.Fault;
import dev.revaer.api.problem.ApiError.Invalid;
import dev.revaer.api.problem.ApiException;
import dev.revaer.api.problem.QueryParameters;
import dev.revaer.api.torrent.TorrentCatalog.CatalogTorrent;
import dev.revaer.engine.InfoHash;
import dev.revaer.engine.Torrent;
import dev.revaer.engine.TorrentState;
import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.ArraySchema;
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
    private static final int USUAL_LIMIT = 50;
    private static final int HIGHEST_LIMIT = 500;

    private final TorrentCatalog catalog;
    private final Bounds bounds;

    public TorrentController(TorrentCatalog catalog, Bounds bounds) {
        this.catalog = catalog;
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

    /// Parameters: `limit` (1 to 500), `cursor`, `state` (several).
    @Operation(operationId = "listTorrents", summary = "List torrents in the order they were added")
    @Parameter(name = "limit", in = ParameterIn.QUERY, description = "torrents on a page", schema = @Schema(type = "integer", minimum = "1", maximum = "500", defaultValue = "50"))
    @Parameter(name = "cursor", in = ParameterIn.QUERY, description = "nextCursor of the page before", schema = @Schema(type = "string"))
    @Parameter(name = "state", in = ParameterIn.QUERY, description = "only these states", array = @ArraySchema(schema = @Schema(type = "string")))
    @GetMapping
    TorrentPage list(@Parameter(hidden = true) @RequestParam MultiValueMap<String, String> query) {
        var parameters = new QueryParameters(query, Set.of("limit", "cursor", "state"));
        return TorrentPage.of(
                catalog,
                filter(parameters.all("state")),
                parameters.one("cursor"),
                parameters.number("limit", 1, HIGHEST_LIMIT, USUAL_LIMIT));
    }

    @Operation(operationId = "getTorrent", summary = "One torrent, by either of its info hashes")
    @GetMapping("/{hash}")
    TorrentAnswer get(@PathVariable String hash) {
        return TorrentAnswer.of(catalog.get(InfoHash.parse(hash)));
    }

    /// 204 once it is gone, and its data too if `deleteData=true`.
    @Operation(operationId = "removeTorrent", summary = "Remove a torrent, and its downloaded data if asked to")
    @ApiResponse(responseCode = "204", description = "It is gone")
    @Parameter(name = "deleteData", in = ParameterIn.QUERY, schema = @Schema(type = "boolean", defaultValue = "false"))
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

    private static Predicate<Torrent> filter(List<String> labels) {
        if (labels.isEmpty()) {
            return _ -> true;
        }
        var states = labels.stream().map(TorrentController::state).collect(Collectors.toSet());
        return torrent -> states.contains(torrent.state());
    }

    private static TorrentState state(String label) {
        var state = TorrentState.ofLabel(label);
        if (state == null) {
            throw new ApiException(new BadParameter("state", "'" + label + "' is not a state"));
        }
        return state;
    }
}
