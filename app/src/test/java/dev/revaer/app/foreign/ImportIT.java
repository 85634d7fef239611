package dev.revaer.app.foreign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

import dev.revaer.app.Patience;
import dev.revaer.app.SeedingPeer;
import dev.revaer.app.ServiceClient;
import dev.revaer.app.ServiceFixture;
import dev.revaer.app.cli.CliProgram;
import dev.revaer.app.database.DatabaseFixture;
import dev.revaer.app.foreign.OldClient.Known;
import dev.revaer.engine.MetainfoReader;
import dev.revaer.engine.create.MetainfoFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/// What other people's clients have really written, taken over by the packaged command line: progress is there without a
/// check, and nothing is downloaded again.
@Tag("foreign-peers")
@Timeout(120)
class ImportIT {
    private static final double FIRST_FILE = (double) (2 << 20) / Payload.SIZE;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path temp;
    private Path directory;
    private Path old;
    private ServiceFixture service;
    private ServiceClient client;
    private CliProgram program;
    /// Downloaded from a seed, half there, and paused.
    private PayloadTorrent fetched;
    private PayloadTorrent partial;
    private PayloadTorrent paused;

    @BeforeEach
    void start() throws Exception {
        ForeignProgram.tellWhatIsMissing();
        directory = temp.toRealPath();
        old = directory.resolve("elsewhere");
        service = ServiceFixture.start(directory, DatabaseFixture.freshDatabase());
        client = ServiceClient.of(service.options().url(), service.options().cliFile());
        program = new CliProgram(
                Files.createDirectory(directory.resolve("work")),
                directory.resolve("config"));
        var maker = service.bean(MetainfoReader.class);
        fetched = PayloadTorrent.of(Payload.make(directory.resolve("seed")), MetainfoFormat.V1, maker);
        partial = PayloadTorrent.of(Payload.make(directory.resolve("partial")), MetainfoFormat.V1, maker);
        paused = PayloadTorrent.of(Payload.make(directory.resolve("paused")), MetainfoFormat.V1, maker);
    }

