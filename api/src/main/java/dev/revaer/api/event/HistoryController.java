package dev.revaer.api.event;

import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.revaer.api.problem.ApiError.BadParameter;
import dev.revaer.api.problem.ApiException;
import dev.revaer.api.problem.QueryParameters;
import dev.revaer.api.torrent.AnswerTag;
import dev.revaer.api.torrent.TorrentCatalog;
import dev.revaer.engine.EngineError.TorrentNotFound;
import dev.revaer.engine.EngineException;
import dev.revaer.engine.InfoHash;
import dev.revaer.engine.event.EventType;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// What has happened to a torrent.
@RestController
@Tag(name = "events")
public final class HistoryController {
    private static final Set<String> KNOWN = Set.of("limit", "cursor", "order", "type");
    private static final int USUAL_LIMIT = 50;
    /// An event can be some hundred kilobytes: it may name 500 files.
    private static final int HIGHEST_LIMIT = 200;
    private static final Pattern ID = Pattern.compile("[0-9]{1,18}");

    private final EventHistory history;
    private final TorrentCatalog catalog;

    public HistoryController(EventHistory history, TorrentCatalog catalog) {
        this.history = history;
        this.catalog = catalog;
    }

    /// 404 if the torrent is not here and nothing is kept of it.
    @Operation(operationId = "listTorrentEvents", summary = "What has happened to a torrent, the newest first", description = "The events of GET /v1/events as far as they are kept, also of a torrent that is gone, by the info hash in its events. progress is not kept.")
    @ApiResponse(responseCode = "200", description = "A page", content = @Content(mediaType = MediaType.APPLICATION_JSON_VALUE, schema = @Schema(ref = "#/components/schemas/EventPage")))
    @ApiResponse(responseCode = "304", description = "The page is as the client knows it", content = @Content)
    @Parameter(name = "limit", in = ParameterIn.QUERY, description = "events on a page", schema = @Schema(type = "integer", minimum = "1", maximum = "200", defaultValue = "50"))
    @Parameter(name = "cursor", in = ParameterIn.QUERY, description = "nextCursor of the page before", schema = @Schema(type = "string"))
    @Parameter(name = "order", in = ParameterIn.QUERY, description = "whether the newest or the oldest comes first", schema = @Schema(type = "string", defaultValue = "desc", allowableValues = {
            "desc", "asc"}))
    @Parameter(name = "type", in = ParameterIn.QUERY, description = "only these types", array = @ArraySchema(schema = @Schema(type = "string", example = "state_changed"), maxItems = 100))
    @GetMapping(path = "/v1/torrents/{hash}/events", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Object> events(
            @PathVariable String hash,
            @Parameter(hidden = true) @RequestParam MultiValueMap<String, String> query) {
        var parameters = new QueryParameters(query, KNOWN);
        var limit = parameters.number("limit", 1, HIGHEST_LIMIT, USUAL_LIMIT);
        var types = parameters.all("type").stream().map(HistoryController::type).collect(Collectors.toSet());
        var cursor = cursor(parameters.one("cursor"));
        var isNewestFirst = isNewestFirst(parameters.one("order"));
        var asked = InfoHash.parse(hash);
        var torrent = catalog.torrent(asked);
        var infoHash = torrent == null ? asked : torrent.infoHash();
        var events = history.events(infoHash, types, cursor, isNewestFirst, limit + 1);
        if (torrent == null && events.isEmpty() && cursor == null) {
            throw new EngineException(new TorrentNotFound(asked));
        }
        var tag = new AnswerTag();
        events.forEach(event -> tag.add(event.id()));
        return AnswerTag.answer(tag.value()).body(EventPage.of(events, limit));
    }

    private static EventType type(String label) {
        var type = EventType.ofLabel(label);
        if (type == null) {
            throw new ApiException(new BadParameter("type", "'" + label + "' is not a type of event"));
        }
        return type;
    }

    private static boolean isNewestFirst(@Nullable String order) {
        return switch (order) {
            case "desc" -> true;
            case "asc" -> false;
            case null -> true;
            default -> throw new ApiException(new BadParameter("order", "must be asc or desc"));
        };
    }

    private static @Nullable Long cursor(@Nullable String text) {
        if (text != null && !ID.matcher(text).matches()) {
            throw new ApiException(new BadParameter("cursor", "not one that this API gave out"));
        }
        return text == null ? null : Long.valueOf(text);
    }
}
