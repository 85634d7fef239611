package dev.revaer.fsops;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

import dev.revaer.fsops.external.ExternalToolUse;
import dev.revaer.fsops.external.ExternalTools;
import dev.revaer.fsops.extract.ArchiveSettings;
import dev.revaer.fsops.workspace.Disk;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/// Real programs where they are installed, and scripts that stand for programs gone wrong.
@Timeout(60)
final class ExternalToolsIT {
    private static final byte[] NOTE = Scene.bytes("a note");
    private static final byte[] FILM = Scene.random(20_000, 1);
    private static final Map<String, byte[]> FILES = Map.of("film.mkv", FILM, "sub/note.txt", NOTE);
    /// A 7z whose only file is compressed by PPMd, which is not read in process.
    private static final String PPMD = "N3q8ryccAAR78p4zCgAAAAAAAABSAAAAAAAAAPGFDlsAZ/uDfXAAXi4AAQQGAAEJCgAHCwEAASMDBAEFBgAAAQAMBgAICgEgMDo2AAAFARkGAAAAAAAAEQ0AYQAuAHQAeAB0AAAAFAoBAM+hJ7caet0BFQYBACCApIEAAA==";

    @TempDir
    private Path root;

    private Scene scene;
    private Path programs;
    private ExternalTools tools;

    @BeforeEach
    void makeScene() throws IOException {
        scene = new Scene(root.resolve("scene"));
        programs = Files.createDirectories(root.resolve("programs"));
        tools = new ExternalTools(List.of(programs));
        for (var needed : List.of("prlimit", "unshare", "true", "sh")) {
            install(needed);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"7z", "unar", "bsdtar"})
    void unpacksByARealProgram(String program) throws IOException {
        assumeTrue(install(program), program + " is not installed");
        scene.with("Show/a.cab", CabinetWriter.cabinet(FILES)).with("Show/note", NOTE);

        run(limits());

        assertThat(scene.published()).isEqualTo(
                Map.of(
                        "Show/film.mkv",
                        Scene.sha256(FILM),
                        "Show/sub/note.txt",
                        Scene.sha256(NOTE),
                        "Show/note",
                        Scene.sha256(NOTE)));
        assertThat(Files.getPosixFilePermissions(scene.library.resolve("Show/film.mkv")))
                .isEqualTo(Files.getPosixFilePermissions(scene.library.resolve("Show/note")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"7z", "unar", "bsdtar"})
    void reportsADamagedArchiveInTheWordsOfTheProgram(String program) throws IOException {
        assumeTrue(install(program), program + " is not installed");
        var cabinet = CabinetWriter.cabinet(FILES);
        scene.with("Show/a.cab", java.util.Arrays.copyOf(cabinet, cabinet.length - 5000));

        assertThat(failure(limits()).error()).isInstanceOf(FsopsError.DamagedArchive.class);
        assertLeftNothing();
    }

    @ParameterizedTest
    @ValueSource(strings = {"7z", "unar"})
    void unpacksWhatIsMadeInAnUnusualWay(String program) throws IOException {
        assumeTrue(install(program), program + " is not installed");
        scene.with("Show/a.7z", Base64.getDecoder().decode(PPMD)).with("Show/note", NOTE);

        run(limits());

        assertThat(scene.library.resolve("Show/a.txt")).hasContent("hello\n");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 10})
    void refusesAnArchiveThatHoldsItself(int maxDepth) throws IOException {
        script("7z", "cp \"$archive\" \"$out/again.cab\"");
        scene.with("Show/a.cab", CabinetWriter.cabinet(FILES));

        var failure = failure(new ExtractionLimits(1 << 20, 100, 100, maxDepth));

        assertThat(failure.error().describe()).contains("Show/a.cab", "again.cab", "is the archive itself");
        assertLeftNothing();
    }

    @Test
    void refusesAnArchiveThatHoldsOneThatItCameOutOf() throws IOException {
        script(
                "7z",
                "if grep -q odd \"$archive\"; then printf MSCFeven > \"$out/b.cab\"; else printf MSCFodd > \"$out/c.cab\"; fi");
        scene.with("Show/a.cab", Scene.bytes("MSCFodd"));

        assertThat(failure(new ExtractionLimits(1 << 20, 100, 100, 3)).error().describe())
                .contains("Show/b.cab", "Show/a.cab, which it came out of");
        assertLeftNothing();
    }

    @Test
    void leavesUnknownFormatsWhereProgramsAreNotWanted() throws IOException {
        var cabinet = CabinetWriter.cabinet(FILES);
        scene.with("Show/a.cab", cabinet);

        pipeline(limits(), ExternalToolUse.OFF, Duration.ofMinutes(1))
                .run(scene.download("Show"), Scene.SILENT);

        assertThat(scene.published()).isEqualTo(Map.of("Show/a.cab", Scene.sha256(cabinet)));
    }

