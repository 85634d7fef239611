package dev.revaer.api.event;

import java.time.Duration;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import dev.revaer.api.problem.ApiError.BadParameter;
import dev.revaer.api.problem.ApiException;
import dev.revaer.api.problem.QueryParameters;
import dev.revaer.engine.InfoHash;
import dev.revaer.engine.event.EventBus;
import dev.revaer.engine.event.EventType;
import dev.revaer.engine.event.NumberedEvent;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

@RestController
@Tag(name = "events")
public final class EventController {
    private static final String LAST_EVENT_ID = "Last-Event-ID";
    private static final Set<String> KNOWN = Set.of("lastEventId", "torrent", "type");

    private static final Duration HEARTBEAT_INTERVAL = Duration.ofSeconds(15);

    private final EventBus bus;
    private final EventFrames frames;
    private final Duration heartbeatInterval;

    public EventController(EventBus bus, EventFrames frames) {
        this(bus, frames, HEARTBEAT_INTERVAL);
    }

    /// @param heartbeatInterval how long a stream may be silent before a comment says that it lives
    public EventController(EventBus bus, EventFrames frames, Duration heartbeatInterval) {
        this.bus = bus;
        this.frames = frames;
        this.heartbeatInterval = heartbeatInterval;
    }

    /// The stream of events (server-sent events, WHATWG HTML §9.2). With `Last-Event-ID`, or `lastEventId` in the
    /// query, first all kept ones after it. Parameters: `torrent` and `type`, each several times.
    @Operation(operationId = "streamEvents", summary = "The stream of events, from now or after an id")
    @ApiResponse(responseCode = "200", description = "Frames of id, event and data until the client or Revaer ends it", content = @Content(mediaType = MediaType.TEXT_EVENT_STREAM_VALUE, schema = @Schema(type = "string")))
    @Parameter(name = "Last-Event-ID", in = ParameterIn.HEADER, description = "first all kept events after this id", schema = @Schema(type = "integer", format = "int64", minimum = "0"))
    @Parameter(name = "lastEventId", in = ParameterIn.QUERY, description = "the same, where headers cannot be set", schema = @Schema(type = "integer", format = "int64", minimum = "0"))
    @Parameter(name = "torrent", in = ParameterIn.QUERY, description = "only these info hashes", array = @ArraySchema(schema = @Schema(type = "string")))
    @Parameter(name = "type", in = ParameterIn.QUERY, description = "only these types", array = @ArraySchema(schema = @Schema(type = "string")))
    @GetMapping(path = "/v1/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    Mono<Void> events(ServerWebExchange exchange) {
        var parameters = new QueryParameters(exchange.getRequest().getQueryParams(), KNOWN);
        var filter = filter(parameters);
        var cursor = cursor(exchange.getRequest().getHeaders(), parameters);
        var response = exchange.getResponse();
        response.getHeaders().setContentType(MediaType.TEXT_EVENT_STREAM);
        response.getHeaders().setCacheControl("no-cache");
        response.getHeaders().set("X-Accel-Buffering", "no");
        Flux<byte[]> chunks = Flux.create(
                sink -> new EventPump(bus, frames, heartbeatInterval, filter, cursor, sink).start());
        return response
                .writeAndFlushWith(chunks.map(chunk -> Mono.just(response.bufferFactory().wrap(chunk))));
    }

    private static Predicate<NumberedEvent> filter(QueryParameters parameters) {
        var torrents = parameters.all("torrent").stream().map(InfoHash::parse).collect(Collectors.toSet());
        var types = parameters.all("type").stream().map(EventController::type).collect(Collectors.toSet());
        return event -> (torrents.isEmpty() || torrents.contains(event.infoHash()))
                && (types.isEmpty() || types.contains(event.type()));
    }

    private static EventType type(String label) {
        var type = EventType.ofLabel(label);
        if (type == null) {
            throw new ApiException(new BadParameter("type", "'" + label + "' is not a type of event"));
        }
        return type;
    }

    private static @Nullable Long cursor(HttpHeaders headers, QueryParameters parameters) {
        var header = headers.getFirst(LAST_EVENT_ID);
        var text = header != null && !header.isEmpty() ? header : parameters.one("lastEventId");
        if (text == null) {
            return null;
        }
        try {
            var id = Long.parseLong(text);
            if (id >= 0) {
                return id;
            }
        } catch (NumberFormatException _) {
            // told below
        }
        throw new ApiException(new BadParameter(LAST_EVENT_ID, "must be the id of an event"));
    }
}
