package dev.revaer.app.database;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import dev.revaer.api.health.HealthSource;
import dev.revaer.api.problem.ApiError.StoreAway;
import dev.revaer.api.problem.ApiException;
import dev.revaer.app.Patience;
import dev.revaer.app.ServiceFixture;
import dev.revaer.engine.InfoHash;
import dev.revaer.engine.MetainfoReader;
import dev.revaer.engine.event.Event;
import dev.revaer.engine.event.EventData.Failure;
import dev.revaer.engine.event.EventType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/// What a running service does when its database goes away for a while.
@Timeout(180)
class DatabaseTroubleIT {
    @TempDir
    private Path temp;
    private DatabaseAddress address;
    private ServiceFixture service;
    private InfoHash infoHash;

    @BeforeEach
    void start() throws Exception {
        var directory = temp.toRealPath();
        address = DatabaseFixture.freshDatabase();
        service = ServiceFixture.start(directory, address);
        var file = Files.writeString(service.options().downloadDir().resolve("note.txt"), "hello");
        infoHash = service.add(service.bean(MetainfoReader.class).create(file));
        service.eventsUntil(infoHash, EventType.FSOPS_COMPLETED);
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void goesOnWithoutTheDatabaseAndHealsByItself() throws Exception {
        setDatabaseOpen(false);
        try {
            assertThat(service.catalog().get(infoHash).torrent().name()).isEqualTo("note.txt");
            assertThat(service.catalog().torrents()).hasSize(1);
            service.bus().publish(Event.about(infoHash, new Failure("told while the database was away")));
            assertThatExceptionOfType(ApiException.class).isThrownBy(() -> service.catalog().pause(infoHash))
                    .satisfies(e -> assertThat(e.error()).isEqualTo(new StoreAway()));
            assertThatExceptionOfType(ApiException.class)
                    .isThrownBy(() -> service.catalog().remove(infoHash, true))
                    .satisfies(e -> assertThat(e.error()).isEqualTo(new StoreAway()));
            assertThat(service.options().downloadDir().resolve("note.txt")).exists();
            Patience.until("degraded health", () -> statusOf("database").equals("degraded"));
            Patience.until("events being held", () -> service.bus().failure() != null);
            assertThat(get("/health").statusCode()).isEqualTo(200);
            assertThat(json(get("/health")).path("status").asString()).isEqualTo("degraded");
            assertThat(get("/v1/torrents").statusCode()).isEqualTo(200);
        } finally {
            setDatabaseOpen(true);
        }

        var events = service.eventsUntil(infoHash, EventType.FAILURE);
        Patience.until("good health", () -> service.bean(HealthSource.class).report().status().equals("up"));
        assertThat(events.getLast().path("data").path("reason").asString())
                .isEqualTo("told while the database was away");
        assertThat(service.bus().failure()).isNull();
        assertThat(service.catalog().pause(infoHash).torrent().infoHash()).isEqualTo(infoHash);
        service.eventsAfter(0, null, event -> isHealthChange(event, "database", "up"));
    }

    @Test
    void losesNoEventWhenAllConnectionsBreak() throws Exception {
        var events = 200;
        for (int i = 0; i < events; i++) {
            service.bus().publish(Event.about(infoHash, new Failure("number " + i)));
            if (i % 50 == 25) {
                breakConnections();
            }
        }

        Patience.until("the last event", () -> reasons().contains("number " + (events - 1)));
        assertThat(reasons()).hasSize(events)
                .containsExactlyElementsOf(IntStream.range(0, events).mapToObj(i -> "number " + i).toList());
    }

    /// What is in the journal, seen over a connection that nothing breaks.
    private List<String> reasons() throws SQLException {
        var sql = "select data->>'reason' from event where type = 'failure' order by id";
        try (var connection = DriverManager
                .getConnection(address.jdbcUrl(), address.user(), address.password());
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var reasons = new ArrayList<String>();
            while (rows.next()) {
                reasons.add(rows.getString(1));
            }
            return reasons;
        }
    }

    private String statusOf(String component) {
        var found = service.bean(HealthSource.class).report().components().get(component);
        return found == null ? "" : found.status();
    }

    private static boolean isHealthChange(JsonNode event, String component, String to) {
        var data = event.path("data");
        return event.path("type").asString().equals("health_changed")
                && data.path("component").asString().equals(component)
                && data.path("to").asString().equals(to);
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        var key = Files.readString(service.options().cliFile())
                .replaceAll("(?s).*apiKey = \"([^\"]+)\".*", "$1");
        var request = HttpRequest.newBuilder(URI.create(service.options().url() + path))
                .header("Authorization", "Bearer " + key)
                .build();
        try (var client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }

    private static JsonNode json(HttpResponse<String> response) {
        return JsonMapper.shared().readTree(response.body());
    }

    private void setDatabaseOpen(boolean isOpen) throws SQLException {
        execute("alter database " + name() + " allow_connections " + isOpen);
        if (!isOpen) {
            breakConnections();
        }
    }

    private void breakConnections() throws SQLException {
        execute("select pg_terminate_backend(pid) from pg_stat_activity where datname = '" + name() + "'");
    }

    private String name() {
        return address.jdbcUrl().replaceFirst(".*/([^/?]+).*", "$1");
    }

    /// Speaks to the server from beside the service's database.
    private static void execute(String sql) throws SQLException {
        var beside = DatabaseFixture.freshDatabase();
        try (var connection = DriverManager
                .getConnection(beside.jdbcUrl(), beside.user(), beside.password());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
