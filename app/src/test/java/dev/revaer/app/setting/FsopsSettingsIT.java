package dev.revaer.app.setting;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import dev.revaer.app.Patience;
import dev.revaer.app.document.Documents;
import dev.revaer.engine.InfoHash;
import dev.revaer.engine.MetainfoReader;
import dev.revaer.engine.event.EventType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.util.FileSystemUtils;

import static org.assertj.core.api.Assertions.assertThat;

/// Settings of post-processing, seen in what comes into the library.
@Timeout(60)
class FsopsSettingsIT {
    /// A 7z by 7-Zip with the password `abc`.
    private static final String LOCKED = "N3q8ryccAAR5/j5hgAAAAAAAAAAuAAAAAAAAACx/dI5oxitoQ/XdmiOJiHVEVy7tudKfsIMobdBzQcegIYSc5Rocmb"
            + "zK83ymdOwCm9nJOveHKXLpRlS1FXg7kebpsppnwr+s6MZbHK1CvLQCyT9eMmwUaFR91oqG7lp1ABFU7wpa3otyjroq"
            + "N6T8jwpg5Dtj8I8lO/S6tYsepxc2O6eB0BcGEAEJcAAHCwEAASQG8QcBElMPPLOKPC04q8IME/19pPSIiwxiCgHHRf"
            + "avAAA=";

    @TempDir
    private static Path temp;
    private static ServedSettings served;

    @BeforeAll
    static void start() throws IOException {
        Files.createDirectory(temp.resolve("programs"));
        for (var name : List.of("prlimit", "sh")) {
            var program = Path.of("/usr/bin", name);
            Files.createSymbolicLink(
                    temp.resolve("programs").resolve(name),
                    Files.exists(program) ? program : Path.of("/bin", name));
        }
        System.setProperty("PATH", temp.resolve("programs").toString());
        served = ServedSettings.start(temp);
    }

    @AfterAll
    static void stop() {
        served.close();
        System.clearProperty("PATH");
    }

    @AfterEach
    void takeBack() throws Exception {
        served.takeBack();
    }

    @Test
    void copiesInsteadOfLinking() throws Exception {
        var linked = served.published(served.add("linked.txt", "hello"));
        served.set("{\"fsops\": {\"transfer\": \"copy\"}}");
        var copied = served.published(served.add("copied.txt", "hello"));

        assertThat(Files.getAttribute(linked, "unix:nlink")).isEqualTo(2);
        assertThat(Files.getAttribute(copied, "unix:nlink")).isEqualTo(1);
        assertThat(copied).hasContent("hello");
    }

    @Test
    void takesAnotherNameWhereOneIsTaken() throws Exception {
        Files.writeString(served.service().options().libraryDir().resolve("taken.txt"), "another");
        served.set("{\"fsops\": {\"existingName\": \"rename\"}}");

        assertThat(served.published(served.add("taken.txt", "hello"))).hasFileName("taken (2).txt")
                .hasContent("hello");
    }

    @Test
    void replacesWhatStands() throws Exception {
        Files.writeString(served.service().options().libraryDir().resolve("replaced.txt"), "another");
        served.set("{\"fsops\": {\"existingName\": \"replace\", \"transfer\": \"reflink\"}}");

        assertThat(served.published(served.add("replaced.txt", "hello"))).hasFileName("replaced.txt")
                .hasContent("hello");
    }

    @Test
    void linksNothingAcrossDevicesWhereItMayNotCopy() throws Exception {
        var elsewhere = Files.createTempDirectory(Path.of("/dev/shm"), "revaer");
        try {
            served.set(
                    "{\"fsops\": {\"acrossDevices\": \"refuse\", \"libraryDir\": \"%s\", \"allowList\": [\"%s\"]}}"
                            .formatted(elsewhere, elsewhere));

            var infoHash = served.add("far.txt", "hello");

            var failed = served.service().eventsUntil(infoHash, EventType.FSOPS_FAILED).getLast();
            assertThat(failed.at("/data/stage").asString()).isEqualTo("transfer");
            assertThat(failed.at("/data/reason").asString()).contains("cannot be linked");
            assertThat(elsewhere.resolve("far.txt")).doesNotExist();
        } finally {
            FileSystemUtils.deleteRecursively(elsewhere);
        }
    }

