package dev.revaer.cli.takeover.archive;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import dev.revaer.cli.takeover.torrent.ForeignTorrent;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// Writes one, entry by entry; `docs/backup.md` has the format.
public final class TorrentArchive {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final ZipOutputStream zip;
    private final String categoriesSha256;
    private final MessageDigest digest = sha256();
    private int torrents;

    /// Begins one.
    ///
    /// @param madeBy the program
    public TorrentArchive(OutputStream out, String madeBy, Collection<String> categories) throws IOException {
        this.zip = new ZipOutputStream(out);
        entry(
                "backup.json",
                bytes(
                        JSON.objectNode()
                                .put("format", "revaer-backup")
                                .put("version", 1)
                                .put("madeAt", Instant.now().toString())
                                .put("madeBy", madeBy)));
        var lines = new StringBuilder();
        categories.forEach(name -> lines.append(category(name)).append('\n'));
        var part = lines.toString().getBytes(StandardCharsets.UTF_8);
        entry("categories.jsonl", part);
        this.categoriesSha256 = hex(part);
    }

    /// Adds a torrent.
    public void add(Placed placed) throws IOException {
        var torrent = placed.torrent();
        var document = bytes(TorrentDocument.of(placed));
        digest.update(document);
        torrents++;
        var name = "torrents/" + torrent.identity().infoHash();
        entry(name + ".json", document);
        var metainfo = torrent.content().metainfo();
        if (metainfo != null) {
            entry(name + ".torrent", metainfo);
        }
        var resumeData = torrent.content().resumeData();
        if (resumeData != null) {
            entry(name + ".resume", resumeData);
        }
    }

    /// Ends it.
    public void finish() throws IOException {
        var manifest = JSON.objectNode();
        manifest.putObject("parts").put("categories.jsonl", categoriesSha256);
        manifest.put("torrents", torrents).put("torrentsSha256", HexFormat.of().formatHex(digest.digest()));
        entry("manifest.json", bytes(manifest));
        zip.finish();
        zip.flush();
    }

    /// A torrent with its place on the service's machine.
    ///
    /// @param finalDir where its files are to lie once they are complete; null for the same
    /// @param isPaused whether it is to wait
    /// @param job how its post-processing stands, `queued` or `cancelled`, and why; null for one that is not complete
    public record Placed(
            ForeignTorrent torrent,
            String downloadDir,
            @Nullable String finalDir,
            boolean isPaused,
            @Nullable Job job) {}

    /// How the post-processing of a finished download stands.
    public record Job(String state, @Nullable String detail) {}

    private static JsonNode category(String name) {
        var category = JSON.objectNode().put("name", name).putNull("downloadDir");
        category.putObject("limits").put("downloadBytesPerSecond", 0).put("uploadBytesPerSecond", 0);
        category.putObject("seedGoals").putNull("ratio").putNull("seedTime").putNull("action");
        return category.putNull("fsopsProfile");
    }

    private void entry(String name, byte[] content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content);
        zip.closeEntry();
    }

    private static byte[] bytes(JsonNode json) {
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(sha256().digest(bytes));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
