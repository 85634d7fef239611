package dev.revaer.app.setting;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import dev.revaer.app.ServiceClient;
import dev.revaer.app.ServiceFixture;
import dev.revaer.app.database.DatabaseFixture;
import dev.revaer.engine.InfoHash;
import dev.revaer.engine.MetainfoReader;
import dev.revaer.engine.event.EventType;

import static org.assertj.core.api.Assertions.assertThat;

/// A service whose settings are changed over HTTP, and to which small torrents are given whose content is there.
final class ServedSettings implements AutoCloseable {
    private final Path directory;
    private final ServiceFixture service;
    private final ServiceClient client;

    private ServedSettings(Path directory) throws IOException {
        this.directory = directory;
        this.service = ServiceFixture.start(directory, DatabaseFixture.freshDatabase());
        this.client = ServiceClient.of(service.options().url(), service.options().cliFile());
    }

    static ServedSettings start(Path directory) throws IOException {
        return new ServedSettings(directory.toRealPath());
    }

    Path directory() {
        return directory;
    }

    ServiceFixture service() {
        return service;
    }

    ServiceClient client() {
        return client;
    }

    /// Sets what a merge patch says.
    void set(String patch) throws Exception {
        var patched = client.patch("/v1/config", patch);
        assertThat(patched.status()).as(patched.json().toString()).isEqualTo(200);
    }

    /// Takes everything back to its default.
    void takeBack() throws Exception {
        set("{\"app\": null, \"engine\": null, \"fsops\": null, \"limits\": null}");
    }

    InfoHash add(byte[] metainfo) {
        return service.add(metainfo);
    }

    /// A directory that is there.
    InfoHash add(String name) {
        return add(service.bean(MetainfoReader.class).create(service.options().downloadDir().resolve(name)));
    }

    InfoHash add(String name, String content) throws IOException {
        return add(name, content.getBytes(StandardCharsets.UTF_8));
    }

    InfoHash add(String name, byte[] content) throws IOException {
        var file = Files.write(service.options().downloadDir().resolve(name), content);
        return add(service.bean(MetainfoReader.class).create(file));
    }

    /// Where a torrent comes into the library.
    Path published(InfoHash infoHash) throws Exception {
        var completed = service.eventsUntil(infoHash, EventType.FSOPS_COMPLETED).getLast();
        return Path.of(completed.at("/data/libraryPath").asString());
    }

    @Override
    public void close() {
        client.close();
        service.close();
    }
}
