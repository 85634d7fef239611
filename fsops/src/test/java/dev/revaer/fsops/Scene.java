package dev.revaer.fsops;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

import dev.revaer.fsops.workspace.Disk;

/// A download directory and a library below a test's directory.
final class Scene {
    static final String INFO_HASH = "0123456789abcdef0123456789abcdef01234567";
    static final PipelineListener SILENT = new PipelineListener() {
        @Override
        public void stageStarted(Stage stage) {}

        @Override
        public void progress(Stage stage, long bytesDone, long bytesTotal) {}
    };

    final Path downloads;
    final Path library;
    private final List<DownloadedFile> files = new ArrayList<>();

    Scene(Path root) throws IOException {
        Files.createDirectories(root);
        downloads = Files.createDirectories(root.toRealPath().resolve("downloads"));
        library = Files.createDirectories(root.toRealPath().resolve("library"));
    }

    /// One whose download another process has made.
    static Scene existing(Path root) throws IOException {
        var scene = new Scene(root);
        try (var found = Files.walk(scene.downloads)) {
            for (var file : (Iterable<Path>) found.filter(Files::isRegularFile)::iterator) {
                scene.withNamed(scene.downloads.relativize(file).toString(), Files.size(file));
            }
        }
        return scene;
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] random(int count, long seed) {
        var bytes = new byte[count];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    /// Adds a file of the torrent.
    Scene with(String path, byte[] content) throws IOException {
        var file = downloads.resolve(path);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
        files.add(new DownloadedFile(path, content.length));
        return this;
    }

    Scene withNamed(String path, long sizeBytes) {
        files.add(new DownloadedFile(path, sizeBytes));
        return this;
    }

    FinishedDownload download(String name) {
        return new FinishedDownload(INFO_HASH, name, downloads, files);
    }

    FsopsSettings settings() {
        return FsopsSettings.defaults(library, downloads);
    }

    FsopsSettings settings(ExtractionLimits limits) {
        return new FsopsSettings(
                library,
                List.of(library, downloads),
                TransferMode.HARDLINK,
                ExistingName.FAIL,
                limits);
    }

    PublishedDownload run(String name) {
        return new Pipeline(settings()).run(download(name), SILENT);
    }

    PublishedDownload run(String name, FsopsSettings settings) {
        return new Pipeline(settings).run(download(name), SILENT);
    }

    PublishedDownload run(String name, FsopsSettings settings, Disk disk) {
        return new Pipeline(settings, disk).run(download(name), SILENT);
    }

    Path workspace() {
        return library.resolve(".revaer").resolve(INFO_HASH);
    }

    /// What a user sees in the library: path to SHA-256.
    Map<String, String> published() throws IOException {
        return tree(library, ".revaer");
    }

    static Map<String, String> tree(Path root, String hidden) throws IOException {
        var tree = new TreeMap<String, String>();
        try (var found = Files.walk(root)) {
            for (var file : (Iterable<Path>) found::iterator) {
                var path = root.relativize(file).toString();
                if (path.isEmpty() || path.equals(hidden) || path.startsWith(hidden + "/")) {
                    continue;
                }
                if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                    tree.put(path, sha256(Files.readAllBytes(file)));
                } else if (!Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
                    tree.put(path, "not a regular file");
                }
            }
        }
        return tree;
    }

    /// Throws a checked exception where none is declared, as the file system would.
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // the cast is what hides the exception
    static <E extends Throwable> void throwing(IOException e) throws E {
        throw (E) e;
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
