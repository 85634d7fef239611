package dev.revaer.app.setting;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import dev.revaer.app.Patience;
import dev.revaer.app.ServiceClient;
import dev.revaer.app.ServiceFixture;
import dev.revaer.app.database.DatabaseFixture;
import dev.revaer.app.document.Documents;
import dev.revaer.engine.InfoHash;
import dev.revaer.engine.MetainfoReader;
import dev.revaer.engine.create.HashingProgress;
import dev.revaer.engine.create.MetainfoFormat;
import dev.revaer.engine.create.NewMetainfo;
import dev.revaer.engine.event.EventType;
import org.jooq.Field;
import org.jooq.Table;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

import static dev.revaer.app.database.schema.Tables.AUDIT;
import static dev.revaer.app.database.schema.Tables.EVENT;
import static org.assertj.core.api.Assertions.assertThat;

/// Settings seen in what Revaer does, where libtorrent has none of that name.
@Timeout(60)
class SettingsAtWorkIT {
    @TempDir
    private static Path temp;
    private static Path directory;
    private static ServiceFixture service;
    private static ServiceClient client;

    @BeforeAll
    static void start() throws IOException {
        directory = temp.toRealPath();
        service = ServiceFixture.start(directory, DatabaseFixture.freshDatabase());
        client = ServiceClient.of(service.options().url(), service.options().cliFile());
    }

    @AfterAll
    static void stop() {
        client.close();
        service.close();
    }

    @AfterEach
    void takeBack() throws Exception {
        set("{\"app\": null, \"engine\": null, \"fsops\": null}");
    }

    @Test
    void copiesInsteadOfLinking() throws Exception {
        var linked = published(add("linked.txt", "hello"));
        set("{\"fsops\": {\"transfer\": \"copy\"}}");
        var copied = published(add("copied.txt", "hello"));

        assertThat(Files.getAttribute(linked, "unix:nlink")).isEqualTo(2);
        assertThat(Files.getAttribute(copied, "unix:nlink")).isEqualTo(1);
        assertThat(copied).hasContent("hello");
    }

    @Test
    void takesAnotherNameWhereOneIsTaken() throws Exception {
        Files.writeString(service.options().libraryDir().resolve("taken.txt"), "another");
        set("{\"fsops\": {\"existingName\": \"rename\"}}");

        assertThat(published(add("taken.txt", "hello"))).hasFileName("taken (2).txt").hasContent("hello");
    }

    @Test
    void leavesArchivesAsTheyAre() throws Exception {
        var zip = new ByteArrayOutputStream();
        try (var entries = new ZipOutputStream(zip)) {
            entries.putNextEntry(new ZipEntry("inside.txt"));
            entries.write('a');
        }
        var extraction = "{\"fsops\": {\"extraction\": {\"maxDepth\": 0}}}";
        set(extraction);

        assertThat(published(add("whole.zip", zip.toByteArray()))).hasFileName("whole.zip").isRegularFile();
    }

    @Test
    void publishesIntoAnotherLibraryThatIsAllowed() throws Exception {
        var other = Files.createDirectories(directory.resolve("other"));
        set("{\"fsops\": {\"libraryDir\": \"%s\"}}".formatted(other));
        var infoHash = add("elsewhere.txt", "hello");
        var failed = service.eventsUntil(infoHash, EventType.FSOPS_FAILED).getLast();
        set("{\"fsops\": {\"allowList\": [\"%s\"]}}".formatted(other));
        Patience.until(
                "the failure in memory",
                () -> Objects.requireNonNull(service.jobs().progress(infoHash)).state().equals("failed"));
        service.jobs().retry(infoHash);

        assertThat(failed.at("/data/reason").asString()).contains(other.toString());
        assertThat(published(infoHash)).hasParent(other);
    }

    @Test
    void goesByTheProfileOfTheCategory() throws Exception {
        var films = Files.createDirectories(directory.resolve("films"));
        var unknown = client.put("/v1/categories/films", "{\"fsopsProfile\": \"films\"}");
        set(
                "{\"fsops\": {\"allowList\": [\"%s\"], \"profiles\": {\"films\": {\"libraryDir\": \"%s\", \"transfer\": \"copy\"}}}}"
                        .formatted(films, films));
        var known = client.put("/v1/categories/films", "{\"fsopsProfile\": \"films\"}");

        var film = published(addToFilms("film.txt"));

        assertThat(unknown.status()).isEqualTo(422);
        assertThat(unknown.at("/errors/0/pointer").asString()).isEqualTo("/fsopsProfile");
        assertThat(known.status()).as(known.json().toString()).isEqualTo(200);
        assertThat(film).hasParent(films);
        assertThat(Files.getAttribute(film, "unix:nlink")).isEqualTo(1);

        set("{\"fsops\": {\"profiles\": null}}");
        var orphan = addToFilms("orphan.txt");
        var failed = service.eventsUntil(orphan, EventType.FSOPS_FAILED).getLast();
        assertThat(failed.at("/data/reason").asString()).contains("no profile 'films'", "then retry");
    }

