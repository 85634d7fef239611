package dev.revaer.app.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;

import dev.revaer.app.Patience;
import dev.revaer.app.ServiceClient;
import dev.revaer.app.ServiceFixture;
import dev.revaer.app.database.DatabaseAddress;
import dev.revaer.app.database.DatabaseFixture;
import dev.revaer.engine.InfoHash;
import dev.revaer.engine.MetainfoReader;
import dev.revaer.engine.create.HashingProgress;
import dev.revaer.engine.create.MetainfoFormat;
import dev.revaer.engine.create.NewMetainfo;
import dev.revaer.engine.event.EventType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/// Torrents that seed from the library, and what is thought of those that are not complete.
@Timeout(120)
class LibrarySeedIT {
    private static final DatabaseAddress DATABASE = DatabaseFixture.freshDatabase();

    @TempDir
    private static Path temp;
    private static Path directory;
    private static ServiceFixture service;
    private static ServiceClient client;

    @BeforeAll
    static void start() throws IOException {
        directory = temp.toRealPath();
        service = ServiceFixture.start(directory, DATABASE);
        client = ServiceClient.of(service.options().url(), service.options().cliFile());
    }

    @AfterAll
    static void stop() {
        client.close();
        service.close();
    }

    @AfterEach
    void takeBack() throws Exception {
        set("{\"fsops\": null}");
    }

    @Test
    void seedsFromTheLibraryAlsoAfterARestart() throws Exception {
        var downloads = service.options().downloadDir();
        var show = Files.createDirectories(downloads.resolve("Show/deep/er"));
        Files.writeString(show.resolve("a.txt"), "a".repeat(40_000));
        Files.writeString(show.resolve("b.txt"), "b");
        Files.writeString(downloads.resolve("Show/deep/c.txt"), "c");
        Files.writeString(downloads.resolve("other.txt"), "somebody else's");
        set("{\"fsops\": {\"transfer\": \"move\", \"destination\": \"in/{name} [moved]\"}}");
        var infoHash = service.add(service.bean(MetainfoReader.class).create(downloads.resolve("Show")));

        service.eventsUntil(infoHash, EventType.FSOPS_COMPLETED);

        var library = service.options().libraryDir();
        Patience.until("it to seed", () -> isSeedingFrom(infoHash, library.resolve("in")));
        assertThat(torrent(infoHash).path("contentPath").asString())
                .isEqualTo(library.resolve("in/Show [moved]").toString());
        assertThat(library.resolve("in/Show [moved]/er/a.txt")).hasSize(40_000);
        assertThat(downloads.resolve("Show")).doesNotExist();
        assertThat(downloads.resolve("other.txt")).exists();

        client.close();
        service.close();
        start();

        Patience.until("it to seed again", () -> isSeedingFrom(infoHash, library.resolve("in")));
        var checked = client.post("/v1/torrents/" + infoHash.hex() + "/action", "{\"action\": \"recheck\"}");
        assertThat(checked.status()).as(checked.json().toString()).isLessThan(300);
        Patience.until("the check", () -> isSeedingFrom(infoHash, library.resolve("in")));
        assertThat(
                client.post("/v1/torrents/" + infoHash.hex() + "/fsops/plan", "").at("/outcome").asString())
                .isEqualTo("nothing");
    }

    @Test
    void leavesAFileToASecondTorrentThatSeedsIt() throws Exception {
        var file = Files.writeString(service.options().downloadDir().resolve("shared.txt"), "shared");
        var library = service.options().libraryDir();
        set("{\"fsops\": {\"transfer\": \"move\", \"existingName\": \"rename\", \"paused\": true}}");
        var first = service.add(service.bean(MetainfoReader.class).create(file));
        var second = service.add(
                service.bean(MetainfoReader.class)
                        .create(
                                new NewMetainfo(
                                        file,
                                        MetainfoFormat.V1,
                                        null,
                                        true,
                                        List.of(),
                                        List.of(),
                                        null,
                                        null),
                                HashingProgress.IGNORED));
        service.eventsUntil(first, EventType.COMPLETED);
        service.eventsUntil(second, EventType.COMPLETED);

        set("{\"fsops\": {\"paused\": false}}");

        service.eventsUntil(first, EventType.FSOPS_COMPLETED);
        service.eventsUntil(second, EventType.FSOPS_COMPLETED);
        Patience.until("both to seed", () -> isSeedingFrom(first, library) && isSeedingFrom(second, library));
        assertThat(library.resolve("shared.txt")).hasContent("shared");
        assertThat(library.resolve("shared (2).txt")).hasContent("shared");
        assertThat(file).doesNotExist();
        var meta = List.of(first, second)
                .stream()
                .map(one -> library.resolve(".revaer/" + one.hex() + "/.revaer.meta"))
                .toList();
        assertThat(meta).anySatisfy(one -> assertThat(one).content().contains("but for 1 that another"));
    }

