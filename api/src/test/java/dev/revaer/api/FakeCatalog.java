package dev.revaer.api;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

import dev.revaer.api.torrent.MetainfoSource;
import dev.revaer.api.torrent.TorrentCatalog;
import dev.revaer.engine.EngineError;
import dev.revaer.engine.EngineError.DuplicateTorrent;
import dev.revaer.engine.EngineError.TorrentNotFound;
import dev.revaer.engine.EngineError.UnreadableMagnet;
import dev.revaer.engine.EngineError.UnreadableMetainfo;
import dev.revaer.engine.EngineException;
import dev.revaer.engine.InfoHash;
import dev.revaer.engine.InfoHashes;
import dev.revaer.engine.Torrent;
import dev.revaer.engine.TorrentCommand;
import dev.revaer.engine.TorrentOptions;
import dev.revaer.engine.TorrentState;
import dev.revaer.engine.Transfer;
import org.jspecify.annotations.Nullable;

/// Keeps torrents as long as the test runs. Transfers nothing: a torrent downloads until it is paused.
///
/// A magnet link needs an `xt=urn:btih:` with 40 hex digits; metainfo anything that begins with `d` and ends with `e`,
/// whose hash is the SHA-1 of all of it. Torrents are added one second apart, beginning with [#FIRST_ADDED].
public final class FakeCatalog implements TorrentCatalog, MetainfoSource {
    public static final Instant FIRST_ADDED = Instant.parse("2026-01-01T00:00:00Z");

    private static final Pattern MAGNET = Pattern.compile("magnet:\\?.*xt=urn:btih:([0-9a-fA-F]{40}).*");
    private static final Path USUAL_DIR = Path.of("/downloads");

    private final List<CatalogTorrent> kept = new ArrayList<>();
    private final Map<InfoHash, byte[]> metainfo = new HashMap<>();
    private final List<TorrentCommand> commands = new ArrayList<>();
    private final List<InfoHash> withDeletedData = new ArrayList<>();
    private long added;
    private @Nullable RuntimeException failure;
    private byte[] lastMetainfo = {};
    private volatile Runnable beforeAdding = () -> {};

    /// Every call throws this until [#clear].
    public synchronized void failWith(RuntimeException thrown) {
        failure = thrown;
    }

    public void failWith(EngineError error) {
        failWith(new EngineException(error));
    }

    /// Done at each add until [#clear], before anything else.
    public void beforeAdding(Runnable action) {
        beforeAdding = action;
    }

    public synchronized void clear() {
        failure = null;
        beforeAdding = () -> {};
        added = 0;
        kept.clear();
        withDeletedData.clear();
        commands.clear();
        metainfo.clear();
    }

    /// Puts a torrent in without asking anything.
    public synchronized void put(CatalogTorrent torrent) {
        kept.add(torrent);
    }

    public synchronized void drop(InfoHash infoHash) {
        kept.removeIf(torrent -> torrent.torrent().infoHashes().all().contains(infoHash));
    }

    /// The torrents whose data was deleted with them.
    public synchronized List<InfoHash> withDeletedData() {
        return List.copyOf(withDeletedData);
    }

    public synchronized byte[] lastMetainfo() {
        return lastMetainfo.clone();
    }

    public static CatalogTorrent torrent(InfoHash infoHash, TorrentState state, Instant addedAt) {
        return torrent(infoHash, "torrent " + infoHash.hex().substring(0, 4), USUAL_DIR, state, addedAt);
    }

    private static CatalogTorrent torrent(
            InfoHash infoHash,
            String name,
            Path directory,
            TorrentState state,
            Instant addedAt) {
        var hashes = infoHash.isV1() ? new InfoHashes(infoHash, null) : new InfoHashes(null, infoHash);
        var torrent = new Torrent(
                0,
                hashes,
                name,
                directory,
                addedAt,
                null,
                true,
                false,
                TorrentOptions.NONE,
                Map.of(),
                state,
                null,
                0,
                Transfer.NONE);
        return new CatalogTorrent(torrent, null, null);
    }

    @Override
    public CatalogTorrent add(NewTorrent torrent) {
        beforeAdding.run();
        return added(torrent);
    }

