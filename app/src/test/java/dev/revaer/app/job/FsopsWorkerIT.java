package dev.revaer.app.job;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.text.Normalizer;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import dev.revaer.api.problem.ApiError;
import dev.revaer.api.problem.ApiError.FsopsRunning;
import dev.revaer.api.problem.ApiError.NoFailedJob;
import dev.revaer.api.problem.ApiException;
import dev.revaer.api.torrent.TorrentCatalog.FsopsProgress;
import dev.revaer.app.Patience;
import dev.revaer.app.ServiceFixture;
import dev.revaer.app.database.DatabaseAddress;
import dev.revaer.app.database.DatabaseFixture;
import dev.revaer.engine.EngineError.TorrentNotFound;
import dev.revaer.engine.EngineException;
import dev.revaer.engine.InfoHash;
import dev.revaer.engine.MetainfoReader;
import dev.revaer.engine.event.EventType;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static dev.revaer.app.database.schema.Tables.FSOPS_JOB;
import static dev.revaer.app.database.schema.Tables.TORRENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/// Torrents whose content lies in place already, so that each is finished as soon as it is checked.
@Timeout(120)
class FsopsWorkerIT {
    @TempDir
    private Path temp;
    private Path directory;
    private DatabaseAddress database;
    private ServiceFixture service;

