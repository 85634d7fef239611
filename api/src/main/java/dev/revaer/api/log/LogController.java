package dev.revaer.api.log;

import java.time.Duration;
import java.util.Set;

import dev.revaer.api.access.Caller;
import dev.revaer.api.connection.OpenConnection;
import dev.revaer.api.event.OpenStreams;
import dev.revaer.api.problem.ApiError.BadParameter;
import dev.revaer.api.problem.ApiException;
import dev.revaer.api.problem.QueryParameters;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

@RestController
@Tag(name = "logs")
public final class LogController implements AutoCloseable {
    private static final Duration HEARTBEAT_INTERVAL = Duration.ofSeconds(15);
    private static final Duration STALL_LIMIT = Duration.ofSeconds(60);
    private static final int MOST_STREAMS = 16;
    private static final int MOST_UNSENT = 64 * 1024;
    private static final int LONGEST_LOGGER = 200;

    private final LogFeed.Source log;
    private final JsonMapper json;
    private final OpenStreams open = new OpenStreams("log-stream-keys");

    public LogController(LogFeed.Source log, JsonMapper json) {
        this.log = log;
        this.json = json;
    }

    /// The last lines that are kept, then each as it is logged (server-sent events).
    @Operation(operationId = "streamLogs", summary = "Revaer's own log: the last lines, then each as it is logged", description = "Frames `log_line` with id and the line as JSON, in which control characters stand as escapes and secrets as ***. A client that is too slow misses lines, which `lines_missed` counts; `end` says why the stream ends. What is logged at all is said by /app/logLevels of the settings. At most 16 streams.")
    @ApiResponse(responseCode = "200", description = "Frames until the client or Revaer ends it", content = @Content(mediaType = MediaType.TEXT_EVENT_STREAM_VALUE, schema = @Schema(type = "string"), examples = @ExampleObject("""
            id: 7
            event: log_line
            data: {"number":7,"at":"2026-01-01T00:00:00Z","level":"warn","logger":"dev.revaer.app.keeper.Keeper","thread":"volumes","message":"a round failed; the next may succeed","fields":{"keeper":"volumes"},"stack":[]}

            """)))
    @Parameter(name = "level", in = ParameterIn.QUERY, description = "only lines of this level and above", schema = @Schema(type = "string", allowableValues = {
            "trace", "debug", "info", "warn", "error"}, defaultValue = "trace"))
    @Parameter(name = "logger", in = ParameterIn.QUERY, description = "only of these loggers and of those that lie in them", array = @ArraySchema(schema = @Schema(type = "string", example = "dev.revaer.app")))
    @GetMapping(path = "/v1/logs", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    Mono<Void> logs(@Parameter(hidden = true) ServerWebExchange exchange) {
        var filter = filter(
                new QueryParameters(exchange.getRequest().getQueryParams(), Set.of("level", "logger")));
        var response = exchange.getResponse();
        response.getHeaders().setContentType(MediaType.TEXT_EVENT_STREAM);
        response.getHeaders().setCacheControl("no-cache");
        response.getHeaders().set("X-Accel-Buffering", "no");
        var connection = new OpenConnection(response);
        return Mono.defer(() -> {
            connection.giveUpUnheard(STALL_LIMIT);
            connection.limitUnsent(MOST_UNSENT);
            var pump = new LogPump(log.open(filter), json, HEARTBEAT_INTERVAL, STALL_LIMIT, connection::cut);
            open.add(pump, Caller.permit(exchange), MOST_STREAMS);
            Flux<byte[]> frames = Flux.create(pump::start);
            return response.writeAndFlushWith(frames.map(bytes -> Mono.fromSupplier(() -> {
                pump.taken();
                return response.bufferFactory().wrap(bytes);
            }))).doFinally(_ -> open.remove(pump));
        });
    }

    @Override
    public void close() {
        open.close();
    }

    private static LogFilter filter(QueryParameters parameters) {
        var label = parameters.one("level");
        var level = label == null ? LogLevel.TRACE : LogLevel.ofLabel(label);
        if (level == null) {
            throw new ApiException(new BadParameter("level", "must be trace, debug, info, warn or error"));
        }
        for (var logger : parameters.all("logger")) {
            if (logger.isEmpty() || logger.length() > LONGEST_LOGGER) {
                throw new ApiException(
                        new BadParameter("logger", "must be 1 to " + LONGEST_LOGGER + " characters"));
            }
        }
        return new LogFilter(level, Set.copyOf(parameters.all("logger")));
    }
}
