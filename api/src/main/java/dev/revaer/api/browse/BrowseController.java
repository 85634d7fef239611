package dev.revaer.api.browse;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import dev.revaer.api.problem.ApiError.BadParameter;
import dev.revaer.api.problem.ApiError.PathError.TooManyLooks;
import dev.revaer.api.problem.ApiException;
import dev.revaer.api.problem.QueryParameters;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.MediaType;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "files")
public final class BrowseController {
    private static final int USUAL_LIMIT = 200;
    private static final int HIGHEST_LIMIT = 1_000;
    private static final int LONGEST_PATH = 4_096;
    /// A disk that does not answer holds no more threads than these.
    private static final int AT_ONCE = 4;
    private static final int PATIENCE_SECONDS = 5;

    private final DirectoryBrowser browser;
    private final Semaphore places = new Semaphore(AT_ONCE, true);

    public BrowseController(DirectoryBrowser browser) {
        this.browser = browser;
    }

    /// Without `path` the directories that everything else lies in.
    @Operation(operationId = "browseDirectory", summary = "What is in a directory of downloads or of the library", description = "Looks into the download directory, the library directory, those of /fsops/allowList of the settings, and what lies in them, and nowhere else: not through links that lead out of them either. Without path it lists these directories.")
    @Parameter(name = "path", in = ParameterIn.QUERY, description = "absolute", example = "/data/downloads", schema = @Schema(type = "string", maxLength = LONGEST_PATH))
    @Parameter(name = "limit", in = ParameterIn.QUERY, description = "entries on a page", schema = @Schema(type = "integer", minimum = "1", maximum = "1000", defaultValue = "200"))
    @Parameter(name = "cursor", in = ParameterIn.QUERY, description = "nextCursor of the page before", schema = @Schema(type = "string"))
    @GetMapping(path = "/v1/fs/browse", produces = MediaType.APPLICATION_JSON_VALUE)
    DirectoryPage browse(@Parameter(hidden = true) @RequestParam MultiValueMap<String, String> query)
            throws InterruptedException {
        var parameters = new QueryParameters(query, Set.of("path", "limit", "cursor"));
        var path = parameters.one("path");
        var limit = parameters.number("limit", 1, HIGHEST_LIMIT, USUAL_LIMIT);
        var after = DirectoryPage.name(parameters.one("cursor"));
        if (path == null) {
            return browser.roots();
        }
        var directory = absolute(path);
        if (!places.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new ApiException(new TooManyLooks(AT_ONCE));
        }
        try {
            return browser.list(directory, after, limit);
        } finally {
            places.release();
        }
    }

    private static Path absolute(String text) {
        try {
            var path = Path.of(text);
            if (path.isAbsolute() && text.length() <= LONGEST_PATH) {
                return path.normalize();
            }
        } catch (InvalidPathException _) {
            // told below
        }
        throw new ApiException(
                new BadParameter(
                        "path",
                        "must be an absolute path of at most " + LONGEST_PATH + " characters"));
    }
}
