package dev.revaer.api.docs;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

import io.swagger.v3.oas.annotations.Hidden;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import org.webjars.WebJarVersionLocator;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/// Swagger UI over `/openapi.json`, all of it out of Revaer's own archives: nothing is fetched from elsewhere, and the
/// page may ask nobody but Revaer.
@RestController
@Hidden
public final class DocsController {
    /// Every path there is, for who decides what needs a key.
    public static final Set<String> PATHS = Set.of(
            "/docs",
            "/docs/docs.js",
            "/docs/favicon-32x32.png",
            "/docs/swagger-ui-bundle.js",
            "/docs/swagger-ui.css");

    private static final String HERE = "dev/revaer/api/docs/";
    private static final Map<String, Asset> ASSETS = Map.of(
            "docs.js",
            new Asset(HERE + "docs.js", "text/javascript"),
            "favicon-32x32.png",
            new Asset(swaggerUi("favicon-32x32.png"), "image/png"),
            "swagger-ui-bundle.js",
            new Asset(swaggerUi("swagger-ui-bundle.js"), "text/javascript"),
            "swagger-ui.css",
            new Asset(swaggerUi("swagger-ui.css"), "text/css"));
    private static final Asset PAGE = new Asset(HERE + "docs.html", "text/html;charset=UTF-8");
    /// Swagger UI sets styles on its elements and has its images in its style sheet.
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
            + "img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    private static final CacheControl KEPT = CacheControl.maxAge(Duration.ofHours(1)).cachePublic();

    private record Asset(String resource, String type) {}

    @GetMapping("/docs")
    Mono<ResponseEntity<byte[]>> page() {
        return answer(PAGE);
    }

    @GetMapping("/docs/{file}")
    Mono<ResponseEntity<byte[]>> asset(@PathVariable("file") String file) {
        var asset = ASSETS.get(file);
        return asset == null
                ? Mono.error(new ResponseStatusException(HttpStatus.NOT_FOUND, "no such page"))
                : answer(asset);
    }

    /// Reads outside the event loop.
    private static Mono<ResponseEntity<byte[]>> answer(Asset asset) {
        return Mono.fromCallable(() -> read(asset))
                .subscribeOn(Schedulers.boundedElastic())
                .map(
                        bytes -> ResponseEntity.ok()
                                .contentType(MediaType.parseMediaType(asset.type()))
                                .cacheControl(KEPT)
                                .header("Content-Security-Policy", POLICY)
                                .body(bytes));
    }

    private static String swaggerUi(String file) {
        return String.valueOf(new WebJarVersionLocator().fullPath("swagger-ui", file));
    }

    private static byte[] read(Asset asset) throws IOException {
        try (var content = new ClassPathResource(asset.resource()).getInputStream()) {
            return content.readAllBytes();
        }
    }
}
