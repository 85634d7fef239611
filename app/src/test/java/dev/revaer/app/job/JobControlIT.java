package dev.revaer.app.job;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import dev.revaer.app.Patience;
import dev.revaer.app.ServiceClient;
import dev.revaer.app.ServiceFixture;
import dev.revaer.app.database.DatabaseFixture;
import dev.revaer.engine.InfoHash;
import dev.revaer.engine.MetainfoReader;
import dev.revaer.engine.event.EventType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;

import static dev.revaer.app.database.schema.Tables.FSOPS_JOB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/// Jobs as users steer them: paused, cancelled, several at a time, tried again by themselves.
@Timeout(120)
class JobControlIT {
    private static final int ENTRIES = 500;

    @TempDir
    private static Path temp;
    private static ServiceFixture service;
    private static ServiceClient client;

    @BeforeAll
    static void start() throws IOException {
        service = ServiceFixture.start(temp.toRealPath(), DatabaseFixture.freshDatabase());
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
    void triesAgainByItselfWhatMayPass() throws Exception {
        var library = service.options().libraryDir();
        var away = library.resolveSibling("away");
        Files.move(library, away);
        var infoHash = add("healed.txt", "hello".getBytes(StandardCharsets.UTF_8));

        var failed = service.eventsUntil(infoHash, EventType.FSOPS_FAILED).getLast();
        Patience.until("its end", () -> job(infoHash).path("state").asString().equals("failed"));
        var waiting = job(infoHash);
        Files.move(away, library);
        service.sql()
                .update(FSOPS_JOB)
                .set(FSOPS_JOB.NEXT_TRY_AT, Instant.now())
                .where(FSOPS_JOB.INFO_HASH.eq(infoHash.hex()))
                .execute();
        service.jobs().lookAgain();
        service.eventsUntil(infoHash, EventType.FSOPS_COMPLETED);
        Patience.until("its end", () -> job(infoHash).path("state").asString().equals("completed"));

        var nextTryAt = Instant.parse(waiting.path("nextTryAt").asString());
        assertThat(nextTryAt).isBetween(Instant.now().minusSeconds(30), Instant.now().plusSeconds(60));
        assertThat(failed.at("/data/nextTryAt").asString()).isNotEmpty();
        assertThat(job(infoHash).path("nextTryAt").isNull()).isTrue();
        assertThat(job(infoHash).path("attempts").asInt()).isEqualTo(2);
        assertThat(library.resolve("healed.txt")).hasContent("hello");
    }

    @Test
    void leavesToPeopleWhatItMayNotTryAgain() throws Exception {
        set("{\"fsops\": {\"retriesPerDay\": 0}}");
        var library = service.options().libraryDir();
        var away = library.resolveSibling("away");
        Files.move(library, away);
        var infoHash = add("left.txt", "hello".getBytes(StandardCharsets.UTF_8));

        var failed = service.eventsUntil(infoHash, EventType.FSOPS_FAILED).getLast();
        Patience.until("its end", () -> job(infoHash).path("state").asString().equals("failed"));
        Files.move(away, library);

        assertThat(failed.at("/data/nextTryAt").isNull()).isTrue();
        assertThat(job(infoHash).path("nextTryAt").isNull()).isTrue();
        assertThat(post(infoHash, "retry").status()).isEqualTo(202);
        service.eventsUntil(infoHash, EventType.FSOPS_COMPLETED);
    }

    @Test
    void waitsWhilePausedAndGoesOnFromWhereItWas() throws Exception {
        var infoHash = add("paused.zip", zip("paused"));
        Patience.until("the job", () -> service.jobs().isRunning(infoHash));
        set("{\"fsops\": {\"paused\": true}}");
        Patience.until("the pause", () -> !service.jobs().isRunning(infoHash));
        var paused = job(infoHash);
        var waiting = add("waiting.txt", "hello".getBytes(StandardCharsets.UTF_8));
        Patience.until("the next", () -> service.jobs().progress(waiting) != null);
        var health = client.get("/health/full").at("/components/fsops/detail").asString();

        set("{\"fsops\": {\"paused\": false}}");
        service.eventsUntil(infoHash, EventType.FSOPS_COMPLETED);
        service.eventsUntil(waiting, EventType.FSOPS_COMPLETED);

        // too late to be paused is what is being published
        assertThat(paused.path("state").asString()).isIn("queued", "completed");
        assertThat(service.options().libraryDir().resolve("paused").toFile().list()).hasSize(ENTRIES);
        assertThat(health).isNotEmpty();
    }

    @Test
    void cancelsWhatWaits() throws Exception {
        set("{\"fsops\": {\"paused\": true}}");
        var infoHash = add("cancelled.txt", "hello".getBytes(StandardCharsets.UTF_8));
        Patience.until("the job", () -> get("/v1/torrents/" + infoHash + "/fsops").status() == 200);

        var cancelled = post(infoHash, "cancel");
        var again = post(infoHash, "cancel");
        set("{\"fsops\": {\"paused\": false}}");
        var other = add("other.txt", "other".getBytes(StandardCharsets.UTF_8));
        service.eventsUntil(other, EventType.FSOPS_COMPLETED);

        assertThat(cancelled.status()).as(cancelled.json().toString()).isEqualTo(202);
        assertThat(again.problem()).isEqualTo("nothing-to-cancel");
        assertThat(job(infoHash).path("state").asString()).isEqualTo("cancelled");
        assertThat(service.options().libraryDir().resolve("cancelled.txt")).doesNotExist();
        assertThat(post(infoHash, "retry").status()).isEqualTo(202);
        service.eventsUntil(infoHash, EventType.FSOPS_COMPLETED);
        assertThat(service.options().libraryDir().resolve("cancelled.txt")).hasContent("hello");
    }

    @Test
    void cancelsWhatRunsAndLeavesNothingBehind() throws Exception {
        var infoHash = add("running.zip", zip("running"));
        Patience.until("its archive", () -> job(infoHash).path("stage").asString("").equals("extract"));

        var cancelled = post(infoHash, "cancel");
        Patience.until("its end", () -> !service.jobs().isRunning(infoHash));
        var failed = service.eventsUntil(infoHash, EventType.FSOPS_FAILED).getLast();

        var library = service.options().libraryDir();
        assertThat(cancelled.status()).as(cancelled.json().toString()).isEqualTo(202);
        assertThat(failed.at("/data/reason").asString()).contains("cancelled");
        assertThat(job(infoHash).path("state").asString()).isEqualTo("cancelled");
        assertThat(library.resolve("running")).doesNotExist();
        assertThat(library.resolve(".revaer/" + infoHash + "/staging")).doesNotExist();
        assertThat(post(infoHash, "retry").status()).isEqualTo(202);
        service.eventsUntil(infoHash, EventType.FSOPS_COMPLETED);
        assertThat(library.resolve("running").toFile().list()).hasSize(ENTRIES);
    }

    @Test
    void worksOnOneDownloadAtATimeOnEachVolume() throws Exception {
        var before = service.bus().stream().lastId();
        var first = add("one.zip", zip("one"));
        var second = add("two.zip", zip("two"));

        service.eventsUntil(first, EventType.FSOPS_COMPLETED);
        service.eventsUntil(second, EventType.FSOPS_COMPLETED);

        var order = order(before, first, second);
        assertThat(order).hasSize(4);
        assertThat(order.get(1)).isEqualTo(order.get(0).replace("started", "completed"));
        assertThat(order.get(3)).isEqualTo(order.get(2).replace("started", "completed"));
    }

    @Test
    void worksOnSeveralDownloadsIfItMay() throws Exception {
        set("{\"fsops\": {\"workersPerVolume\": 2}}");
        var before = service.bus().stream().lastId();
        var first = add("three.zip", zip("three"));
        var second = add("four.zip", zip("four"));
        service.eventsUntil(first, EventType.FSOPS_COMPLETED);
        service.eventsUntil(second, EventType.FSOPS_COMPLETED);
        set("{\"fsops\": {\"workersPerVolume\": 2, \"workers\": 1}}");
        var afterwards = service.bus().stream().lastId();
        var third = add("five.zip", zip("five"));
        var fourth = add("six.zip", zip("six"));
        service.eventsUntil(third, EventType.FSOPS_COMPLETED);
        service.eventsUntil(fourth, EventType.FSOPS_COMPLETED);

        assertThat(order(before, first, second).subList(0, 2))
                .containsExactlyInAnyOrder("fsops_started 1", "fsops_started 2");
        assertThat(order(afterwards, third, fourth).get(1)).startsWith("fsops_completed");
    }

    /// The second volume is the memory that Linux lends as one.
    @Test
    void worksOnTwoVolumesAtATime() throws Exception {
        var memory = Path.of("/dev/shm");
        var library = service.options().libraryDir();
        assumeTrue(
                Files.isWritable(memory)
                        && !Files.getAttribute(memory, "unix:dev")
                                .equals(Files.getAttribute(library, "unix:dev")),
                "no second volume here");
        var other = Files.createTempDirectory(memory, "revaer-library");
        try {
            set(
                    "{\"fsops\": {\"allowList\": [\"%s\"], \"profiles\": {\"other\": {\"libraryDir\": \"%s\"}}}}"
                            .formatted(other, other));
            client.put("/v1/categories/other", "{\"fsopsProfile\": \"other\"}");
            set("{\"fsops\": {\"paused\": true}}");
            var before = service.bus().stream().lastId();
            var first = add("seven.zip", zip("seven"));
            var second = add("eight.zip", zip("eight"));
            client.patch("/v1/torrents/" + second, "{\"category\": \"other\"}");
            Patience.until("the jobs", () -> get("/v1/fsops/jobs?state=queued").at("/total").asInt() == 2);
            set("{\"fsops\": {\"paused\": false}}");
            service.eventsUntil(first, EventType.FSOPS_COMPLETED);
            service.eventsUntil(second, EventType.FSOPS_COMPLETED);

            assertThat(other.resolve("eight").toFile().list()).hasSize(ENTRIES);
            assertThat(order(before, first, second).subList(0, 2))
                    .containsExactlyInAnyOrder("fsops_started 1", "fsops_started 2");
        } finally {
            FileSystemUtils.deleteRecursively(other);
        }
    }

    @Test
    void tellsOfJobsAndTheirStages() throws Exception {
        var infoHash = add("told.txt", "hello".getBytes(StandardCharsets.UTF_8));
        service.eventsUntil(infoHash, EventType.FSOPS_COMPLETED);
        Patience.until("its end", () -> job(infoHash).path("state").asString().equals("completed"));

        var listed = get("/v1/fsops/jobs?state=completed&limit=1");
        var told = get("/v1/torrents/" + infoHash + "/fsops");

        assertThat(listed.at("/items/0/infoHash").asString()).isEqualTo(infoHash.hex());
        assertThat(listed.at("/items/0/name").asString()).isEqualTo("told.txt");
        assertThat(listed.at("/total").asInt()).isPositive();
        assertThat(told.at("/stages")).extracting(stage -> stage.path("stage").asString())
                .contains("validate", "transfer", "publish", "cleanup");
        assertThat(told.at("/stages"))
                .allMatch(stage -> stage.path("status").asString().matches("completed|skipped"));
        assertThat(get("/v1/torrents/" + "0".repeat(40) + "/fsops").problem())
                .isEqualTo("torrent-not-found");
    }

    @Test
    void saysWhatWouldBeDoneAndDoesItNot() throws Exception {
        set("{\"fsops\": {\"paused\": true}}");
        var infoHash = add("planned.txt", "hello".getBytes(StandardCharsets.UTF_8));
        Patience.until("the job", () -> get("/v1/torrents/" + infoHash + "/fsops").status() == 200);
        var magnet = service.add("magnet:?xt=urn:btih:" + "c".repeat(40));

        var plan = post(infoHash, "plan");

        var target = service.options().libraryDir().resolve("planned.txt");
        assertThat(plan.status()).as(plan.json().toString()).isEqualTo(200);
        assertThat(plan.at("/outcome").asString()).isEqualTo("publish");
        assertThat(plan.at("/libraryPath").asString()).isEqualTo(target.toString());
        assertThat(plan.at("/files/0/path").asString()).isEqualTo("planned.txt");
        assertThat(plan.at("/files/0/action").asString()).isEqualTo("hardlink");
        assertThat(target).doesNotExist();
        assertThat(post(magnet, "plan").problem()).isEqualTo("metadata-missing");
        assertThat(post(magnet, "retry").problem()).isEqualTo("no-job");
        service.catalog().remove(magnet, true);
    }

    /// None of which is really there.
    @Test
    void looksAtFewOfTenThousandThatWait() throws Exception {
        set("{\"fsops\": {\"paused\": true}}");
        service.sql()
                .execute(
                        """
                                insert into torrent (info_hash, info_hash_v1, name, magnet, download_dir, paused, added_at)
                                select 'e' || lpad(to_hex(n), 39, '0'), 'e' || lpad(to_hex(n), 39, '0'), 'many', 'magnet:', '/', true, now()
                                from generate_series(1, 10000) n""");
        service.sql()
                .execute(
                        """
                                insert into fsops_job (info_hash, state, queued_at)
                                select 'e' || lpad(to_hex(n), 39, '0'), 'queued', now() - interval '1 day' + n * interval '1 second'
                                from generate_series(1, 10000) n""");
        var candidates = new Candidates(service.jobs().table());
        var looked = new AtomicInteger();
        try {
            var first = candidates.next(_ -> true);
            var none = candidates.next(_ -> looked.incrementAndGet() < 0);
            InfoHash last = null;
            for (int i = 0; i < 6 && last == null; i++) {
                last = candidates.next(hash -> hash.hex().endsWith("02710"));
            }

            assertThat(String.valueOf(first)).endsWith("001");
            assertThat(none).isNull();
            assertThat(looked.get()).isEqualTo(2000);
            assertThat(String.valueOf(last)).endsWith("02710");
        } finally {
            service.sql().execute("delete from torrent where name = 'many'");
        }
    }

    private static List<String> order(long after, InfoHash first, InfoHash second) throws Exception {
        var names = Map.of(first.hex(), "1", second.hex(), "2");
        return service.sql()
                .fetch(
                        "select type, info_hash from event where id > ? and type in ('fsops_started', 'fsops_completed') order by id",
                        after)
                .map(row -> row.get(0) + " " + names.get(String.valueOf(row.get(1))));
    }

    private static JsonNode job(InfoHash infoHash) throws Exception {
        return get("/v1/torrents/" + infoHash + "/fsops").at("/job");
    }

    private static ServiceClient.Answer get(String path) throws Exception {
        return client.get(path);
    }

    private static ServiceClient.Answer post(InfoHash infoHash, String action) throws Exception {
        return client.post("/v1/torrents/" + infoHash + "/fsops/" + action, "");
    }

    private static void set(String patch) throws Exception {
        var patched = client.patch("/v1/config", patch);
        assertThat(patched.status()).as(patched.json().toString()).isEqualTo(200);
    }

    private static InfoHash add(String name, byte[] content) throws IOException {
        var file = Files.write(service.options().downloadDir().resolve(name), content);
        return service.add(service.bean(MetainfoReader.class).create(file));
    }

    /// Each with other content, so that each is another torrent.
    private static byte[] zip(String content) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (int i = 0; i < ENTRIES; i++) {
                zip.putNextEntry(new ZipEntry("entry " + i));
                zip.write((content + i).getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }
}
