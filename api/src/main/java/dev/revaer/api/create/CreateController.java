package dev.revaer.api.create;

import java.net.URI;

import dev.revaer.api.browser.Attachment;
import dev.revaer.api.create.CreationAnswer.CreationList;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/create")
@Tag(name = "create")
public final class CreateController {
    private static final String BITTORRENT = "application/x-bittorrent";

    private final Creations creations;

    public CreateController(Creations creations) {
        this.creations = creations;
    }

    /// 202 once it is queued for good; 422 if the path lies where nothing may be shared.
    @Operation(operationId = "createTorrent", summary = "Make a torrent of a file or folder")
    @ApiResponse(responseCode = "202", description = "It is queued for good")
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE, produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<CreationAnswer> create(@RequestBody CreateRequest request) {
        var answer = CreationAnswer.of(creations.start(request.check(), request.wantsSeeding()));
        return ResponseEntity.accepted().location(URI.create("/v1/create/" + answer.id())).body(answer);
    }

    /// The last 50 at most.
    @Operation(operationId = "listCreations", summary = "List what is being made and was made, in the order it was asked for")
    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    CreationList list() {
        return CreationList.of(creations.all());
    }

    @Operation(operationId = "getCreation", summary = "How far the making of a torrent has come")
    @GetMapping(path = "/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
    CreationAnswer get(@PathVariable String id) {
        return CreationAnswer.of(creations.get(id));
    }

    /// 409 until it is completed.
    @Operation(operationId = "downloadCreation", summary = "The .torrent that was made")
    @ApiResponse(responseCode = "200", description = "The metainfo", content = @Content(mediaType = BITTORRENT, schema = @Schema(type = "string", format = "binary")))
    @GetMapping(path = "/{id}.torrent", produces = BITTORRENT)
    ResponseEntity<byte[]> download(@PathVariable String id) {
        var name = creations.get(id).wanted().content().getFileName();
        return ResponseEntity.ok()
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        Attachment.called(name == null ? id : name.toString(), ".torrent"))
                .body(creations.metainfo(id));
    }

    /// 204 once it is cancelled or, if it had ended, forgotten with its `.torrent`.
    @Operation(operationId = "removeCreation", summary = "Cancel the making of a torrent, or forget it once it has ended")
    @ApiResponse(responseCode = "204", description = "It is cancelled or forgotten")
    @DeleteMapping("/{id}")
    ResponseEntity<Void> remove(@PathVariable String id) {
        creations.remove(id);
        return ResponseEntity.noContent().build();
    }
}
