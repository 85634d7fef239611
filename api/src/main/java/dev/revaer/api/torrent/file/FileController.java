package dev.revaer.api.torrent.file;

import java.util.Objects;
import java.util.Set;

import dev.revaer.api.problem.ApiError.BadParameter;
import dev.revaer.api.problem.ApiError.Invalid;
import dev.revaer.api.problem.ApiException;
import dev.revaer.api.problem.QueryParameters;
import dev.revaer.engine.EngineException;
import dev.revaer.engine.InfoHash;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.MediaType;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Which files a torrent has, which of them are wanted, and what they are called.
@RestController
@RequestMapping(path = "/v1/torrents/{hash}", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "files")
public final class FileController {
    private static final int USUAL_LIMIT = 500;
    private static final int HIGHEST_LIMIT = 5_000;

    private final FileCatalog catalog;

    public FileController(FileCatalog catalog) {
        this.catalog = catalog;
    }

    /// Parameters: `limit` (1 to 5,000), `cursor`.
    @Operation(operationId = "listFiles", summary = "The files of a torrent, by index")
    @Parameter(name = "limit", in = ParameterIn.QUERY, description = "files on a page", schema = @Schema(type = "integer", minimum = "1", maximum = "5000", defaultValue = "500"))
    @Parameter(name = "cursor", in = ParameterIn.QUERY, description = "nextCursor of the page before", schema = @Schema(type = "string"))
    @GetMapping("/files")
    FilePage files(
            @PathVariable String hash,
            @Parameter(hidden = true) @RequestParam MultiValueMap<String, String> query) {
        var parameters = new QueryParameters(query, Set.of("limit", "cursor"));
        var limit = parameters.number("limit", 1, HIGHEST_LIMIT, USUAL_LIMIT);
        var cursor = parameters.one("cursor");
        return FilePage.of(
                catalog.files(InfoHash.parse(hash)),
                cursor == null ? -1 : index(cursor),
                limit);
    }

    /// 200 once libtorrent wants the same; answers with the first files, or with none while they are not known.
    @Operation(operationId = "selectFiles", summary = "Choose which files are downloaded; what is absent stays as it is")
    @PostMapping(path = "/select", consumes = MediaType.APPLICATION_JSON_VALUE)
    FilePage select(@PathVariable String hash, @RequestBody SelectRequest request) {
        var infoHash = InfoHash.parse(hash);
        try {
            return FilePage.of(catalog.select(infoHash, request::over), -1, USUAL_LIMIT);
        } catch (EngineException e) {
            throw request.located(e);
        }
    }

    /// 200 once the files are called so on the disk; if one cannot be, none is.
    @Operation(operationId = "renameFiles", summary = "Rename a file, or all files below a folder")
    @PostMapping(path = "/files/rename", consumes = MediaType.APPLICATION_JSON_VALUE)
    FilePage rename(@PathVariable String hash, @RequestBody RenameRequest request) {
        var infoHash = InfoHash.parse(hash);
        request.check();
        var to = Objects.requireNonNull(request.to());
        try {
            if (request.folder() != null) {
                catalog.renameFolder(infoHash, request.folder(), to);
            } else {
                catalog.renameFile(infoHash, index(infoHash, request), to);
            }
        } catch (EngineException e) {
            throw request.located(e);
        }
        return FilePage.of(catalog.files(infoHash), -1, USUAL_LIMIT);
    }

    @Operation(operationId = "listPieces", summary = "Which pieces of a torrent are here, and which can be had")
    @GetMapping("/pieces")
    PieceAnswer pieces(@PathVariable String hash) {
        return PieceAnswer.of(catalog.pieces(InfoHash.parse(hash)));
    }

    private int index(InfoHash infoHash, RenameRequest request) {
        if (request.index() != null) {
            return request.index();
        }
        return catalog.files(infoHash)
                .stream()
                .filter(status -> status.path().equals(request.path()))
                .findFirst()
                .orElseThrow(() -> new ApiException(Invalid.at("/path", "no file is called so")))
                .file()
                .index();
    }

    private static int index(String cursor) {
        try {
            return Integer.parseUnsignedInt(cursor);
        } catch (NumberFormatException e) {
            throw new ApiException(new BadParameter("cursor", "not one that this API gave out"), e);
        }
    }
}
