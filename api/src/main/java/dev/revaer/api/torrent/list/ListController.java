package dev.revaer.api.torrent.list;

import java.time.InstantSource;

import dev.revaer.api.access.Caller;
import dev.revaer.api.torrent.AnswerTag;
import dev.revaer.api.torrent.ShownTorrents;
import dev.revaer.api.torrent.TorrentCatalog;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;

@RestController
@Tag(name = "torrents")
public final class ListController {
    private static final String DESCRIPTION = """
            Filters combine: a torrent must fit each parameter that is given, and of one that is given several times \
            one value. Whoever goes from page to page meets each torrent that is there, and fits, all the time exactly \
            once, however much changes. In the order of `added` new torrents turn up where they belong. All other keys \
            move: their order is kept as it was at the first page, for five minutes after it was last read (less while \
            there are many); new torrents are not on later pages, torrents that are gone or fit no more are left \
            out, and all are shown as they are now. After that a cursor is answered with 410. A cursor belongs to \
            sort, order and filters; limit and fields may change on the way.

            The weak ETag is of what is answered; activeSeconds and seedingSeconds alone change it once a minute at \
            most.""";

    private final TorrentListing listing;

    public ListController(TorrentCatalog catalog, ShownTorrents shown) {
        this.listing = new TorrentListing(catalog, shown, new Walks(InstantSource.system()));
    }

    /// 304 where `If-None-Match` names what would be answered.
    @Operation(operationId = "listTorrents", summary = "List torrents, filtered and in an order, page by page", description = DESCRIPTION)
    @ApiResponse(responseCode = "200", description = "A page", content = @Content(mediaType = MediaType.APPLICATION_JSON_VALUE, schema = @Schema(implementation = TorrentPage.class)))
    @ApiResponse(responseCode = "304", description = "The page is as the client knows it", content = @Content)
    @Parameter(name = "limit", in = ParameterIn.QUERY, description = "torrents on a page", schema = @Schema(type = "integer", minimum = "1", maximum = "500", defaultValue = "50"))
    @Parameter(name = "cursor", in = ParameterIn.QUERY, description = "nextCursor of the page before", schema = @Schema(type = "string", maxLength = 200))
    @Parameter(name = "sort", in = ParameterIn.QUERY, description = "what comes first; those with the same by info hash. name: whatever its case; state: in the order in which its values are listed here", schema = @Schema(type = "string", defaultValue = "added", allowableValues = {
            "added", "name", "size", "progress", "downloadRate", "uploadRate", "ratio", "state"}))
    @Parameter(name = "order", in = ParameterIn.QUERY, description = "whether the least or the most comes first", schema = @Schema(type = "string", defaultValue = "asc", allowableValues = {
            "asc", "desc"}))
    @Parameter(name = "name", in = ParameterIn.QUERY, description = "only those whose name holds this, whatever its case", array = @ArraySchema(schema = @Schema(type = "string", minLength = 1, maxLength = 200), maxItems = 100))
    @Parameter(name = "state", in = ParameterIn.QUERY, description = "only these states", array = @ArraySchema(schema = @Schema(type = "string", allowableValues = {
            "queued", "checking", "fetching_metadata", "downloading", "stalled", "seeding", "completed",
            "paused",
            "moving", "failed"}), maxItems = 100))
    @Parameter(name = "tracker", in = ParameterIn.QUERY, description = "only those that announce to this host, a name or an address without port; an empty one stands for no tracker", array = @ArraySchema(schema = @Schema(type = "string", example = "tracker.example.org", maxLength = 255), maxItems = 100))
    @Parameter(name = "extension", in = ParameterIn.QUERY, description = "only those with a file of this extension, wanted or not, as the metainfo calls it or as it is called now, whatever its case; of a torrent the first 200 extensions are known", array = @ArraySchema(schema = @Schema(type = "string", example = "mkv", minLength = 1, maxLength = 20), maxItems = 100))
    @Parameter(name = "category", in = ParameterIn.QUERY, description = "only these categories; an empty one stands for none", array = @ArraySchema(schema = @Schema(type = "string"), maxItems = 100))
    @Parameter(name = "tag", in = ParameterIn.QUERY, description = "only those with this tag", array = @ArraySchema(schema = @Schema(type = "string"), maxItems = 100))
    @Parameter(name = "hash", in = ParameterIn.QUERY, description = "only these, by either of their info hashes", array = @ArraySchema(schema = @Schema(type = "string", pattern = "^([0-9a-fA-F]{40}|[0-9a-fA-F]{64})$"), maxItems = 100))
    @Parameter(name = "fields", in = ParameterIn.QUERY, description = "members of each torrent that are wanted, parted by commas; all without it", example = "infoHash,name,progress", schema = @Schema(type = "string"))
    @GetMapping(path = "/v1/torrents", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<TorrentPage> list(
            @Parameter(hidden = true) @RequestParam MultiValueMap<String, String> query,
            @Parameter(hidden = true) ServerWebExchange exchange) {
        var known = exchange.getRequest().getHeaders().getFirst(HttpHeaders.IF_NONE_MATCH);
        var found = listing.page(ListQuery.of(query), Caller.of(exchange), known);
        return AnswerTag.answer(found.tag()).body(found.page());
    }
}
