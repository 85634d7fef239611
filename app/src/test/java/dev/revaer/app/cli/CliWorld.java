package dev.revaer.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

import dev.revaer.app.Patience;
import dev.revaer.app.ServiceClient;
import dev.revaer.app.ServiceFixture;
import dev.revaer.engine.MetainfoReader;

import static dev.revaer.app.database.schema.Tables.FSOPS_DELIVERY;
import static org.assertj.core.api.Assertions.assertThat;

/// What the examples of the command line speak of: torrents whose content lies in the service's directory, their
/// `.torrent` files where the commands run, and a name in the library that is taken.
final class CliWorld {
    private final ServiceFixture service;
    private final Path work;

    CliWorld(ServiceFixture service, Path work) {
        this.service = service;
        this.work = work;
    }

    void lay() throws IOException {
        Files.createDirectories(work.resolve("iso"));
        Files.createDirectories(work.resolve("saved"));
        Files.write(work.resolve("debian.torrent"), metainfo("debian-13", "debian.iso", "notes.txt"));
        Files.write(work.resolve("ubuntu.torrent"), metainfo("ubuntu", "ubuntu.iso", "notes.txt"));
        Files.write(work.resolve("iso/arch.torrent"), metainfo("arch", "arch.iso"));
        Files.write(work.resolve("iso/alpine.torrent"), metainfo("alpine", "alpine.iso"));
        content("show", "episode.mkv");
        Files.writeString(service.options().libraryDir().resolve("ubuntu"), "taken");
        Files.writeString(
                work.resolve("links.txt"),
                "magnet:?xt=urn:btih:%s&dn=Show.S01E01%nmagnet:?xt=urn:btih:%s&dn=Show.S01E02%n"
                        .formatted("ab".repeat(20), "cd".repeat(20)));
        service.sql()
                .insertInto(FSOPS_DELIVERY)
                .set(FSOPS_DELIVERY.HOOK, "webhook")
                .set(FSOPS_DELIVERY.INFO_HASH, "a".repeat(40))
                .set(FSOPS_DELIVERY.BODY, "{\"state\": \"completed\"}")
                .set(FSOPS_DELIVERY.STATE, "dead")
                .set(FSOPS_DELIVERY.CREATED_AT, Instant.now())
                .set(FSOPS_DELIVERY.NEXT_TRY_AT, Instant.now())
                .set(FSOPS_DELIVERY.ENDED_AT, Instant.now())
                .execute();
    }

    /// Frees the name in the library.
    boolean free() throws IOException {
        return Files.deleteIfExists(service.options().libraryDir().resolve("ubuntu"));
    }

    /// Waits until post-processing of the torrent of this name has failed.
    boolean awaitFailure(String name) throws Exception {
        awaitJob(name, "failed");
        return true;
    }

    /// A torrent that is completed while post-processing is paused.
    boolean completeWhilePaused(String name) throws Exception {
        try (var client = ServiceClient.of(service.options().url(), service.options().cliFile())) {
            var answer = client.send("PATCH", "/v1/config", "{\"fsops\": {\"paused\": true}}");
            assertThat(answer.status()).isEqualTo(200);
        }
        service.add(metainfo(name, name + ".iso"));
        awaitJob(name, "queued");
        return true;
    }

    /// What qBittorrent and Transmission would keep of torrents whose metadata has not come, in their usual places and in
    /// others, where they call the directory of downloads otherwise.
    Object layOldClients() throws IOException {
        var downloads = service.options().downloadDir().toString();
        fastresume("data/qBittorrent", "kali linux", downloads);
        fastresume("qBittorrent", "plain", "/downloads");
        resume("../config/transmission-daemon", "mint", downloads);
        resume("transmission", "lmde", "/downloads/complete");
        resume("transmission-elsewhere", "nowhere", "/elsewhere");
        return work;
    }

    private void fastresume(String directory, String name, String downloads) throws IOException {
        var backup = Files.createDirectories(work.resolve(directory).resolve("BT_backup"));
        Files.writeString(
                backup.resolve(name + ".fastresume"),
                "d9:info-hash" + text(hash(name)) + "8:qBt-name" + text(name) + "9:save_path"
                        + text(downloads) + "e");
    }

    private void resume(String directory, String name, String downloads) throws IOException {
        var home = work.resolve(directory).normalize();
        Files.createDirectories(home.resolve("torrents"));
        Files.createDirectories(home.resolve("resume"));
        Files.writeString(
                home.resolve("torrents").resolve(name + ".torrent"),
                "d11:magnet-infod12:display-name" + text(name) + "9:info_hash" + text(hash(name)) + "ee");
        Files.writeString(
                home.resolve("resume").resolve(name + ".resume"),
                "d11:destination" + text(downloads) + "e");
    }

    /// Bencoded.
    private static String text(String ascii) {
        return ascii.length() + ":" + ascii;
    }

    /// Twenty bytes that differ by the name.
    private static String hash(String name) {
        return (name + "x".repeat(20)).substring(0, 20);
    }

    private void awaitJob(String name, String state) throws Exception {
        try (var client = ServiceClient.of(service.options().url(), service.options().cliFile())) {
            Patience.until(
                    name + " " + state,
                    () -> client.get("/v1/torrents?name=" + name)
                            .at("/items/0/fsops/state")
                            .asString("")
                            .equals(state));
        }
    }

    private byte[] metainfo(String folder, String... files) throws IOException {
        return service.bean(MetainfoReader.class).create(content(folder, files));
    }

    private Path content(String folder, String... files) throws IOException {
        var path = Files.createDirectories(service.options().downloadDir().resolve(folder));
        for (var file : files) {
            Files.writeString(path.resolve(file), (folder + " " + file).repeat(5000));
        }
        return path;
    }
}