    @Test
    void publishesWhatTheRulesLetInWhereTheTemplateSays() throws Exception {
        var show = Files.createDirectories(served.service().options().downloadDir().resolve("Show/x"));
        for (var name : List.of("a.mkv", "a.txt", "a.jpg", "sample.mkv", "dropped.mkv", "dropped-not.mkv")) {
            Files.writeString(show.resolve(name), name);
        }
        served.set(
                """
                        {"fsops": {"cleanup": {"drop": ["dropped*"], "keep": ["*-not.*"]},
                                   "rules": {"include": ["*.{mkv,txt}"], "exclude": ["*.txt"], "skipFluff": true},
                                   "destination": "{category}/in/{name}", "sha256Manifest": true}}""");

        var published = served.published(served.add("Show"));

        assertThat(published).isEqualTo(served.service().options().libraryDir().resolve("in/Show"));
        try (var files = Files.list(published)) {
            assertThat(files).extracting(file -> file.getFileName().toString())
                    .containsExactlyInAnyOrder("a.mkv", "dropped-not.mkv", "Show.sha256");
        }
    }

    @Test
    void givesPermissions() throws Exception {
        var owner = Files.getOwner(served.directory()).getName();
        var group = Files.readAttributes(served.directory(), PosixFileAttributes.class).group().getName();
        var show = Files.createDirectories(served.service().options().downloadDir().resolve("Seen"));
        Files.writeString(show.resolve("a.txt"), "a");
        served.set(
                """
                        {"fsops": {"permissions": {"fileMode": "604", "directoryMode": "701", "owner": "%s",
                                                   "group": "%s", "alsoSeeding": true}}}"""
                        .formatted(owner, group));

        var published = served.published(served.add("Seen"));
        var masked = Files.createDirectories(served.service().options().downloadDir().resolve("Masked"));
        Files.writeString(masked.resolve("a.txt"), "a");
        served.set(
                """
                        {"fsops": {"permissions": {"fileMode": null, "directoryMode": null, "umask": "026"}}}""");
        var without = served.published(served.add("Masked"));
        served.set("{\"fsops\": {\"permissions\": {\"owner\": \"nosuchuser\"}}}");
        var refused = served.service()
                .eventsUntil(served.add("theirs.txt", "hello"), EventType.FSOPS_FAILED)
                .getLast();

        assertThat(mode(published)).isEqualTo("rwx-----x");
        assertThat(mode(without)).isEqualTo("rwxr-x--x");
        assertThat(mode(without.resolve("a.txt"))).isEqualTo("rw-r-----");
        assertThat(mode(published.resolve("a.txt"))).isEqualTo("rw----r--");
        assertThat(mode(show.resolve("a.txt"))).isEqualTo("rw----r--");
        assertThat(refused.at("/data/reason").asString()).contains("owner nosuchuser", "no such user");
        var bad = served.client()
                .patch("/v1/config", "{\"fsops\": {\"permissions\": {\"fileMode\": \"999\"}}}");
        assertThat(bad.status()).isEqualTo(422);
        assertThat(bad.at("/errors/0/pointer").asString()).isEqualTo("/fsops/permissions/fileMode");
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    @Test
    void checksByParityFiles() throws Exception {
        served.set("{\"fsops\": {\"verify\": true}}");

        var infoHash = served.add("without.txt", "hello");

        var published = served.published(infoHash);
        assertThat(published.resolveSibling(".revaer/" + infoHash.hex() + "/.revaer.meta")).content()
                .contains("\"no parity files\"");
    }

    @Test
    void leavesArchivesAsTheyAre() throws Exception {
        var zip = new ByteArrayOutputStream();
        try (var entries = new ZipOutputStream(zip)) {
            entries.putNextEntry(new ZipEntry("inside.txt"));
            entries.write('a');
        }
        var extraction = "{\"fsops\": {\"extraction\": {\"maxDepth\": 0}}}";
        served.set(extraction);

        assertThat(served.published(served.add("whole.zip", zip.toByteArray()))).hasFileName("whole.zip")
                .isRegularFile();
    }

    @ParameterizedTest
    @CsvSource({"maxBytes, 1999, bytes", "maxEntries, 1, entries", "maxRatio, 1, ratio"})
    void unpacksNoMoreThanIsAllowed(String bound, int most, String reason) throws Exception {
        var zip = new ByteArrayOutputStream();
        try (var entries = new ZipOutputStream(zip)) {
            for (var name : List.of("a", "b")) {
                entries.putNextEntry(new ZipEntry(bound + name));
                entries.write(new byte[bound.equals("maxRatio") ? 64 << 20 : 1000]);
            }
        }
        served.set("{\"fsops\": {\"extraction\": {\"%s\": %d}}}".formatted(bound, most));

        var infoHash = served.add(bound + ".zip", zip.toByteArray());

        var failed = served.service().eventsUntil(infoHash, EventType.FSOPS_FAILED).getLast();
        assertThat(failed.at("/data/reason").asString()).contains(reason);
    }

    @Test
    void publishesIntoAnotherLibraryThatIsAllowed() throws Exception {
        var other = Files.createDirectories(served.directory().resolve("other"));
        served.set("{\"fsops\": {\"libraryDir\": \"%s\"}}".formatted(other));
        var infoHash = served.add("elsewhere.txt", "hello");
        var failed = served.service().eventsUntil(infoHash, EventType.FSOPS_FAILED).getLast();
        served.set("{\"fsops\": {\"allowList\": [\"%s\"]}}".formatted(other));
        Patience.until(
                "the failure in memory",
                () -> Objects.requireNonNull(served.service().jobs().progress(infoHash))
                        .state()
                        .equals("failed"));
        served.service().jobs().retry(infoHash);

        assertThat(failed.at("/data/reason").asString()).contains(other.toString());
        assertThat(served.published(infoHash)).hasParent(other);
    }

    @Test
    void opensEncryptedArchives() throws Exception {
        var infoHash = served.add("locked.7z", Base64.getDecoder().decode(LOCKED));
        var failed = served.service().eventsUntil(infoHash, EventType.FSOPS_FAILED).getLast();
        served.set("{\"fsops\": {\"archives\": {\"passwords\": [\"wr0ng-one\", \"abc\"]}}}");
        var shown = served.client().get("/v1/config").at("/settings/fsops/archives/passwords").toString();
        served.set("{\"fsops\": {\"archives\": {\"passwords\": [\"********2\", \"an0ther\"]}}}");
        var beyond = served.client()
                .patch("/v1/config", "{\"fsops\": {\"archives\": {\"passwords\": [\"********3\"]}}}");
        retry(infoHash);

        assertThat(failed.at("/data/reason").asString()).contains("/fsops/archives/passwords");
        assertThat(shown).isEqualTo("[\"********1\",\"********2\"]");
        assertThat(beyond.status()).isEqualTo(422);
        assertThat(beyond.at("/errors/0/pointer").asString()).isEqualTo("/fsops/archives/passwords/0");
        assertThat(served.published(infoHash).resolve("a.txt")).hasContent("hello\n");
        assertThat(served.service().bean(LiveSettings.class).now().fsops().archives().passwords())
                .containsExactly("abc", "an0ther");
        assertThat(
                served.service()
                        .sql()
                        .fetch("select document::text || changes::text from settings")
                        .getValues(0, String.class)
                        .toString())
                .contains("sealed:v1:")
                .doesNotContain("wr0ng-one", "an0ther", "\"abc\"");
    }

    @Test
    void unpacksByOtherProgramsIfItMay() throws Exception {
        var cabinet = "MSCF".getBytes(StandardCharsets.US_ASCII);
        program("printf unpacked > \"$out/inside.txt\"");
        var unpacked = served.published(served.add("unpacked.cab", cabinet));
        served.set("{\"fsops\": {\"archives\": {\"externalTools\": \"off\"}}}");
        var whole = served.published(served.add("whole.cab", cabinet));
        served.takeBack();
        program("sleep 100");
        served.set("{\"fsops\": {\"archives\": {\"externalToolTimeout\": \"PT1S\"}}}");
        var slow = served.add("slow.cab", cabinet);
        var late = served.service().eventsUntil(slow, EventType.FSOPS_FAILED).getLast();

        assertThat(unpacked.resolve("inside.txt")).hasContent("unpacked");
        assertThat(whole).hasFileName("whole.cab").isRegularFile();
        assertThat(late.at("/data/reason").asString()).contains("1 seconds for 7zz");
    }

    @Test
    void saysWhichProgramIsMissing() throws Exception {
        Files.deleteIfExists(temp.resolve("programs/7zz"));
        var infoHash = served.add("waiting.cab", "MSCF".getBytes(StandardCharsets.US_ASCII));
        var failed = served.service().eventsUntil(infoHash, EventType.FSOPS_FAILED).getLast();
        Patience.until(
                "the program in the health",
                () -> health().startsWith("7z is missing, needed by 1 jobs"));
        program("printf unpacked > \"$out/inside.txt\"");
        Patience.until("no program in the health", () -> !health().contains("missing"));
        retry(infoHash);

        assertThat(failed.at("/data/reason").asString())
                .contains("7z, unar, bsdtar", "none of which is here");
        assertThat(served.published(infoHash).resolve("inside.txt")).exists();
    }

    private static String health() {
        try {
            return served.client().get("/health").at("/components/fsops/detail").asString("");
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void retry(InfoHash infoHash) throws Exception {
        Patience.until(
                "the failure in memory",
                () -> Objects.requireNonNull(served.service().jobs().progress(infoHash))
                        .state()
                        .equals("failed"));
        served.service().jobs().retry(infoHash);
    }

    /// A script in the place of 7zz, that knows where it is to write.
    private static void program(String commands) throws IOException {
        var file = Files.writeString(
                temp.resolve("programs/7zz"),
                "#!/bin/sh\nfor a in \"$@\"; do case \"$a\" in -o*) out=\"${a#-o}\";; esac; done\n"
                        + commands);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    void goesByTheProfileOfTheCategory() throws Exception {
        var films = Files.createDirectories(served.directory().resolve("films"));
        var unknown = served.client().put("/v1/categories/films", "{\"fsopsProfile\": \"films\"}");
        served.set(
                "{\"fsops\": {\"allowList\": [\"%s\"], \"profiles\": {\"films\": {\"libraryDir\": \"%s\", \"transfer\": \"copy\"}}}}"
                        .formatted(films, films));
        var known = served.client().put("/v1/categories/films", "{\"fsopsProfile\": \"films\"}");

        var film = served.published(addToFilms("film.txt"));

        assertThat(unknown.status()).isEqualTo(422);
        assertThat(unknown.at("/errors/0/pointer").asString()).isEqualTo("/fsopsProfile");
        assertThat(known.status()).as(known.json().toString()).isEqualTo(200);
        assertThat(film).hasParent(films);
        assertThat(Files.getAttribute(film, "unix:nlink")).isEqualTo(1);

        served.set("{\"fsops\": {\"profiles\": null}}");
        var orphan = addToFilms("orphan.txt");
        var failed = served.service().eventsUntil(orphan, EventType.FSOPS_FAILED).getLast();
        assertThat(failed.at("/data/reason").asString()).contains("no profile 'films'", "then retry");
    }

    private static InfoHash addToFilms(String name) throws Exception {
        var file = Files.writeString(served.service().options().downloadDir().resolve(name), name);
        var body = Documents.STRICT.writeValueAsString(
                Map.of(
                        "metainfo",
                        served.service().bean(MetainfoReader.class).create(file),
                        "category",
                        "films"));
        var added = served.client().post("/v1/torrents", body);
        assertThat(added.status()).as(added.json().toString()).isEqualTo(201);
        return new InfoHash(added.at("/infoHash").asString());
    }
}