    @Test
    void saysWhichProgramIsMissingUntilItIsThere() throws IOException {
        scene.with("Show/a.cab", CabinetWriter.cabinet(FILES));

        var failure = failure(limits());
        var missing = tools.missing(_ -> true);
        script("7z", "printf note > \"$out/note\"");
        var healed = tools.missing(_ -> true);
        run(limits());

        assertThat(failure.error()).isEqualTo(
                new FsopsError.MissingTool("Show/a.cab", List.of("7z", "unar", "bsdtar")));
        assertThat(failure.error().describe()).contains("7z, unar, bsdtar", "install one, then retry");
        assertThat(missing)
                .containsExactly(new ExternalTools.Missing(List.of("7z", "unar", "bsdtar"), 1));
        assertThat(healed).isEmpty();
        assertThat(scene.published()).containsOnlyKeys("Show/note");
        Files.delete(programs.resolve("7z"));
        assertThat(tools.missing(_ -> true)).isEmpty();
    }

    @Test
    void forgetsADownloadThatIsTakenAway() throws IOException {
        scene.with("Show/a.cab", CabinetWriter.cabinet(FILES));
        failure(limits());

        var missing = tools.missing(infoHash -> !infoHash.equals(Scene.INFO_HASH));

        assertThat(missing).isEmpty();
        assertThat(tools.missing(_ -> true)).hasSize(1);
    }

    @Test
    void asksTheNextProgramWhereOneFails() throws IOException {
        script("7z", "printf rubbish > \"$out/rubbish\"; echo; echo 'no such method'; exit 2");
        script("bsdtar", "printf note > \"$7/note\"");
        scene.with("Show/a.cab", CabinetWriter.cabinet(FILES));

        run(limits());

        assertThat(scene.published()).isEqualTo(Map.of("Show/note", Scene.sha256(Scene.bytes("note"))));
    }

    @Test
    void tellsWhatTheFirstProgramSaid() throws IOException {
        script("7z", "echo first; echo 'no such method'; exit 2");
        script("bsdtar", "exit 3");
        scene.with("Show/a.cab", CabinetWriter.cabinet(FILES));

        assertThat(failure(limits()).error())
                .isEqualTo(new FsopsError.DamagedArchive("Show/a.cab", "7z says: no such method"));
        assertLeftNothing();
    }

    @Test
    void givesAProgramNothingToKnowAndNothingToReach() throws IOException {
        script(
                "7z",
                "env > \"$out/env\"; cat /proc/net/dev > \"$out/net\"; cat > \"$out/in\"; "
                        + "ulimit -v > \"$out/memory\"; ulimit -c > \"$out/core\"; pwd > \"$out/pwd\"");
        scene.with("Show/a.cab", CabinetWriter.cabinet(FILES));

        run(limits());

        var show = scene.library.resolve("Show");
        assertThat(Files.readAllLines(show.resolve("env")))
                .allMatch(line -> line.matches("(PATH|LC_ALL|HOME|TMPDIR|PWD|OLDPWD|SHLVL|_)=.*"));
        assertThat(show.resolve("in")).isEmptyFile();
        assertThat(show.resolve("memory")).hasContent("2097152");
        assertThat(show.resolve("core")).hasContent("0");
        assertThat(show.resolve("pwd")).content().startsWith(scene.workspace().resolve("staging").toString());
        assumeTrue(
                new ProcessBuilder("unshare", "-r", "-n", "true").start().onExit().join().exitValue() == 0,
                "unshare is not allowed here");
        assertThat(Files.readAllLines(show.resolve("net")).stream().filter(line -> line.contains(":")))
                .singleElement()
                .asString()
                .contains("lo:");
    }

    @Test
    void endsAProgramAndAllItHasStartedAtTheTimeLimit() throws IOException {
        script("7z", "sleep 271828 & sleep 271828");
        scene.with("Show/a.cab", CabinetWriter.cabinet(FILES));
        var pipeline = pipeline(limits(), ExternalToolUse.AUTO, Duration.ofSeconds(1));

        var failure = catchThrowableOfType(
                FsopsException.class,
                () -> pipeline.run(scene.download("Show"), Scene.SILENT));

        assertThat(failure.error())
                .isEqualTo(new FsopsError.LimitExceeded("Show/a.cab", "1 seconds for 7z to unpack it"));
        assertThat(sleeping("271828")).isFalse();
        assertLeftNothing();
    }

