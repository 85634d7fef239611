package dev.revaer.api.torrent.list;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/// The orders that clients are on their way through, as many as there is room for: each caller's own and all together
/// are bounded, and what was not read for some minutes is forgotten. What goes first is what nobody has read beyond its
/// first page. Safe for any thread.
final class Walks {
    static final Duration LIFE = Duration.ofMinutes(5);
    static final int MOST_OF_CALLER = 16;
    static final int MOST = 200;
    /// In all walks together: 4 bytes each, or 30 before the second page.
    static final int MOST_TORRENTS = 1_000_000;

    private static final int ID_BYTES = 12;

    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Kept> kept = new LinkedHashMap<>();

    /// @param readAt when a page of it was last read
    /// @param isBegun whether that was not the first
    private record Kept(String id, Walk walk, String caller, Instant readAt, boolean isBegun) {}

    Walks(InstantSource clock) {
        this.clock = clock;
    }

    /// Keeps a walk for some minutes.
    ///
    /// @return what it is found by
    synchronized String keep(Walk walk, String caller) {
        forgetOld();
        makeRoom(walk.size(), caller);
        var bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        var id = HexFormat.of().formatHex(bytes);
        kept.put(id, new Kept(id, walk, caller, clock.instant(), false));
        return id;
    }

    /// The walk, which is now begun; null if it is forgotten.
    synchronized @Nullable Walk goOn(String id) {
        forgetOld();
        var found = kept.computeIfPresent(
                id,
                (_, known) -> new Kept(id, known.walk(), known.caller(), clock.instant(), true));
        return found == null ? null : found.walk();
    }

    /// Whether it can be gone on with. Keeps it no longer.
    synchronized boolean has(String id) {
        forgetOld();
        return kept.containsKey(id);
    }

    private void forgetOld() {
        var oldest = clock.instant().minus(LIFE);
        kept.values().removeIf(known -> known.readAt().isBefore(oldest));
    }

    private void makeRoom(int torrents, String caller) {
        var own = kept.values().stream().filter(known -> known.caller().equals(caller)).toList();
        if (own.size() >= MOST_OF_CALLER) {
            forgetOneOf(own);
        }
        while (!kept.isEmpty() && (kept.size() >= MOST || torrents() + torrents > MOST_TORRENTS)) {
            forgetOneOf(ofBusiest());
        }
    }

    private long torrents() {
        return kept.values().stream().mapToLong(known -> known.walk().size()).sum();
    }

    /// The walks of the caller that has most.
    private List<Kept> ofBusiest() {
        return kept.values()
                .stream()
                .collect(Collectors.groupingBy(Kept::caller))
                .values()
                .stream()
                .max(Comparator.comparingInt(List::size))
                .orElseGet(ArrayList::new);
    }

    private void forgetOneOf(Collection<Kept> some) {
        some.stream()
                .min(Comparator.comparing(Kept::isBegun).thenComparing(Kept::readAt))
                .ifPresent(known -> kept.remove(known.id()));
    }
}