    @Test
    void logsMoreOrLess() throws Exception {
        var logger = LoggerFactory.getLogger("dev.revaer.app.setting.probe");
        var before = logger.isDebugEnabled();
        set("{\"app\": {\"logLevels\": {\"dev.revaer.app.setting.probe\": \"trace\"}}}");
        var more = logger.isTraceEnabled();
        set(
                "{\"app\": {\"logLevels\": {\"dev.revaer.app.setting\": \"off\", \"dev.revaer.app.setting.probe\": null}}}");
        var off = logger.isErrorEnabled();
        set("{\"app\": null}");

        assertThat(before).isFalse();
        assertThat(more).isTrue();
        assertThat(off).isFalse();
        assertThat(logger.isInfoEnabled()).isTrue();
        assertThat(logger.isDebugEnabled()).isFalse();
        var misnamed = client.patch("/v1/config", "{\"app\": {\"logLevels\": {\"a b\": \"debug\"}}}");
        assertThat(misnamed.at("/errors/0/pointer").asString()).startsWith("/app/logLevels");
        var unknown = client.patch("/v1/config", "{\"app\": {\"logLevels\": {\"a\": \"loud\"}}}");
        assertThat(unknown.at("/errors/0/pointer").asString()).isEqualTo("/app/logLevels/a");
    }

    @Test
    void forgetsEventsAndAuditEntriesThatAreTooOld() throws Exception {
        published(add("old.txt", "hello"));
        var weekAgo = Instant.now().minusSeconds(7 * 86_400);
        service.sql().update(EVENT).set(EVENT.AT, weekAgo).execute();
        service.sql().update(AUDIT).set(AUDIT.AT, weekAgo).execute();
        var since = weekAgo.plusSeconds(60);
        var before = List.of(older(EVENT, EVENT.AT, since), older(AUDIT, AUDIT.AT, since));

        set("{\"app\": {\"eventsKept\": {\"days\": 6}, \"auditKept\": {\"days\": 6}}}");

        assertThat(before).allSatisfy(count -> assertThat(count).isPositive());
        Patience.until("old events gone", () -> older(EVENT, EVENT.AT, since) == 0);
        Patience.until("old audit entries gone", () -> older(AUDIT, AUDIT.AT, since) == 0);
    }

    @Test
    void givesTrackersToTorrentsThatAreNotPrivate() throws Exception {
        set("{\"engine\": {\"trackers\": {\"added\": [\"udp://127.0.0.1:9\"]}}}");
        var added = trackers(add("public.txt", "hello"));
        set("{\"engine\": {\"trackers\": {\"replaceOthers\": true}}}");
        var replaced = trackers(add(metainfo("replaced.txt", false)));
        var ofPrivate = trackers(add(metainfo("private.txt", true)));

        assertThat(added).containsExactly("udp://127.0.0.1:9");
        assertThat(replaced).containsExactly("udp://127.0.0.1:9");
        assertThat(ofPrivate).containsExactly("http://127.0.0.1:9/announce");
        var refused = client
                .patch("/v1/config", "{\"engine\": {\"trackers\": {\"added\": [\"ws://127.0.0.1\"]}}}");
        assertThat(refused.at("/errors/0/pointer").asString()).isEqualTo("/engine/trackers/added/0");
    }

    @Test
    void tellsWhatNeedsARestart() throws Exception {
        var patched = client.patch("/v1/config", "{\"engine\": {\"disk\": {\"io\": \"posix\"}}}");

        assertThat(patched.at("/restartRequired/0").asString()).isEqualTo("/engine/disk/io");
    }

    private static int older(Table<?> table, Field<Instant> at, Instant since) {
        return service.sql().fetchCount(table, at.lt(since));
    }

    private static List<String> trackers(InfoHash infoHash) throws Exception {
        return client.get("/v1/torrents/" + infoHash.hex() + "/trackers")
                .at("/items")
                .findValuesAsString("url");
    }

    private static byte[] metainfo(String name, boolean isPrivate) throws IOException {
        var file = Files.writeString(service.options().downloadDir().resolve(name), "hello");
        var wanted = new NewMetainfo(
                file,
                MetainfoFormat.HYBRID,
                null,
                isPrivate,
                List.of(List.of("http://127.0.0.1:9/announce")),
                List.of(),
                null,
                null);
        return service.bean(MetainfoReader.class).create(wanted, HashingProgress.IGNORED);
    }

    private static InfoHash add(byte[] metainfo) {
        return service.add(metainfo);
    }

    private static InfoHash add(String name, String content) throws IOException {
        return add(name, content.getBytes(StandardCharsets.UTF_8));
    }

    private static InfoHash add(String name, byte[] content) throws IOException {
        var file = Files.write(service.options().downloadDir().resolve(name), content);
        return add(service.bean(MetainfoReader.class).create(file));
    }

    private static InfoHash addToFilms(String name) throws Exception {
        var file = Files.writeString(service.options().downloadDir().resolve(name), name);
        var body = Documents.STRICT.writeValueAsString(
                Map.of("metainfo", service.bean(MetainfoReader.class).create(file), "category", "films"));
        var added = client.post("/v1/torrents", body);
        assertThat(added.status()).as(added.json().toString()).isEqualTo(201);
        return new InfoHash(added.at("/infoHash").asString());
    }

    private static Path published(InfoHash infoHash) throws Exception {
        JsonNode completed = service.eventsUntil(infoHash, EventType.FSOPS_COMPLETED).getLast();
        return Path.of(completed.at("/data/libraryPath").asString());
    }

    private static void set(String patch) throws Exception {
        var patched = client.patch("/v1/config", patch);
        assertThat(patched.status()).as(patched.json().toString()).isEqualTo(200);
    }
}
