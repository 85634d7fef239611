package dev.revaer.api.docs;

import java.util.regex.Pattern;

import dev.revaer.api.TestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class DocsApiIT {
    private static final Pattern LINK = Pattern.compile("(?:src|href)=\"([^\"]+)\"");
    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void showsThePageToAnybodyAndServesAllItNeedsItself() {
        var page = server.send(server.anonymous("/docs"));

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Type")).isEqualTo("text/html;charset=UTF-8");
        assertThat(page.header("Content-Security-Policy"))
                .contains("default-src 'none'", "script-src 'self'");
        var links = LINK.matcher(page.body()).results().map(found -> found.group(1)).toList();
        assertThat(links).hasSizeGreaterThan(3).allMatch(link -> link.startsWith("/"));
        links.stream()
                .filter(link -> link.startsWith("/docs/"))
                .forEach(
                        link -> assertThat(server.send(server.anonymous(link)).status()).as(link)
                                .isEqualTo(200));
    }

    @Test
    void servesEveryPathThatNeedsNoKey() {
        assertThat(DocsController.PATHS)
                .allMatch(path -> server.send(server.anonymous(path)).status() == 200);
        assertThat(server.send(server.anonymous("/docs/swagger-ui-bundle.js")).body())
                .contains("SwaggerUIBundle");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/docs/", "/docs/index.html", "/docs/%2e%2e/docs.html", "/docs/swagger-ui.css/x"})
    void servesNothingElse(String path) {
        server.send(server.anonymous(path)).isProblem(401, "api-key-missing");
        assertThat(server.get(path).isProblem().status()).isIn(400, 404);
    }
}
