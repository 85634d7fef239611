package dev.revaer.app;

import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What a service must show after a crash: all that it has acknowledged, and of what it had not, all or nothing.
final class CrashOracle {
    private final Map<String, Wish> acknowledged = new TreeMap<>();
    private @Nullable Pending pending;

    /// What is known to be wanted of a torrent.
    record Wish(
            boolean paused,
            Set<String> tags,
            int downloadBytesPerSecond,
            int uploadBytesPerSecond,
            double ratio) {
        static Wish of(JsonNode torrent) {
            return new Wish(
                    torrent.path("state").asString().equals("paused"),
                    new TreeSet<>(torrent.path("tags").valueStream().map(JsonNode::asString).toList()),
                    torrent.at("/limits/downloadBytesPerSecond").asInt(),
                    torrent.at("/limits/uploadBytesPerSecond").asInt(),
                    torrent.at("/seedGoals/ratio").asDouble());
        }

        Wish paused(boolean isPaused) {
            return new Wish(isPaused, tags, downloadBytesPerSecond, uploadBytesPerSecond, ratio);
        }
    }

    /// A command that is under way.
    ///
    /// @param after null if the torrent is to go
    private record Pending(String infoHash, @Nullable Wish after) {}

    Set<String> torrents() {
        return acknowledged.keySet();
    }

    Wish wish(String infoHash) {
        return Objects.requireNonNull(acknowledged.get(infoHash));
    }

    void begins(String infoHash, @Nullable Wish after) {
        pending = new Pending(infoHash, after);
    }

    /// What began was answered with success.
    void acknowledges() {
        var done = Objects.requireNonNull(pending);
        set(done.infoHash, done.after);
        pending = null;
    }

    /// Compares, and from then on believes what was seen of a command that was cut short.
    ///
    /// @return what differs; empty if nothing does
    String differences(Map<String, Wish> seen) {
        var open = pending;
        pending = null;
        if (open != null && Objects.equals(seen.get(open.infoHash), open.after)) {
            set(open.infoHash, open.after);
        }
        var all = new TreeSet<>(acknowledged.keySet());
        all.addAll(seen.keySet());
        return all.stream()
                .filter(hash -> !Objects.equals(acknowledged.get(hash), seen.get(hash)))
                .map(
                        hash -> hash + ": acknowledged " + acknowledged.get(hash) + ", in flight " + open
                                + ", seen " + seen.get(hash))
                .collect(Collectors.joining("\n"));
    }

    private void set(String infoHash, @Nullable Wish wish) {
        if (wish == null) {
            acknowledged.remove(infoHash);
        } else {
            acknowledged.put(infoHash, wish);
        }
    }
}
