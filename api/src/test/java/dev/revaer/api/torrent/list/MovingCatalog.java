package dev.revaer.api.torrent.list;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.UnaryOperator;

import dev.revaer.api.torrent.TorrentCatalog;
import dev.revaer.engine.InfoHash;
import dev.revaer.engine.InfoHashes;
import dev.revaer.engine.Torrent;
import dev.revaer.engine.TorrentCommand;
import dev.revaer.engine.TorrentOptions;
import dev.revaer.engine.TorrentState;
import dev.revaer.engine.Transfer;
import dev.revaer.engine.seeding.Counters;
import org.jspecify.annotations.Nullable;

/// Torrents that change while they are listed, in a map that is read while it is written to, as the engine's are.
final class MovingCatalog implements TorrentCatalog {
    static final String STAYING = "staying";

    private static final Instant FIRST_ADDED = Instant.parse("2026-01-01T00:00:00Z");
    private static final int NAMES = 50;

    private final Map<InfoHash, Torrent> torrents = new ConcurrentHashMap<>();
    /// The same; what the order goes by never changes.
    private final Map<Torrent, InfoHash> inOrder = new ConcurrentSkipListMap<>(Torrent.BY_ADDED);

    void put(int number, boolean isStaying, Random random) {
        var hash = hash(number);
        var addedAt = FIRST_ADDED.plusMillis(random.nextInt(NAMES));
        var tags = isStaying ? Set.of(STAYING) : Set.<String>of();
        var torrent = torrent(hash, addedAt, TorrentOptions.NONE.labelled(null, tags), random);
        drop(number);
        torrents.put(hash, torrent);
        inOrder.put(torrent, hash);
    }

    void change(int number, Random random) {
        torrents.computeIfPresent(
                hash(number),
                (_, before) -> torrent(before.infoHash(), before.addedAt(), before.options(), random));
    }

    void drop(int number) {
        var gone = torrents.remove(hash(number));
        if (gone != null) {
            inOrder.remove(gone);
        }
    }

    static InfoHash hash(int number) {
        // spread, as hashes are
        return new InfoHash("%08x%032x".formatted(number * 0x9E3779B1, number));
    }

    private static Torrent torrent(InfoHash hash, Instant addedAt, TorrentOptions options, Random random) {
        var states = TorrentState.values();
        var counters = new Counters(
                random.nextInt(100),
                random.nextInt(100),
                Counters.ZERO.active(),
                Counters.ZERO.seeding());
        var transfer = new Transfer(
                random.nextInt(20) / 20.0,
                random.nextInt(20),
                0,
                counters,
                random.nextInt(20),
                random.nextInt(20),
                null,
                Transfer.Swarm.NONE);
        return new Torrent(
                0,
                new InfoHashes(hash, null),
                (random.nextBoolean() ? "Name " : "name ") + random.nextInt(NAMES),
                Path.of("/"),
                addedAt,
                null,
                true,
                false,
                options,
                Map.of(),
                states[random.nextInt(states.length)],
                null,
                0,
                transfer);
    }

    @Override
    public List<Torrent> torrents() {
        return inOrder.values().stream().map(torrents::get).filter(Objects::nonNull).toList();
    }

    @Override
    public @Nullable Torrent torrent(InfoHash infoHash) {
        return torrents.get(infoHash);
    }

    @Override
    public CatalogTorrent view(Torrent torrent) {
        return new CatalogTorrent(torrent, null, null);
    }

    @Override
    public CatalogTorrent add(NewTorrent torrent) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CatalogTorrent get(InfoHash infoHash) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CatalogTorrent pause(InfoHash infoHash) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CatalogTorrent resume(InfoHash infoHash) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CatalogTorrent change(InfoHash infoHash, UnaryOperator<TorrentOptions> change, String actor) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CatalogTorrent command(InfoHash infoHash, TorrentCommand command) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void remove(InfoHash infoHash, boolean deleteData) {
        throw new UnsupportedOperationException();
    }
}