    private synchronized CatalogTorrent added(NewTorrent torrent) {
        failIfTold();
        lastMetainfo = torrent.metainfo();
        var magnet = torrent.magnet();
        var infoHash = magnet == null ? hashOf(torrent.metainfo()) : hashOf(magnet);
        if (kept.stream().anyMatch(other -> other.torrent().infoHash().equals(infoHash))) {
            throw new EngineException(new DuplicateTorrent(infoHash));
        }
        var directory = torrent.downloadDir();
        var entry = torrent(
                infoHash,
                "torrent " + infoHash.hex().substring(0, 4),
                directory == null ? USUAL_DIR : directory,
                torrent.paused() ? TorrentState.PAUSED : TorrentState.DOWNLOADING,
                FIRST_ADDED.plusSeconds(added++));
        var wanted = new CatalogTorrent(entry.torrent().with(torrent.options()), null, null);
        kept.add(wanted);
        if (magnet == null) {
            metainfo.put(infoHash, torrent.metainfo());
        }
        return wanted;
    }

    @Override
    public synchronized List<Torrent> torrents() {
        failIfTold();
        return kept.stream().map(CatalogTorrent::torrent).sorted(Torrent.BY_ADDED).toList();
    }

    @Override
    public synchronized @Nullable Torrent torrent(InfoHash infoHash) {
        return torrents().stream()
                .filter(torrent -> torrent.infoHashes().all().contains(infoHash))
                .findFirst()
                .orElse(null);
    }

    @Override
    public synchronized CatalogTorrent view(Torrent torrent) {
        return kept.stream()
                .filter(entry -> entry.torrent().equals(torrent))
                .findFirst()
                .orElseGet(() -> new CatalogTorrent(torrent, null, null));
    }

    @Override
    public synchronized CatalogTorrent get(InfoHash infoHash) {
        failIfTold();
        return kept.stream()
                .filter(torrent -> torrent.torrent().infoHashes().all().contains(infoHash))
                .findFirst()
                .orElseThrow(() -> new EngineException(new TorrentNotFound(infoHash)));
    }

    /// That of torrents that were added by it.
    @Override
    public synchronized Optional<byte[]> metainfo(InfoHash infoHash) {
        return Optional.ofNullable(metainfo.get(infoHash)).map(byte[]::clone);
    }

    @Override
    public CatalogTorrent pause(InfoHash infoHash) {
        return turn(infoHash, TorrentState.PAUSED);
    }

    @Override
    public CatalogTorrent resume(InfoHash infoHash) {
        return turn(infoHash, TorrentState.DOWNLOADING);
    }

    @Override
    public synchronized CatalogTorrent change(
            InfoHash infoHash,
            UnaryOperator<TorrentOptions> change,
            String actor) {
        var old = get(infoHash);
        return replace(old, old.torrent().with(change.apply(old.torrent().options())));
    }

    @Override
    public synchronized CatalogTorrent command(InfoHash infoHash, TorrentCommand command) {
        commands.add(command);
        return get(infoHash);
    }

    /// What torrents were told to do.
    public synchronized List<TorrentCommand> commands() {
        return List.copyOf(commands);
    }

    @Override
    public synchronized void remove(InfoHash infoHash, boolean deleteData) {
        kept.remove(get(infoHash));
        if (deleteData) {
            withDeletedData.add(infoHash);
        }
    }

    private synchronized CatalogTorrent turn(InfoHash infoHash, TorrentState state) {
        var old = get(infoHash);
        return replace(old, old.torrent().withState(state, null, 0, Transfer.NONE));
    }

    private CatalogTorrent replace(CatalogTorrent old, Torrent next) {
        var turned = new CatalogTorrent(next, old.fsops(), old.finalDir());
        kept.set(kept.indexOf(old), turned);
        return turned;
    }

    private void failIfTold() {
        if (failure != null) {
            throw failure;
        }
    }

    private static InfoHash hashOf(String magnet) {
        var matcher = MAGNET.matcher(magnet);
        if (!matcher.matches()) {
            throw new EngineException(new UnreadableMagnet("no info hash"));
        }
        return InfoHash.parse(matcher.group(1));
    }

    private static InfoHash hashOf(byte[] metainfo) {
        if (metainfo[0] != 'd' || metainfo[metainfo.length - 1] != 'e') {
            var beginning = new String(Arrays.copyOf(metainfo, 4), StandardCharsets.ISO_8859_1);
            throw new EngineException(new UnreadableMetainfo("not bencoded: " + beginning));
        }
        try {
            var digest = MessageDigest.getInstance("SHA-1").digest(metainfo);
            return new InfoHash(HexFormat.of().formatHex(digest));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
