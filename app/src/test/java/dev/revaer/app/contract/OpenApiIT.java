package dev.revaer.app.contract;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;

import dev.revaer.app.ServiceFixture;
import dev.revaer.app.database.DatabaseFixture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/// Keeps `openapi.json` at the root what the service serves. `mvn verify -Dopenapi.write` writes it anew.
class OpenApiIT {
    private static final Path CONTRACT = Path.of("../openapi.json");

    @TempDir
    Path directory;

    @Test
    void servesTheContractThatIsCheckedIn() throws Exception {
        var served = served();
        if (System.getProperty("openapi.write") != null) {
            Files.writeString(CONTRACT, served + "\n");
        }

        assertThat(served.strip()).as("openapi.json has drifted; mvn verify -Dopenapi.write writes it")
                .isEqualTo(Files.readString(CONTRACT).strip());
        assertThat(JsonMapper.shared().readTree(served).path("paths").propertyNames()).contains(
                "/v1/torrents",
                "/v1/torrents/{hash}",
                "/v1/torrents/{hash}/action",
                "/v1/torrents/{hash}/fsops/retry",
                "/v1/events",
                "/health");
    }

    @Test
    void describesNoSchemaLoosely() throws Exception {
        var schemas = JsonMapper.shared()
                .readTree(Files.readString(CONTRACT))
                .path("components")
                .path("schemas");

        assertThat(schemas.propertyNames()).contains("Problem", "TorrentAnswer", "TorrentPage", "AddRequest");
        assertThat(schemas.valueStream().filter(OpenApiIT::isLoose)).isEmpty();
    }

    private static boolean isLoose(JsonNode schema) {
        return schema.path("type").isMissingNode() || schema.path("properties").isEmpty();
    }

    private String served() throws Exception {
        try (var service = ServiceFixture.start(directory.toRealPath(), DatabaseFixture.freshDatabase());
                var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create(service.options().url() + "/openapi.json"))
                    .build();
            var answer = client.send(request, BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
            return answer.body();
        }
    }
}