    @AfterEach
    void stop() {
        client.close();
        service.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Legacy", "SQLite"})
    void takesOverFromQBittorrent(String storage) throws Exception {
        ForeignProgram.QBITTORRENT.require();
        partial = partial.as(MetainfoFormat.V2);
        paused = paused.as(MetainfoFormat.HYBRID);
        old = service.options().downloadDir().resolve("old");
        var home = directory.resolve("home");
        var share = shareOfFetched(home);
        Known known;
        try (var running = OldClient.qbittorrent(share, storage)) {
            known = use(running, share);
            assertThat(program.run("revaer import qbittorrent " + home + " --yes").err())
                    .contains("qBittorrent runs: it holds ");
        }

        finish(old.resolve("kept"), ".!qB");
        takesOver("revaer import qbittorrent " + home + " --force", known);

        assertThat(get(fetched, "/category").asString()).isEqualTo("films");
    }

    @Test
    void takesOverFromTransmission() throws Exception {
        ForeignProgram.TRANSMISSION.require();
        var home = directory.resolve("home");
        var share = shareOfFetched(home);
        Known known;
        try (var running = OldClient.transmission(share)) {
            known = use(running, share);
        }
        var inside = service.options().downloadDir().resolve("old");
        finish(old.resolve("kept"), ".part");
        Files.move(old, inside);
        var mapped = "--map-path " + old + "=" + inside;
        var wrong = program
                .run("revaer import transmission " + home + " --dry-run --force " + mapped + "/nowhere");
        assertThat(wrong.exitCode()).isEqualTo(6);
        assertThat(wrong.out()).contains("0 would be added", "3 refused");

        takesOver("revaer import transmission " + home + " --force " + mapped, known);

        assertThat(get(paused, "/downloadDir").asString()).isEqualTo(inside.resolve("kept").toString());
    }

    private Share shareOfFetched(Path home) throws IOException {
        return OldClient
                .share(home, fetched.writeTo(directory.resolve("fetched.torrent")), old.resolve("fetched"));
    }

    /// @return how it knew the torrent that was fetched
    private Known use(OldClient running, Share share) throws Exception {
        var kept = old.resolve("kept");
        Files.createDirectories(kept.resolve(partial.payload().name()));
        var first = partial.payload().files().getFirst();
        Files.copy(first, kept.resolve(partial.payload().name()).resolve(first.getFileName()));
        paused.payload().copyTo(kept);
        running.add(partial.metainfo(), kept);
        running.add(paused.metainfo(), kept);
        running.awaitComplete(running.id(paused.infoHashes()));
        running.awaitChecked(running.id(partial.infoHashes()));
        running.pause(running.id(paused.infoHashes()));
        try (var seed = SeedingPeer.of(
                fetched.payload().folder(),
                fetched.metainfo(),
                directory.resolve("native"),
                0)) {
            seed.call(share.port());
            running.awaitComplete(running.id(fetched.infoHashes()));
        }
        // it counts once a second, and writes its counters down with the next change
        Patience.until(
                "counted",
                () -> running.known(running.id(fetched.infoHashes())).downloadedBytes() >= Payload.SIZE);
        running.label(running.id(fetched.infoHashes()), "films");
        return running.known(running.id(fetched.infoHashes()));
    }

    /// Puts the rest of what is not complete where the client would have it: a check would find it.
    private void finish(Path directory, String suffix) throws IOException {
        var second = partial.payload().files().getLast();
        var folder = directory.resolve(partial.payload().name());
        Files.copy(second, folder.resolve(second.getFileName() + suffix));
    }

    private void takesOver(String command, Known known) throws Exception {
        var preview = program.run(command + " --dry-run");
        assertThat(preview.out()).as(preview.err())
                .contains("3 would be added, 0 here already, 0 refused, 0 unreadable");
        assertThat(client.get("/v1/torrents").at("/items")).isEmpty();

        var done = program.run(command + " --yes");
        assertThat(done.exitCode()).as(done.out() + done.err()).isZero();

        Patience.until("seeding", () -> get(fetched, "/state").asString("").equals("seeding"));
        Patience.until(
                "running",
                () -> List.of("downloading", "stalled").contains(get(partial, "/state").asString("")));
        assertThat(get(fetched, "/progress").asDouble()).isEqualTo(1);
        assertThat(get(partial, "/progress").asDouble()).isCloseTo(FIRST_FILE, within(1e-6));
        assertThat(get(paused, "/progress").asDouble()).isEqualTo(1);
        assertThat(Path.of(get(partial, "/contentPath").asString()).resolve("second.bin"))
                .as("its name without the suffix")
                .isRegularFile();
        assertThat(get(paused, "/state").asString()).isEqualTo("paused");
        for (var torrent : List.of(fetched, partial, paused)) {
            assertThat(client.get("/v1/torrents/" + hash(torrent) + "/events").at("/items").toString())
                    .as("what was told of it")
                    .doesNotContain("failure", "selection_reconciled", "\"to\":\"checking\"");
        }
        assertThat(get(fetched, "/receivedBytes").asLong()).isEqualTo(known.downloadedBytes())
                .isGreaterThanOrEqualTo(Payload.SIZE);
        assertThat(get(partial, "/receivedBytes").asLong()).isZero();
        assertThat(Instant.parse(get(fetched, "/addedAt").asString()).getEpochSecond())
                .isEqualTo(known.addedSeconds());
        assertThat(get(fetched, "/tags/0").asString()).isEqualTo("films");
        assertThat(get(fetched, "/seedGoals/ratio").asDouble()).isEqualTo(2.5);
        assertThat(get(fetched, "/completedAt").isNull()).isFalse();
        assertThat(get(fetched, "/fsops/state").asString()).isEqualTo("cancelled");
        assertChangesNothing(command);
        assertGoesOn();
    }

    private void assertChangesNothing(String command) throws Exception {
        var before = service.sql().fetchSingle("select max(id) from event").get(0, long.class);
        var again = program.run(command + " --yes");

        assertThat(again.exitCode()).as(again.out()).isZero();
        assertThat(again.out()).contains("0 added, 3 here already, 0 refused");
        assertThat(service.sql().fetchSingle("select max(id) from event").get(0, long.class))
                .isEqualTo(before);
    }

    /// What was not there comes from a seed, and no more than that.
    private void assertGoesOn() throws Exception {
        try (var seed = SeedingPeer.of(
                partial.payload().folder(),
                partial.metainfo(),
                directory.resolve("native"),
                0)) {
            client.post(
                    "/v1/torrents/" + hash(partial) + "/peers",
                    "{\"address\": \"127.0.0.1:" + seed.port() + "\"}");
            Patience.until("complete", () -> get(partial, "/progress").asDouble() == 1);
        }
        assertThat(get(partial, "/receivedBytes").asLong()).isLessThan(Payload.SIZE - (1 << 20));
    }

    private JsonNode get(PayloadTorrent torrent, String pointer) throws Exception {
        return client.get("/v1/torrents/" + hash(torrent)).at(pointer);
    }

    private static String hash(PayloadTorrent torrent) {
        return torrent.infoHash().hex();
    }
}
