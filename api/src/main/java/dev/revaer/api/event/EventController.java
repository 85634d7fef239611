package dev.revaer.api.event;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import dev.revaer.api.access.Caller;
import dev.revaer.api.bounds.Bounds;
import dev.revaer.api.connection.OpenConnection;
import dev.revaer.api.problem.ApiError.BadParameter;
import dev.revaer.api.problem.ApiException;
import dev.revaer.api.problem.QueryParameters;
import dev.revaer.engine.BadValueException;
import dev.revaer.engine.InfoHash;
import dev.revaer.engine.TorrentState;
import dev.revaer.engine.event.EventBus;
import dev.revaer.engine.event.EventType;
import dev.revaer.engine.event.stream.EventFilter;
import dev.revaer.engine.label.LabelName;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

@RestController
@Tag(name = "events")
public final class EventController implements AutoCloseable {
    private static final String LAST_EVENT_ID = "Last-Event-ID";
    private static final Set<String> KNOWN = Set
            .of("lastEventId", "torrent", "type", "state", "category", "tag");

    private static final Duration HEARTBEAT_INTERVAL = Duration.ofSeconds(15);
    private static final Duration STALL_LIMIT = Duration.ofSeconds(60);
    /// A few batches.
    private static final int MOST_UNSENT = 64 * 1024;

    private final EventBus bus;
    private final EventFrames frames;
    private final Bounds bounds;
    private final Duration heartbeatInterval;
    private final Duration stallLimit;
    private final OpenStreams open = new OpenStreams("event-stream-keys");

    public EventController(EventBus bus, EventFrames frames, Bounds bounds) {
        this(bus, frames, bounds, HEARTBEAT_INTERVAL, STALL_LIMIT);
    }

    /// @param heartbeatInterval how long a stream may be silent before a comment says that it lives
    /// @param stallLimit how long a client may take nothing, or be gone without a word, before it is cut off
    public EventController(
            EventBus bus,
            EventFrames frames,
            Bounds bounds,
            Duration heartbeatInterval,
            Duration stallLimit) {
        this.bus = bus;
        this.frames = frames;
        this.bounds = bounds;
        this.heartbeatInterval = heartbeatInterval;
        this.stallLimit = stallLimit;
    }

    /// The stream of events (server-sent events, WHATWG HTML §9.2). With `Last-Event-ID`, or `lastEventId` in the
    /// query, first all kept ones after it. The other parameters may be given several times each.
    @Operation(operationId = "streamEvents", summary = "The stream of events, from now or after an id")
    @ApiResponse(responseCode = "200", description = "Frames of id, event and data until the client or Revaer ends it; data is described by the schemas whose names end in Event", content = @Content(mediaType = MediaType.TEXT_EVENT_STREAM_VALUE, schema = @Schema(type = "string")))
    @Parameter(name = "Last-Event-ID", in = ParameterIn.HEADER, description = "first all kept events after this id", schema = @Schema(type = "integer", format = "int64", minimum = "0"))
    @Parameter(name = "lastEventId", in = ParameterIn.QUERY, description = "the same, where headers cannot be set", schema = @Schema(type = "integer", format = "int64", minimum = "0"))
    @Parameter(name = "torrent", in = ParameterIn.QUERY, description = "only these info hashes", array = @ArraySchema(schema = @Schema(type = "string")))
    @Parameter(name = "type", in = ParameterIn.QUERY, description = "only these types", array = @ArraySchema(schema = @Schema(type = "string")))
    @Parameter(name = "state", in = ParameterIn.QUERY, description = "only of torrents that were in one of these states", array = @ArraySchema(schema = @Schema(type = "string")))
    @Parameter(name = "category", in = ParameterIn.QUERY, description = "only of torrents that were in one of these categories; an empty one stands for none", array = @ArraySchema(schema = @Schema(type = "string")))
    @Parameter(name = "tag", in = ParameterIn.QUERY, description = "only of torrents that had one of these tags", array = @ArraySchema(schema = @Schema(type = "string")))
    @GetMapping(path = "/v1/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    Mono<Void> events(ServerWebExchange exchange) {
        var parameters = new QueryParameters(exchange.getRequest().getQueryParams(), KNOWN);
        var wish = new EventPump.Wish(
                filter(parameters),
                cursor(exchange.getRequest().getHeaders(), parameters));
        var response = exchange.getResponse();
        response.getHeaders().setContentType(MediaType.TEXT_EVENT_STREAM);
        response.getHeaders().setCacheControl("no-cache");
        response.getHeaders().set("X-Accel-Buffering", "no");
        var connection = new OpenConnection(response);
        var line = new EventPump.Line(heartbeatInterval, stallLimit, connection::cut);
        return Mono.defer(() -> {
            connection.giveUpUnheard(stallLimit);
            connection.limitUnsent(MOST_UNSENT);
            var pump = new EventPump(bus, frames, wish, line);
            open.add(pump, Caller.permit(exchange), bounds.now().eventStreams());
            Flux<List<byte[]>> batches = Flux.create(pump::start);
            return response.writeAndFlushWith(batches.map(batch -> Mono.fromSupplier(() -> {
                pump.taken();
                return buffer(response.bufferFactory(), batch);
            }))).doFinally(_ -> open.remove(pump));
        });
    }

    @Override
    public void close() {
        open.close();
    }

    /// The one copy that the socket needs.
    private static DataBuffer buffer(DataBufferFactory buffers, List<byte[]> batch) {
        var buffer = buffers.allocateBuffer(batch.stream().mapToInt(frame -> frame.length).sum());
        batch.forEach(buffer::write);
        return buffer;
    }

    private static EventFilter filter(QueryParameters parameters) {
        return new EventFilter(
                parameters.all("torrent").stream().map(InfoHash::parse).collect(Collectors.toSet()),
                parameters.all("type").stream().map(EventController::type).collect(Collectors.toSet()),
                parameters.all("state").stream().map(EventController::state).collect(Collectors.toSet()),
                parameters.all("category")
                        .stream()
                        .map(name -> name.isEmpty() ? name : label("category", name))
                        .collect(Collectors.toSet()),
                parameters.all("tag")
                        .stream()
                        .map(name -> label("tag", name))
                        .collect(Collectors.toSet()));
    }

    private static TorrentState state(String label) {
        var state = TorrentState.ofLabel(label);
        if (state == null) {
            throw new ApiException(new BadParameter("state", "'" + label + "' is not a state of torrents"));
        }
        return state;
    }

    private static String label(String parameter, String name) {
        try {
            return LabelName.check(parameter, name);
        } catch (BadValueException e) {
            throw new ApiException(new BadParameter(parameter, e.reason()));
        }
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