    @BeforeEach
    void start() throws IOException {
        directory = temp.toRealPath();
        database = DatabaseFixture.freshDatabase();
        service = ServiceFixture.start(directory, database);
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void publishesAFinishedDownloadAndTells() throws Exception {
        var infoHash = add("note.txt", "hello");

        var events = service.eventsUntil(infoHash, EventType.FSOPS_COMPLETED);

        var published = library("note.txt");
        assertThat(published).hasContent("hello");
        assertThat(service.jobs().progress(infoHash))
                .isEqualTo(new FsopsProgress("completed", null, null, published.toString(), 1, null, null));
        assertThat(stateAndAttempts(infoHash)).isEqualTo(List.of("completed", 1));
        assertThat(types(events)).containsSubsequence(
                "torrent_added",
                "completed",
                "fsops_started",
                "fsops_progress",
                "fsops_completed");
        assertThat(events.getLast().path("data").path("libraryPath").asString())
                .isEqualTo(published.toString());
        assertThat(events.getLast().path("data").path("bytes").asLong()).isEqualTo(5);
    }

    @Test
    void beginsAsSoonAsTheDownloadIsFinished() throws Exception {
        var infoHash = add("note.txt", "hello");

        var events = service.eventsUntil(infoHash, EventType.FSOPS_STARTED);

        var completed = events.stream()
                .filter(event -> event.path("type").asString().equals("completed"))
                .findFirst()
                .orElseThrow();
        assertThat(at(events.getLast())).isBefore(at(completed).plusSeconds(4));
    }

    @ParameterizedTest
    @ValueSource(strings = {"日本語.txt", "עברית.txt", "e\u0301.txt"})
    void publishesNamesOfAnyScript(String name) throws Exception {
        Files.writeString(service.options().downloadDir().resolve(name), "hello");
        var infoHash = service.add(torrentOfHello(name));

        service.eventsUntil(infoHash, EventType.FSOPS_COMPLETED);

        assertThat(library(Normalizer.normalize(name, Normalizer.Form.NFC))).hasContent("hello");
    }

    @Test
    void publishesAnEmojiUnderANameThatTheSessionCanCarry() throws Exception {
        Files.writeString(service.options().downloadDir().resolve("smile _.txt"), "hello");
        var infoHash = service.add(torrentOfHello("smile 😀.txt"));

        service.eventsUntil(infoHash, EventType.FSOPS_COMPLETED);

        assertThat(library("smile _.txt")).hasContent("hello");
    }

    /// As another program would make it (BEP 3).
    private static byte[] torrentOfHello(String name) throws Exception {
        var bytes = new ByteArrayOutputStream();
        var encoded = name.getBytes(StandardCharsets.UTF_8);
        bytes.writeBytes(
                ("d4:infod6:lengthi5e4:name" + encoded.length + ":").getBytes(StandardCharsets.US_ASCII));
        bytes.writeBytes(encoded);
        bytes.writeBytes("12:piece lengthi16384e6:pieces20:".getBytes(StandardCharsets.US_ASCII));
        bytes.writeBytes(
                MessageDigest.getInstance("SHA-1").digest("hello".getBytes(StandardCharsets.US_ASCII)));
        bytes.writeBytes("ee".getBytes(StandardCharsets.US_ASCII));
        return bytes.toByteArray();
    }

    @Test
    void failsWithAReasonAndSucceedsOnRetry() throws Exception {
        var inTheWay = Files.writeString(library("note.txt"), "another");
        var infoHash = add("note.txt", "hello");

        var failed = service.eventsUntil(infoHash, EventType.FSOPS_FAILED).getLast();
        Patience.until("the failure in memory", () -> service.jobs().failed() == 1);
        var progress = Objects.requireNonNull(service.jobs().progress(infoHash));
        Files.delete(inTheWay);
        var queued = service.jobs().retry(infoHash);
        var events = service.eventsUntil(infoHash, EventType.FSOPS_COMPLETED);

        assertThat(failed.path("severity").asString()).isEqualTo("error");
        assertThat(failed.path("data").path("reason").asString()).contains("already exists");
        assertThat(progress.state()).isEqualTo("failed");
        assertThat(progress.detail()).contains("already exists");
        assertThat(queued.state()).isEqualTo("queued");
        assertThat(library("note.txt")).hasContent("hello");
        assertThat(types(events)).containsSubsequence("fsops_failed", "fsops_started", "fsops_completed");
        assertThat(service.jobs().failed()).isZero();
    }

    @Test
    void retriesNothingButFailedJobs() throws Exception {
        var infoHash = add("note.txt", "hello");
        service.eventsUntil(infoHash, EventType.FSOPS_COMPLETED);
        var unknown = new InfoHash("0".repeat(40));

        assertRefused(() -> service.jobs().retry(infoHash), new NoFailedJob(infoHash));
        assertThatExceptionOfType(EngineException.class).isThrownBy(() -> service.jobs().retry(unknown))
                .satisfies(e -> assertThat(e.error()).isEqualTo(new TorrentNotFound(unknown)));
    }

    @Test
    void runsAJobAgainThatACrashInterrupted() throws Exception {
        var infoHash = add("note.txt", "hello");
        service.eventsUntil(infoHash, EventType.FSOPS_COMPLETED);
        interruptedTimes(2);
        var last = service.bus().stream().lastId();

        restart();

        var events = service.eventsAfter(last, infoHash, event -> isOfType(event, "fsops_completed"));
        var started = events.stream().filter(event -> isOfType(event, "fsops_started")).toList();
        assertThat(started).hasSize(1);
        assertThat(started.getFirst().path("data").path("attempt").asInt()).isEqualTo(3);
        assertThat(stateAndAttempts(infoHash)).isEqualTo(List.of("completed", 3));
    }

    @Test
    void publishesWhatWasFinishedWhenTheProcessDiedBeforeItWasKept() throws Exception {
        var infoHash = add("note.txt", "hello");
        service.eventsUntil(infoHash, EventType.FSOPS_COMPLETED);
        Patience.until("the job's end", () -> !service.jobs().isRunning(infoHash));
        Files.delete(library("note.txt"));
        service.sql().deleteFrom(FSOPS_JOB).execute();
        service.sql().update(TORRENT).setNull(TORRENT.COMPLETED_AT).execute();
        var last = service.bus().stream().lastId();

        restart();

        var events = service.eventsAfter(last, infoHash, event -> isOfType(event, "fsops_completed"));
        assertThat(types(events)).containsSubsequence("completed", "fsops_started", "fsops_completed");
        assertThat(library("note.txt")).hasContent("hello");
    }

    @Test
    void worksOnWhatIsInTheTableThoughNobodyHasSaidSo() throws Exception {
        var infoHash = add("note.txt", "hello");
        service.eventsUntil(infoHash, EventType.FSOPS_COMPLETED);
        var last = service.bus().stream().lastId();

        service.sql().update(FSOPS_JOB).set(FSOPS_JOB.STATE, "queued").execute();

        service.eventsAfter(last, infoHash, event -> isOfType(event, "fsops_completed"));
    }

    @Test
    void givesUpAfterFiveInterruptionsUntilARetry() throws Exception {
        var infoHash = add("note.txt", "hello");
        service.eventsUntil(infoHash, EventType.FSOPS_COMPLETED);
        interruptedTimes(5);

        restart();

        assertThat(stateAndAttempts(infoHash)).isEqualTo(List.of("failed", 5));
        assertThat(service.jobs().progress(infoHash)).isNotNull()
                .extracting(FsopsProgress::detail)
                .asString()
                .contains("ended 5 times");
        var last = service.bus().stream().lastId();
        service.jobs().retry(infoHash);
        service.eventsAfter(last, infoHash, event -> isOfType(event, "fsops_completed"));
        assertThat(stateAndAttempts(infoHash)).isEqualTo(List.of("completed", 1));
    }

    @Test
    void keepsNobodyWaitingForAJobThatCannotBeDone() throws Exception {
        var poisoned = add("poisoned.txt", "poison");
        service.eventsUntil(poisoned, EventType.FSOPS_COMPLETED);
        service.sql().update(TORRENT).set(TORRENT.METAINFO, new byte[]{'x'}).execute();
        interruptedTimes(1);
        var last = service.bus().stream().lastId();

        restart();
        var next = add("next.txt", "fine");

        var failed = service.eventsAfter(last, poisoned, event -> isOfType(event, "fsops_failed"));
        assertThat(failed.getLast().path("data").path("reason").asString())
                .contains("could not be processed");
        service.eventsUntil(next, EventType.FSOPS_COMPLETED);
        assertThat(stateAndAttempts(poisoned)).isEqualTo(List.of("failed", 2));
    }

    @Test
    void refusesTheRemovalOfWhatIsBeingProcessed() throws Exception {
        var entries = 4000;
        var infoHash = add("many.zip", zipOf(entries));
        Patience.until("the job", () -> service.jobs().isRunning(infoHash));

        assertRefused(() -> service.catalog().remove(infoHash, true), new FsopsRunning(infoHash));

        service.eventsUntil(infoHash, EventType.FSOPS_COMPLETED);
        assertThat(library("many").toFile().list()).hasSize(entries);
        Patience.until("the job's end", () -> !service.jobs().isRunning(infoHash));
        service.catalog().remove(infoHash, true);
        assertThat(service.options().downloadDir().resolve("many.zip")).doesNotExist();
    }

    @Test
    void goesOnAfterARestartInTheMiddle() throws Exception {
        var entries = 4000;
        var infoHash = add("many.zip", zipOf(entries));
        Patience.until("the job", () -> service.jobs().isRunning(infoHash));

        restart();

        service.eventsUntil(infoHash, EventType.FSOPS_COMPLETED);
        assertThat(library("many").toFile().list()).hasSize(entries);
        assertThat(stateAndAttempts(infoHash)).isEqualTo(List.of("completed", 2));
    }

    @Test
    void tellsOfAHostileNameInAnArchive() throws Exception {
        var archive = directory.resolve("hostile.zip");
        try (var zip = new ZipOutputStream(Files.newOutputStream(archive))) {
            zip.putNextEntry(new ZipEntry("../a\0b"));
            zip.closeEntry();
        }
        var infoHash = add("hostile.zip", Files.readAllBytes(archive));

        var failed = service.eventsUntil(infoHash, EventType.FSOPS_FAILED).getLast();

        assertThat(failed.path("data").path("reason").asString()).contains("hostile.zip");
        assertThat(stateAndAttempts(infoHash)).isEqualTo(List.of("failed", 1));
    }

    private InfoHash add(String name, String content) throws IOException {
        return add(name, content.getBytes(StandardCharsets.UTF_8));
    }

    private InfoHash add(String name, byte[] content) throws IOException {
        var file = Files.write(service.options().downloadDir().resolve(name), content);
        return service.add(service.bean(MetainfoReader.class).create(file));
    }

    /// As a process leaves it that dies while it works.
    private void interruptedTimes(int times) throws Exception {
        Patience.until(
                "the job's end",
                () -> service.sql().fetchCount(FSOPS_JOB, FSOPS_JOB.STATE.eq("completed")) == 1);
        service.sql()
                .update(FSOPS_JOB)
                .set(FSOPS_JOB.STATE, "running")
                .set(FSOPS_JOB.ATTEMPTS, times)
                .setNull(FSOPS_JOB.LIBRARY_PATH)
                .execute();
    }

    private void restart() throws IOException {
        service.close();
        service = ServiceFixture.start(directory, database);
    }

    private Path library(String name) {
        return service.options().libraryDir().resolve(name);
    }

    private List<Object> stateAndAttempts(InfoHash infoHash) {
        return service.sql()
                .select(FSOPS_JOB.STATE, FSOPS_JOB.ATTEMPTS)
                .from(FSOPS_JOB)
                .where(FSOPS_JOB.INFO_HASH.eq(infoHash.hex()))
                .fetchSingle()
                .intoList();
    }

    private byte[] zipOf(int entries) throws IOException {
        var file = directory.resolve("made.zip");
        try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (int i = 0; i < entries; i++) {
                zip.putNextEntry(new ZipEntry("entry " + i));
                zip.write(i);
                zip.closeEntry();
            }
        }
        return Files.readAllBytes(file);
    }

    private static Instant at(JsonNode event) {
        return Instant.parse(event.path("at").asString());
    }

    private static boolean isOfType(JsonNode event, String type) {
        return event.path("type").asString().equals(type);
    }

    private static List<String> types(List<JsonNode> events) {
        return events.stream().map(event -> event.path("type").asString()).toList();
    }

    private static void assertRefused(ThrowingCallable call, ApiError error) {
        assertThatExceptionOfType(ApiException.class).isThrownBy(call)
                .satisfies(e -> assertThat(e.error()).isEqualTo(error));
    }
}