    @Test
    void plansForATorrentOfWhichNothingIsHere() throws Exception {
        var made = Files.createDirectories(directory.resolve("elsewhere/Ahead"));
        Files.writeString(made.resolve("film.mkv"), "film");
        Files.writeString(made.resolve("info.nfo"), "info");
        var metainfo = service.bean(MetainfoReader.class).create(made);
        set("{\"fsops\": {\"rules\": {\"skipFluff\": true}}}");
        var added = client.post(
                "/v1/torrents",
                "{\"metainfo\": \"%s\"}".formatted(Base64.getEncoder().encodeToString(metainfo)));
        assertThat(added.status()).as(added.json().toString()).isEqualTo(201);

        var plan = client.post("/v1/torrents/" + added.at("/infoHash").asString() + "/fsops/plan", "");

        assertThat(plan.status()).as(plan.json().toString()).isEqualTo(200);
        assertThat(plan.at("/complete").asBoolean()).isFalse();
        assertThat(plan.at("/outcome").asString()).isEqualTo("publish");
        assertThat(plan.at("/libraryPath").asString())
                .isEqualTo(service.options().libraryDir().resolve("Ahead").toString());
        assertThat(plan.at("/files").valueStream().map(one -> one.path("action").asString()).toList())
                .isEqualTo(List.of("hardlink", "skip"));
        assertThat(plan.at("/files/0/sizeBytes").asLong()).isEqualTo(4);
    }

    @Test
    void fillsNoMountPointWhoseDiskIsGone() throws Exception {
        var library = Files.createDirectories(directory.resolve("mounted"));
        set("{\"fsops\": {\"libraryDir\": \"%s\", \"allowList\": [\"%s\"]}}".formatted(library, library));
        var downloads = service.options().downloadDir();
        var reader = service.bean(MetainfoReader.class);
        var before = service.add(reader.create(Files.writeString(downloads.resolve("before.txt"), "before")));
        service.eventsUntil(before, EventType.FSOPS_COMPLETED);
        Patience.until("the job's end", () -> !service.jobs().isRunning(before));
        Files.move(library, directory.resolve("disk"));
        Files.createDirectory(library);

        var after = service.add(reader.create(Files.writeString(downloads.resolve("after.txt"), "after")));

        var failed = service.eventsUntil(after, EventType.FSOPS_FAILED).getLast();
        assertThat(failed.at("/data/reason").asString()).contains("mount its disk");
        assertThat(failed.at("/data/nextTryAt").isString()).isTrue();
        assertThat(library).isEmptyDirectory();
        Files.delete(library);
        Files.move(directory.resolve("disk"), library);
        Patience.until("the failure", () -> service.jobs().hasFailed(after));
        service.jobs().retry(after);
        service.eventsUntil(after, EventType.FSOPS_COMPLETED);
    }

    @Test
    void replacesNothingInADirectoryOfACategory() throws Exception {
        var downloads = service.options().downloadDir();
        var library = Files.createDirectories(downloads.resolve("library"));
        var category = Files.createDirectories(library.resolve("Taken/films"));
        var put = client.put("/v1/categories/taken", "{\"downloadDir\": \"" + category + "\"}");
        set(
                "{\"fsops\": {\"libraryDir\": \"%s\", \"existingName\": \"replace\"}}".formatted(library));
        var show = Files.createDirectories(downloads.resolve("Taken"));
        Files.writeString(show.resolve("a.txt"), "a");

        var failed = service
                .eventsUntil(
                        service.add(service.bean(MetainfoReader.class).create(show)),
                        EventType.FSOPS_FAILED)
                .getLast();

        assertThat(put.status()).as(put.json().toString()).isEqualTo(200);
        assertThat(failed.at("/data/reason").asString()).contains("already exists");
        assertThat(category).isDirectory();
    }

    private static boolean isSeedingFrom(InfoHash infoHash, Path place) {
        try {
            var torrent = torrent(infoHash);
            return torrent.path("state").asString().equals("seeding")
                    && torrent.path("downloadDir").asString().equals(place.toString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode torrent(InfoHash infoHash) throws IOException, InterruptedException {
        return client.get("/v1/torrents/" + infoHash.hex()).json();
    }

    private static void set(String patch) throws Exception {
        var patched = client.patch("/v1/config", patch);
        assertThat(patched.status()).as(patched.json().toString()).isEqualTo(200);
    }
}
