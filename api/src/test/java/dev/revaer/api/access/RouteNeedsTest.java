package dev.revaer.api.access;

import dev.revaer.api.access.RouteNeeds.Need;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;

import static org.assertj.core.api.Assertions.assertThat;

class RouteNeedsTest {
    @ParameterizedTest
    @CsvSource({"GET,/v1/torrents,READ", "HEAD,/v1/torrents,READ", "OPTIONS,/v1/torrents,READ",
            "GET,/v1/events,READ",
            "POST,/v1/torrents,TORRENTS", "DELETE,/v1/torrents/x,TORRENTS", "FOO,/v1/torrents,TORRENTS",
            "PUT,/v1/tags/x,TORRENTS", "GET,/v1/config,READ", "GET,/v1/config/revisions,READ",
            "PATCH,/v1/config,ADMIN", "PATCH,/v1/config/,ADMIN", "POST,/v1/config/revisions/3/restore,ADMIN",
            "GET,/v1/audit,ADMIN", "GET,/v1/audit/,ADMIN", "GET,/v1/logs,ADMIN", "GET,/v1/stats,READ",
            "GET,/v1/fs/browse,READ", "GET,/admin/api-keys,ADMIN",
            "POST,/admin/api-keys,ADMIN",
            "GET,/,ADMIN", "GET,/new,ADMIN", "POST,/metrics/x,ADMIN", "GET,/health/,ADMIN"})
    void asksForTheLeastScope(HttpMethod method, String path, Scope scope) {
        assertThat(need(method, path)).isEqualTo(new Need.Key(scope));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/%63onfig", "/v1/config;x=1", "/v1;x=1/config", "/v1/config;",
            "/v1/conf%69g/"})
    void isNotFooledByOtherSpellings(String path) {
        assertThat(need(HttpMethod.PATCH, path)).isEqualTo(new Need.Key(Scope.ADMIN));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/%68ealth", "/health;x=1", "//health", "/openapi.json/", "/admin/setup/start/",
            "/admin/setup/", "/admin/setup/complete;x"})
    void opensNothingThatIsSpelledOtherwise(String path) {
        assertThat(need(HttpMethod.POST, path)).isEqualTo(new Need.Key(Scope.ADMIN));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health", "/openapi.json"})
    void opensHealthAndDocuments(String path) {
        assertThat(need(HttpMethod.GET, path)).isEqualTo(new Need.Nothing());
    }

    private static Need need(HttpMethod method, String path) {
        return RouteNeeds.of(method, PathContainer.parsePath(path));
    }
}
