package dev.revaer.fsops;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.revaer.fsops.external.ExternalTools;
import dev.revaer.fsops.seeding.NewPlace;
import dev.revaer.fsops.seeding.Seeding;
import dev.revaer.fsops.workspace.Disk;

/// A torrent that seeds from wherever it was last told, which outlives a crash.
final class Seeder implements Seeding {
    private final Scene scene;
    private final String name;
    private final boolean isWhole;
    private final Map<String, String> digests = new TreeMap<>();
    private final List<Path> others = new ArrayList<>();
    private Path downloadDir;
    /// By the names that the files had at first.
    private Map<String, String> names = new TreeMap<>();
    private String trouble = "";
    private Runnable whenTold = () -> {};

    Seeder(Scene scene, String name) throws IOException {
        this(scene, name, true);
    }

    Seeder(Scene scene, String name, boolean isWhole) throws IOException {
        this.scene = scene;
        this.name = name;
        this.isWhole = isWhole;
        this.downloadDir = scene.downloads;
        for (var file : scene.download(name).files()) {
            names.put(file.path(), file.path());
            digests.put(file.path(), Scene.sha256(Files.readAllBytes(scene.downloads.resolve(file.path()))));
        }
    }

    Path downloadDir() {
        return downloadDir;
    }

    Seeder beside(Path content) {
        others.add(content);
        return this;
    }

    Seeder refusing(String reason) {
        trouble = reason;
        return this;
    }

    /// Does something before and after it is told where to go.
    Seeder whenTold(Runnable work) {
        whenTold = work;
        return this;
    }

    PublishedDownload run(FsopsSettings settings, Disk disk) {
        return new Pipeline(settings, new ExternalTools(List.of()), this, disk).run(download(), Scene.SILENT);
    }

    PublishedDownload run(FsopsSettings settings) {
        return run(settings, new Disk());
    }

    FinishedDownload download() {
        var files = scene.download(name)
                .files()
                .stream()
                .map(file -> new DownloadedFile(names.getOrDefault(file.path(), ""), file.sizeBytes()))
                .toList();
        return new FinishedDownload(Scene.INFO_HASH, name, downloadDir, files, null, null, isWhole);
    }

    /// Whether all of it is where it is thought to be.
    boolean canSeed() throws IOException {
        for (var file : names.entrySet()) {
            var there = downloadDir.resolve(file.getValue());
            if (!Files.isRegularFile(there)
                    || !Scene.sha256(Files.readAllBytes(there)).equals(digests.get(file.getKey()))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public List<Path> contentOfOthers(String infoHash) {
        return others;
    }

    @Override
    public void goOnFrom(NewPlace place) throws IOException {
        whenTold.run();
        if (!trouble.isEmpty()) {
            throw new IOException(trouble);
        }
        if (!downloadDir.equals(place.downloadDir())) {
            names.replaceAll((_, now) -> place.names().getOrDefault(now, "unknown"));
            downloadDir = place.downloadDir();
        }
        whenTold.run();
    }
}
