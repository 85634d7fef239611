package dev.revaer.api.torrent.bulk;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

import dev.revaer.api.access.Caller;
import dev.revaer.api.audit.AuditedByItself;
import dev.revaer.api.audit.Changes;
import dev.revaer.api.audit.Changes.Change;
import dev.revaer.api.problem.ApiError.NotBegun;
import dev.revaer.api.problem.ApiException;
import dev.revaer.api.problem.ProblemHandler;
import dev.revaer.api.torrent.TorrentCatalog;
import dev.revaer.api.torrent.bulk.BulkAnswer.Result;
import dev.revaer.api.torrent.bulk.BulkRequest.Act;
import dev.revaer.engine.InfoHash;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;

@RestController
@Tag(name = "torrents")
public final class BulkController {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final TorrentCatalog catalog;
    private final Changes changes;
    private final ProblemHandler problems;
    private final BulkRun run = new BulkRun(LIMIT);

    public BulkController(TorrentCatalog catalog, Changes changes, ProblemHandler problems) {
        this.catalog = catalog;
        this.changes = changes;
        this.problems = problems;
    }

    /// 200 once each was done or refused; 422 if nothing was, as the action makes no sense for any torrent.
    @Operation(operationId = "actOnTorrents", summary = "Have many torrents do the same", description = "Does the action with each torrent as if it was asked for alone, a few at a time. What fails for one, as that it is not known, is told in its result and keeps none of the others from it. Moves in the queue are done one after the other, so that torrents keep the order in which they are named. What is not begun within 60 s has the problem not-begun.")
    @io.swagger.v3.oas.annotations.parameters.RequestBody(required = true, content = @Content(schema = @Schema(implementation = BulkRequest.class), examples = {
            @ExampleObject(name = "pause", value = """
                    {"hashes": ["aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"], "action": "pause"}"""),
            @ExampleObject(name = "change", value = """
                    {"hashes": ["aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"], "action": "change", "options": {"tags": ["seen"], "limits": {"uploadBytesPerSecond": 100000}}}""")}))
    @ApiResponse(responseCode = "200", description = "What has become of each, in the order they were named")
    @PostMapping(path = "/v1/torrents/actions", consumes = MediaType.APPLICATION_JSON_VALUE, produces = MediaType.APPLICATION_JSON_VALUE)
    @AuditedByItself
    BulkAnswer act(
            @RequestBody BulkRequest request,
            @Parameter(hidden = true) ServerWebExchange exchange) {
        var actor = Caller.of(exchange);
        var act = request.check(catalog, actor);
        var named = request.named().stream().map(hash -> hash.toLowerCase(Locale.ROOT)).toList();
        var detail = detail(request);
        var results = new ConcurrentHashMap<String, Result>();
        run.each(BulkRun.once(named, act.isBackwards()), act.isOrdered(), hash -> {
            var result = one(hash, act, exchange);
            if (result.problem() == null) {
                changes.changed(new Change(actor, "actOnTorrents", hash, detail));
            }
            results.put(hash, result);
        }, hash -> results.put(hash, failed(hash, new ApiException(new NotBegun()), exchange)));
        return new BulkAnswer(named.stream().map(hash -> Objects.requireNonNull(results.get(hash))).toList());
    }

    private Result one(String hash, Act act, ServerWebExchange exchange) {
        try {
            act.each().with(InfoHash.parse(hash));
            return new Result(hash, act.status(), null);
        } catch (RuntimeException e) {
            return failed(hash, e, exchange);
        }
    }

    private Result failed(String hash, RuntimeException e, ServerWebExchange exchange) {
        var problem = problems.describe(e, exchange);
        return new Result(hash, problem.status(), problem);
    }

    private static Map<String, String> detail(BulkRequest request) {
        var action = String.valueOf(request.action());
        return request.deleteData() == null
                ? Map.of("action", action)
                : Map.of("action", action, "deleteData", String.valueOf(request.deleteData()));
    }
}
