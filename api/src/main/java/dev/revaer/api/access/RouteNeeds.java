package dev.revaer.api.access;

import java.util.List;
import java.util.Set;

import dev.revaer.api.docs.DocsController;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/// What a request needs to be let in, by its method and path. Whatever is named nowhere needs the most.
public final class RouteNeeds {
    private static final Set<String> DOCUMENTS = Set
            .of("/health", "/livez", "/readyz", "/openapi.json");
    private static final String FULL_HEALTH = "/health/full";
    private static final Set<String> SETUP = Set.of("/admin/setup/start", "/admin/setup/complete");
    private static final String METRICS = "/metrics";
    private static final Set<HttpMethod> READING = Set
            .of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);
    /// Matched as the router matches, so that no spelling of a path leads past them.
    private static final List<PathPattern> ALWAYS_ADMIN = patterns(
            "/admin/**",
            "/v1/audit/**",
            "/v1/backup/**",
            "/v1/restore/**",
            "/v1/logs/**");
    private static final List<PathPattern> CHANGED_BY_ADMIN = patterns("/v1/config/**");
    private static final List<PathPattern> REST = patterns("/v1/**");

    private RouteNeeds() {}

    /// What must be brought along.
    public sealed interface Need {
        /// Nothing, at any time.
        record Nothing() implements Need {}

        /// Nothing, once Revaer is set up.
        record SetupDone() implements Need {}

        /// What the setup itself asks for.
        record OwnToken() implements Need {}

        /// A key with this scope.
        record Key(Scope scope) implements Need {}
    }

    /// Open paths are open as they are spelled here and not otherwise.
    public static Need of(HttpMethod method, PathContainer path) {
        var text = path.value();
        if (DOCUMENTS.contains(text) || DocsController.PATHS.contains(text)) {
            return new Need.Nothing();
        }
        if (text.equals(METRICS)) {
            return new Need.SetupDone();
        }
        if (SETUP.contains(text)) {
            return new Need.OwnToken();
        }
        if (text.equals(FULL_HEALTH) && READING.contains(method)) {
            return new Need.Key(Scope.READ);
        }
        return new Need.Key(scope(READING.contains(method), path));
    }

    private static Scope scope(boolean isReading, PathContainer path) {
        if (matches(ALWAYS_ADMIN, path) || !matches(REST, path)) {
            return Scope.ADMIN;
        }
        if (isReading) {
            return Scope.READ;
        }
        return matches(CHANGED_BY_ADMIN, path) ? Scope.ADMIN : Scope.TORRENTS;
    }

    private static boolean matches(List<PathPattern> patterns, PathContainer path) {
        return patterns.stream().anyMatch(pattern -> pattern.matches(path));
    }

    private static List<PathPattern> patterns(String... texts) {
        return List.of(texts).stream().map(PathPatternParser.defaultInstance::parse).toList();
    }
}
