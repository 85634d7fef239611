package dev.revaer.app.label;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;

import dev.revaer.app.ServiceClient;
import dev.revaer.app.ServiceFixture;
import dev.revaer.app.database.DatabaseAddress;
import dev.revaer.app.database.DatabaseFixture;
import dev.revaer.engine.InfoHash;
import dev.revaer.engine.MetainfoReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// Categories and tags over HTTP, in PostgreSQL and on torrents.
@Timeout(120)
class LabelsIT {
    private static final String CATEGORIES = "/v1/categories";
    private static final String TAGS = "/v1/tags";

    @TempDir
    private Path temp;
    private Path directory;
    private DatabaseAddress database;
    private ServiceFixture service;
    private ServiceClient client;

    @BeforeEach
    void start() throws Exception {
        directory = temp.toRealPath();
        database = DatabaseFixture.freshDatabase();
        open();
    }

    @AfterEach
    void stop() {
        client.close();
        service.close();
    }

    @Test
    void keepsLabelsAndThoseOfTorrentsAcrossARestart() throws Exception {
        var films = service.options().downloadDir().resolve("films");
        client.patch("/v1/config", "{\"fsops\": {\"profiles\": {\"movies\": {}}}}");
        client.put(CATEGORIES + "/films%2Fnew", """
                {"downloadDir": "%s", "limits": {"uploadBytesPerSecond": 5000}, "fsopsProfile": "movies",
                "seedGoals": {"ratio": 2.5, "seedTime": "P1D", "action": "removeData"}}""".formatted(films));
        var infoHash = add("a", "\"category\": \"films/new\", \"tags\": [\"hd\", \"german\"]");

        client.close();
        service.close();
        open();

        var category = client.get(CATEGORIES).at("/items/0");
        assertThat(category.path("name").asString()).isEqualTo("films/new");
        assertThat(category.path("downloadDir").asString()).isEqualTo(films.toString());
        assertThat(category.at("/limits/uploadBytesPerSecond").asInt()).isEqualTo(5000);
        assertThat(category.at("/seedGoals/ratio").asDouble()).isEqualTo(2.5);
        assertThat(category.at("/seedGoals/seedTime").asString()).isEqualTo("PT24H");
        assertThat(category.at("/seedGoals/action").asString()).isEqualTo("removeData");
        assertThat(category.path("fsopsProfile").asString()).isEqualTo("movies");
        assertThat(category.path("torrents").asInt()).isEqualTo(1);
        assertThat(client.get(TAGS).at("/items").findValuesAsString("name")).containsExactly("german", "hd");
        var torrent = client.get("/v1/torrents/" + infoHash);
        assertThat(torrent.at("/category").asString()).isEqualTo("films/new");
        assertThat(torrent.at("/downloadDir").asString()).isEqualTo(films.toString());
    }

    @Test
    void takesADeletedLabelFromItsTorrents() throws Exception {
        client.put(CATEGORIES + "/tv", "{}");
        var infoHash = add("a", "\"category\": \"tv\", \"tags\": [\"hd\", \"old\"]");
        var before = service.bus().stream().lastId();

        assertThat(client.delete(CATEGORIES + "/tv").status()).isEqualTo(204);
        assertThat(client.delete(TAGS + "/old").status()).isEqualTo(204);

        var torrent = client.get("/v1/torrents/" + infoHash);
        assertThat(torrent.at("/category").isNull()).isTrue();
        assertThat(torrent.at("/tags").toString()).isEqualTo("[\"hd\"]");
        var told = service.eventsAfter(
                before,
                new InfoHash(infoHash),
                event -> event.at("/data/changed/0").asString("").equals("tags"));
        var changes = told.stream().filter(event -> event.path("type").asString().equals("torrent_updated"));
        assertThat(changes.map(event -> event.at("/data/changed/0").asString()))
                .containsExactly("category", "tags");
        assertThat(client.get(CATEGORIES).at("/items").isEmpty()).isTrue();
        assertThat(client.delete(CATEGORIES + "/tv").problem()).isEqualTo("label-not-found");
        assertThat(client.delete(TAGS + "/old").status()).isEqualTo(404);
    }

    @Test
    void refusesACategoryThatIsNotThereAndADirectoryOutside() throws Exception {
        var added = client.post("/v1/torrents", body("a", "\"category\": \"nowhere\""));
        var infoHash = add("a", "\"tags\": []");
        var changed = client.patch("/v1/torrents/" + infoHash, "{\"category\": \"nowhere\"}");
        var outside = client.put(CATEGORIES + "/tv", "{\"downloadDir\": \"/etc\"}");

        assertThat(added.status()).isEqualTo(422);
        assertThat(added.at("/errors/0/pointer").asString()).isEqualTo("/category");
        assertThat(changed.status()).isEqualTo(422);
        assertThat(changed.at("/errors/0/pointer").asString()).isEqualTo("/category");
        assertThat(outside.problem()).isEqualTo("bad-download-dir");
        assertThat(client.get(CATEGORIES).at("/items").isEmpty()).isTrue();
    }

    @Test
    void notesWhoChangedWhat() throws Exception {
        client.put(CATEGORIES + "/tv", "{\"limits\": {\"downloadBytesPerSecond\": 1000}}");
        client.put(CATEGORIES + "/tv", "{\"limits\": {\"downloadBytesPerSecond\": 2000}}");
        client.delete(CATEGORIES + "/tv");

        var first = client.get("/v1/audit?limit=2");
        var second = client.get("/v1/audit?limit=2&cursor=" + first.at("/nextCursor").asString());

        assertThat(actions(first)).containsExactly("category.delete", "category.put");
        assertThat(first.at("/items/1/subject").asString()).isEqualTo("tv");
        assertThat(first.at("/items/1/actor").asString()).isNotIn("", "system", "anonymous");
        assertThat(first.at("/items/1/detail/before/limits/downloadBytesPerSecond").asInt()).isEqualTo(1000);
        assertThat(first.at("/items/1/detail/after/limits/downloadBytesPerSecond").asInt()).isEqualTo(2000);
        assertThat(actions(second).getFirst()).isEqualTo("category.put");
        assertThat(client.get("/v1/audit").at("/nextCursor").isNull()).isTrue();
    }

    private static List<String> actions(ServiceClient.Answer page) {
        return page.at("/items").valueStream().map(entry -> entry.path("action").asString()).toList();
    }

    private String add(String name, String options) throws Exception {
        var answer = client.post("/v1/torrents", body(name, options));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
        return answer.at("/infoHash").asString();
    }

    private String body(String name, String options) throws IOException {
        var content = Files.writeString(directory.resolve(name), "content of " + name);
        var metainfo = service.bean(MetainfoReader.class).create(content);
        return "{\"metainfo\": \"" + Base64.getEncoder().encodeToString(metainfo) + "\", " + options + "}";
    }

    private void open() throws IOException {
        service = ServiceFixture.start(directory, database);
        client = ServiceClient.of(service.options().url(), service.options().cliFile());
    }
}
