package dev.revaer.app;

import java.util.List;
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
    ///
    /// @param priorities of its files, by index
    record Wish(
            boolean paused,
            String category,
            Set<String> tags,
            int downloadBytesPerSecond,
            int uploadBytesPerSecond,
            double ratio,
            List<String> priorities) {
        /// @param files empty while they are not known
        static Wish of(JsonNode torrent, List<JsonNode> files) {
            return new Wish(
                    torrent.path("state").asString().equals("paused"),
                    torrent.path("category").asString(""),
                    new TreeSet<>(torrent.path("tags").valueStream().map(JsonNode::asString).toList()),
                    torrent.at("/limits/downloadBytesPerSecond").asInt(),
                    torrent.at("/limits/uploadBytesPerSecond").asInt(),
                    torrent.at("/seedGoals/ratio").asDouble(),
                    files.stream().map(file -> file.path("priority").asString()).toList());
        }

        Wish paused(boolean isPaused) {
            return new Wish(
                    isPaused,
                    category,
                    tags,
                    downloadBytesPerSecond,
                    uploadBytesPerSecond,
                    ratio,
                    priorities);
        }

        /// As far as it can be seen.
        Wish as(@Nullable Wish seen) {
            return seen == null || !seen.priorities.isEmpty()
                    ? this
                    : new Wish(
                            paused,
                            category,
                            tags,
                            downloadBytesPerSecond,
                            uploadBytesPerSecond,
                            ratio,
                            List.of());
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
        if (open != null && isSame(open.after, seen.get(open.infoHash))) {
            set(open.infoHash, open.after);
        }
        var all = new TreeSet<>(acknowledged.keySet());
        all.addAll(seen.keySet());
        return all.stream()
                .filter(hash -> !isSame(acknowledged.get(hash), seen.get(hash)))
                .map(
                        hash -> hash + ": acknowledged " + acknowledged.get(hash) + ", in flight " + open
                                + ", seen " + seen.get(hash))
                .collect(Collectors.joining("\n"));
    }

    private static boolean isSame(@Nullable Wish wanted, @Nullable Wish seen) {
        return wanted == null ? seen == null : wanted.as(seen).equals(seen);
    }

    private void set(String infoHash, @Nullable Wish wish) {
        if (wish == null) {
            acknowledged.remove(infoHash);
        } else {
            acknowledged.put(infoHash, wish);
        }
    }
}
