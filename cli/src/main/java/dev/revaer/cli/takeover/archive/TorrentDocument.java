package dev.revaer.cli.takeover.archive;

import java.time.Duration;
import java.time.Instant;
import java.util.TreeMap;

import dev.revaer.cli.takeover.archive.TorrentArchive.Job;
import dev.revaer.cli.takeover.archive.TorrentArchive.Placed;
import dev.revaer.cli.takeover.torrent.ForeignTorrent;
import dev.revaer.cli.takeover.torrent.ForeignTorrent.Wishes;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// A torrent as it stands in a backup.
final class TorrentDocument {
    private static final long MOST_SECONDS = Duration.ofDays(365_000).toSeconds();
    private static final long SECOND = 1000;

    private TorrentDocument() {}

    static ObjectNode of(Placed placed) {
        var torrent = placed.torrent();
        var history = torrent.history();
        var json = JsonNodeFactory.instance.objectNode()
                .put("infoHash", torrent.identity().infoHash())
                .put("infoHashV1", torrent.identity().v1())
                .put("infoHashV2", torrent.identity().v2())
                .put("name", torrent.identity().name())
                .put("magnet", torrent.identity().magnet())
                .put("metainfoSha256", sha256(torrent.content().metainfo()))
                .put("resumeSha256", sha256(torrent.content().resumeData()))
                .put("downloadDir", placed.downloadDir())
                .put("finalDir", placed.finalDir())
                .put("paused", placed.isPaused())
                .put("goalMet", false)
                .put("letOff", false)
                .put("addedAt", history.addedAt().toString())
                .put("completedAt", text(history.completedAt()));
        json.set("options", options(torrent.wishes()));
        json.put("uploadedBytes", history.uploadedBytes())
                .put("receivedBytes", history.downloadedBytes())
                .put("activeMillis", millis(history.activeSeconds()))
                .put("seedingMillis", millis(history.seedingSeconds()));
        var job = placed.job();
        return job == null ? json.putNull("job") : json.set("job", job(job, torrent));
    }

    private static ObjectNode options(Wishes wishes) {
        var json = JsonNodeFactory.instance.objectNode().put("category", wishes.category());
        var tags = json.putArray("tags");
        wishes.tags().forEach(tags::add);
        var selection = json.putObject("selection");
        selection.putArray("include");
        selection.putArray("exclude");
        selection.put("skipFluff", false);
        var priorities = selection.putObject("priorities");
        new TreeMap<>(wishes.priorities())
                .forEach((index, priority) -> priorities.put(index.toString(), priority.label()));
        json.putObject("limits")
                .put("downloadBytesPerSecond", wishes.limits().download())
                .put("uploadBytesPerSecond", wishes.limits().upload())
                .put("connections", 0)
                .put("uploadSlots", 0);
        var seconds = wishes.goals().seedSeconds();
        json.putObject("seedGoals")
                .put("ratio", wishes.goals().ratio())
                .put("seedTime", seconds == null ? null : Duration.ofSeconds(seconds).toString())
                .put("action", wishes.goals().action());
        var modes = json.putArray("modes");
        wishes.modes().forEach(modes::add);
        json.putObject("sources").putNull("trackers").putNull("webSeeds");
        var names = json.putObject("renamedFiles");
        new TreeMap<>(wishes.renamedFiles()).forEach((index, name) -> names.put(index.toString(), name));
        return json;
    }

    private static ObjectNode job(Job job, ForeignTorrent torrent) {
        return JsonNodeFactory.instance.objectNode()
                .put("state", job.state())
                .putNull("stage")
                .put("detail", job.detail())
                .putNull("libraryPath")
                .putNull("libraryDir")
                .put("attempts", 0)
                .put("queuedAt", text(torrent.history().completedAt()))
                .putNull("startedAt")
                .putNull("endedAt");
    }

    private static @Nullable String sha256(byte @Nullable [] bytes) {
        return bytes == null ? null : TorrentArchive.hex(bytes);
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }

    private static long millis(long seconds) {
        return Math.min(seconds, MOST_SECONDS) * SECOND;
    }
}