    @Test
    void endsAProgramWhenInterrupted() throws Exception {
        script("7z", "touch \"$out/started\"; sleep 314159 & sleep 314159");
        scene.with("Show/a.cab", CabinetWriter.cabinet(FILES));
        var failure = new AtomicReference<Throwable>();
        var worker = Thread.ofPlatform().start(() -> failure.set(failure(limits())));
        var started = scene.workspace().resolve("staging/extract/1.partial.tool/7z/started");
        while (!Files.exists(started)) {
            assertThat(worker.isAlive()).isTrue();
            Thread.onSpinWait();
        }

        worker.interrupt();
        worker.join();

        assertThat(((FsopsException) failure.get()).error()).isEqualTo(new FsopsError.Interrupted());
        assertThat(sleeping("314159")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "while :; do head -c 100000 /dev/zero >> \"$out/big\"; done | 100000 unpacked bytes",
            "head -c 100000000 /dev/zero > \"$out/big\" | 100000 unpacked bytes",
            "truncate -s 100001 \"$out/big\"; sleep 60 | 100000 unpacked bytes",
            "i=0; while :; do i=$((i+1)); : > \"$out/$i\"; done | 20 entries",
            "cd \"$out\"; while mkdir d; do cd d; done; sleep 60 | 20 entries"})
    void stopsAProgramThatWritesTooMuch(String commands, String limit) throws IOException {
        script("7z", commands);
        scene.with("Show/a.cab", CabinetWriter.cabinet(FILES));

        assertThat(failure(new ExtractionLimits(100_000, 20, 200, 1)).error())
                .isEqualTo(new FsopsError.LimitExceeded("Show/a.cab", limit));
        assertLeftNothing();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "ln -s /etc/passwd \"$out/x\" | is a link",
            "ln -s .. \"$out/x\" | is a link",
            "printf x > \"$out/a\"; ln \"$out/a\" \"$out/x\" | is a hard link",
            "mkfifo \"$out/x\" | is a special file",
            "printf x > \"$out/x\\y\" | backslash"})
    void takesNothingButFiles(String commands, String reason) throws IOException {
        script("7z", commands);
        scene.with("Show/a.cab", CabinetWriter.cabinet(FILES));

        var error = failure(limits()).error();

        assertThat(error).isInstanceOf(FsopsError.UnsafeArchive.class);
        assertThat(error.describe()).contains(reason);
        assertLeftNothing();
    }

    @Test
    void takesNoRightsOver() throws IOException {
        script(
                "7z",
                "mkdir \"$out/d\"; printf x > \"$out/d/x\"; chmod 6777 \"$out/d/x\"; chmod 0 \"$out/d\"");
        scene.with("Show/a.cab", CabinetWriter.cabinet(FILES)).with("Show/note", NOTE);

        run(limits());

        assertThat(
                PosixFilePermissions
                        .toString(Files.getPosixFilePermissions(scene.library.resolve("Show/d/x"))))
                .doesNotContain("x");
        assertThat(Files.getAttribute(scene.library.resolve("Show/d/x"), "unix:mode")).matches(
                mode -> ((Integer) mode & 07000) == 0,
                "neither setuid nor setgid");
        assertThat(scene.workspace().resolve("staging")).doesNotExist();
    }

    @Test
    void doesNotWaitForAProgramThatTalksWithoutEnd() throws IOException {
        script("7z", "head -c 30000000 /dev/zero; echo; echo 'the end'; exit 1");
        scene.with("Show/a.cab", CabinetWriter.cabinet(FILES));

        assertThat(failure(limits()).error())
                .isEqualTo(new FsopsError.DamagedArchive("Show/a.cab", "7z says: the end"));
    }

    private static ExtractionLimits limits() {
        return new ExtractionLimits(1 << 20, 100, 200, 1);
    }

    /// A script that knows its directory as `$out`, as 7z does.
    private void script(String name, String commands) throws IOException {
        var text = "#!/bin/sh\nfor a in \"$@\"; do case \"$a\" in -o*) out=\"${a#-o}\";; /*) archive=\"$a\";; esac; done\n"
                + commands + "\n";
        var file = Files.writeString(programs.resolve(name), text, StandardCharsets.UTF_8);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /// False if this machine does not have it.
    private boolean install(String program) throws IOException {
        for (var directory : List.of("/usr/bin", "/bin", "/usr/local/bin")) {
            var file = Path.of(directory, program);
            if (Files.isExecutable(file)) {
                Files.createSymbolicLink(programs.resolve(program), file);
                return true;
            }
        }
        return false;
    }

    private Pipeline pipeline(ExtractionLimits limits, ExternalToolUse use, Duration timeout) {
        var settings = scene.settings(limits).with(new ArchiveSettings(List.of(), use, timeout));
        return new Pipeline(settings, tools, new Disk());
    }

    private void run(ExtractionLimits limits) {
        pipeline(limits, ExternalToolUse.AUTO, Duration.ofSeconds(40))
                .run(scene.download("Show"), Scene.SILENT);
    }

    private FsopsException failure(ExtractionLimits limits) {
        return catchThrowableOfType(FsopsException.class, () -> run(limits));
    }

    private void assertLeftNothing() throws IOException {
        assertThat(scene.published()).isEmpty();
        assertThat(scene.workspace().resolve("staging")).doesNotExist();
    }

    private static boolean sleeping(String argument) {
        return ProcessHandle.allProcesses()
                .anyMatch(process -> process.info().commandLine().orElse("").endsWith("sleep " + argument));
    }
}
