package dev.revaer.api.backup;

import java.io.IOException;
import java.io.InputStream;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Set;

import dev.revaer.api.access.Caller;
import dev.revaer.api.audit.AuditedByItself;
import dev.revaer.api.backup.Backups.Wish;
import dev.revaer.api.browser.Attachment;
import dev.revaer.api.problem.QueryParameters;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.ServerWebInputException;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

@RestController
@Tag(name = "backup")
public final class BackupController {
    private static final String ZIP = "application/zip";
    private static final int PIECE = 64 * 1024;
    /// Pieces of an upload that wait to be written.
    private static final int WAITING = 16;
    private static final DateTimeFormatter IN_NAME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss")
            .withZone(ZoneOffset.UTC);

    private final Backups backups;

    public BackupController(Backups backups) {
        this.backups = backups;
    }

    /// Answers once the archive is whole, so that what begins to come is good.
    @Operation(operationId = "makeBackup", summary = "All that must not be lost, in one archive", description = "As everything was at one moment, while the service runs: settings with their revisions (secrets as they are kept, sealed), categories, tags, bans, the digests of API keys, torrents with their metainfo, resume data, counters and post-processing, and the position of the event stream. Content is not in it, nor is the key that seals secrets. docs/backup.md has its format.")
    @ApiResponse(responseCode = "200", description = "A zip", content = @Content(mediaType = ZIP, schema = @Schema(type = "string", format = "binary")))
    @GetMapping(path = "/v1/backup", produces = ZIP)
    ResponseEntity<Flux<DataBuffer>> make(@Parameter(hidden = true) ServerWebExchange exchange) {
        var _ = new QueryParameters(exchange.getRequest().getQueryParams(), Set.of());
        var made = backups.make();
        var content = DataBufferUtils
                .readByteChannel(made::content, DefaultDataBufferFactory.sharedInstance, PIECE)
                .subscribeOn(Schedulers.boundedElastic());
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(ZIP))
                .contentLength(made.bytes())
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        Attachment.called("revaer-" + IN_NAME.format(made.at()), ".zip"))
                .body(content);
    }

    /// 200 once all of it is done, or, in a dry run, could be.
    @AuditedByItself
    @Operation(operationId = "restoreBackup", summary = "Take over what a backup holds", description = "Adds torrents that are not here, which go on where they were as far as their files are there, gives those that are here the options they had, and sets the settings. Removes nothing. A torrent is taken over as a whole or not at all; the same archive sent again goes on where it was cut short. Parts that it does not have are left alone. API keys are left out unless asked for, as some may have been revoked since.")
    @io.swagger.v3.oas.annotations.parameters.RequestBody(required = true, content = @Content(mediaType = ZIP, schema = @Schema(type = "string", format = "binary")))
    @ApiResponse(responseCode = "200", description = "It is done, or, in a dry run, what would be")
    @Parameter(name = "dryRun", in = ParameterIn.QUERY, description = "true to be told only what would change", schema = @Schema(type = "boolean", defaultValue = "false"))
    @Parameter(name = "keys", in = ParameterIn.QUERY, description = "true to take over API keys as well", schema = @Schema(type = "boolean", defaultValue = "false"))
    @Parameter(name = "import", in = ParameterIn.QUERY, description = "true for what another client had: what is here stays as it is, and a torrent is refused none of whose files is where it says", schema = @Schema(type = "boolean", defaultValue = "false"))
    @PostMapping(path = "/v1/restore", consumes = ZIP, produces = MediaType.APPLICATION_JSON_VALUE)
    RestoreAnswer restore(@Parameter(hidden = true) ServerWebExchange exchange) {
        var request = exchange.getRequest();
        var parameters = new QueryParameters(request.getQueryParams(), Set.of("dryRun", "keys", "import"));
        var wish = new Wish(
                parameters.flag("dryRun"),
                parameters.flag("keys"),
                parameters.flag("import"),
                Caller.of(exchange),
                request.getHeaders().getOrigin());
        try (InputStream archive = DataBufferUtils.subscriberInputStream(request.getBody(), WAITING)) {
            return backups.restore(archive, wish);
        } catch (IOException e) {
            throw new ServerWebInputException("the archive was not sent to its end", null, e);
        }
    }
}
