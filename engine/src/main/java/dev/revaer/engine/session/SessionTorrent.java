package dev.revaer.engine.session;

import java.lang.ref.SoftReference;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import dev.revaer.engine.Hold;
import dev.revaer.engine.Torrent;
import dev.revaer.engine.TorrentFile;
import dev.revaer.engine.TorrentOptions;
import dev.revaer.engine.TorrentState;
import dev.revaer.engine.Transfer;
import dev.revaer.engine.file.FileStatus;
import dev.revaer.engine.file.PieceMap;
import dev.revaer.engine.limit.RateLimits;
import dev.revaer.engine.resume.StoredTorrent;
import dev.revaer.engine.retry.Backoff;
import dev.revaer.engine.session.file.FileLayout;
import dev.revaer.engine.session.file.FileLevels;
import dev.revaer.engine.swarm.SwarmSources;
import dev.revaer.engine.swarm.TrackerStatus;
import org.jspecify.annotations.Nullable;
import org.libtorrent4j.swig.torrent_handle;

/// One torrent of the session. What is neither volatile nor final belongs to the alert thread, or to the command thread
/// where it says so.
final class SessionTorrent {
    final long number;
    /// Done once libtorrent has let go of it.
    volatile CompletableFuture<Void> removed = new CompletableFuture<>();
    /// Removals by libtorrent that make room for the same torrent, added anew.
    final AtomicInteger swaps = new AtomicInteger();
    /// The link it was added by.
    final @Nullable String magnet;

    /// Why it must not run. Belongs to the command thread.
    final Map<Hold, String> holds = new EnumMap<>(Hold.class);
    /// Its share of its category's rates. Belongs to the command thread.
    RateLimits share = RateLimits.NONE;
    /// Whether libtorrent was told to remove it. Belongs to the command thread.
    boolean isBeingRemoved;
    /// What libtorrent was last told is wanted. Belongs to the command thread.
    TorrentOptions applied = TorrentOptions.NONE;
    /// What holds where its own limits say nothing. Belongs to the command thread.
    TorrentDefaults.Values usual = TorrentDefaults.Values.NONE;

    /// Web seeds, and trackers where others are wanted, as metainfo or magnet says. Belongs to the command thread.
    SwarmSources origin = SwarmSources.OF_METAINFO;

    /// Which trackers answer, as far as was told.
    final Map<String, TrackerStatus.State> toldTrackers = new HashMap<>();
    /// Answers of trackers so far.
    int trackerReplies;

    /// What libtorrent was last told of each file; null while all are wanted as usual, or the files are not known.
    /// Belongs to the command thread.
    @Nullable
    FileLevels levels;
    /// What renamed files are called in the metainfo, by index. Belongs to the command thread.
    Map<Integer, String> originals = Map.of();
    /// Whether no file is wanted until its files are known. Belongs to the command thread.
    boolean isFiltered;
    /// Belongs to the command thread.
    boolean isRechecking;
    /// Whether piece priorities must follow. Belongs to whoever changes the torrent's options.
    volatile boolean endsChanged;
    /// Completed when libtorrent has set the priorities it was last told: by a fault, or by nothing.
    volatile CompletableFuture<String> prioritized = CompletableFuture.completedFuture("");
    /// Files on their way to other names, by index. Safe for any thread.
    final Map<Integer, FileRenames.Rename> renames = new ConcurrentHashMap<>();
    /// Safe for any thread, as is [#pieces].
    final Moment<List<FileStatus>> files = new Moment<>();
    final Moment<PieceMap> pieces = new Moment<>();
    /// Belongs to the command thread.
    SoftReference<FileLayout> layout = new SoftReference<>(null);

    /// Whether its files are known but not yet chosen from, so that libtorrent's state says nothing.
    boolean isSettling;

    /// `System.nanoTime()` when an alert last told how it is.
    long updatedAt = System.nanoTime();
    /// `System.nanoTime()` of the last payload received, or of the last start.
    long lastPayloadNanos = System.nanoTime();
    /// libtorrent's own counts, which begin anew at times, when they were last added to ours.
    long countedUpload;
    long countedDownload;
    /// `System.nanoTime()` before which a mere change is not saved.
    long nextSaveNanos;
    boolean mustSave;
    /// What was here at the last save of this run. Belongs to the saver thread.
    @Nullable
    BitSet savedPieces;
    boolean wantsMetadata;
    Completion completion;

    /// What is to be done as soon as there is a handle.
    final List<Consumer<torrent_handle>> untilAttached = new ArrayList<>();
    final Waits waits = new Waits();
    /// When a failed one is tried again.
    Backoff backoff = Backoff.NONE;

    /// Why its files could not be written, so that libtorrent only uploads or has stopped it; null if they could.
    volatile @Nullable String writeError;

    private volatile @Nullable NotStarted notStarted;
    private volatile Torrent snapshot;
    private volatile @Nullable torrent_handle handle;
    private volatile boolean isParked;

    /// What could not be given to libtorrent, and why.
    record NotStarted(StoredTorrent stored, String reason) {}

    /// How far the one announcement of a finished download has come.
    enum Completion {
        OPEN, FLUSHING, SAID
    }

    SessionTorrent(long number, StoredTorrent stored, boolean isPrivate, long nextSaveNanos) {
        this(number, stored, isPrivate, nextSaveNanos, null);
    }

    /// A torrent that could not be started.
    static SessionTorrent failed(long number, StoredTorrent stored, String reason) {
        var torrent = new SessionTorrent(number, stored, false, Long.MAX_VALUE, reason);
        torrent.notStarted = new NotStarted(stored, reason);
        torrent.applied = stored.options();
        torrent.isParked = true;
        return torrent;
    }

    private SessionTorrent(
            long number,
            StoredTorrent stored,
            boolean isPrivate,
            long nextSaveNanos,
            @Nullable String failure) {
        this.number = number;
        this.magnet = stored.metainfo() == null ? stored.magnet() : null;
        this.nextSaveNanos = nextSaveNanos;
        this.completion = stored.completedAt() == null ? Completion.OPEN : Completion.SAID;
        stored.holds().forEach(hold -> holds.put(hold, hold.usualReason()));
        this.snapshot = new Torrent(
                number,
                stored.infoHashes(),
                stored.name(),
                stored.downloadDir(),
                stored.addedAt(),
                stored.completedAt(),
                stored.metainfo() != null,
                isPrivate,
                stored.options(),
                holds,
                failure == null ? firstState(stored) : TorrentState.FAILED,
                failure,
                -1,
                Transfer.starting(stored.counters()));
    }

    /// Before anybody knows of it: gives its holds their reasons, and its share.
    void restore(Map<Hold, String> reasons, RateLimits given) {
        share = given;
        holds.replaceAll((hold, usual) -> reasons.getOrDefault(hold, usual));
        snapshot = snapshot.held(holds);
    }

    /// Before anybody knows of it: shows what it can be found by.
    void knownBy(Collection<TorrentFile> known, SwarmSources named) {
        snapshot = snapshot.knownBy(known, named);
    }

    private TorrentState firstState(StoredTorrent stored) {
        if (!holds.isEmpty()) {
            return StateRules.held(holds.keySet());
        }
        return stored.metainfo() != null ? TorrentState.CHECKING : TorrentState.FETCHING_METADATA;
    }

    /// Of its own limits and its share of its category's the tighter ones. For the command thread.
    RateLimits rates() {
        return applied.limits().rates().and(share);
    }

    /// All URLs that are to feed it. For the command thread.
    List<String> webSeeds() {
        var wanted = applied.sources().webSeeds();
        return wanted != null ? wanted : Objects.requireNonNullElse(origin.webSeeds(), List.of());
    }

    void keep(FileLayout seen) {
        layout = new SoftReference<>(seen);
    }

    Torrent snapshot() {
        return snapshot;
    }

    void publish(Torrent next) {
        snapshot = next;
    }

    /// Null until libtorrent has taken the torrent.
    @Nullable
    torrent_handle handle() {
        return handle;
    }

    /// Waits for the handle if there is none yet; does nothing if libtorrent does not have the torrent any more.
    void withHandle(Consumer<torrent_handle> command) {
        var known = handle;
        if (isParked) {
            return;
        }
        if (known == null) {
            untilAttached.add(command);
        } else {
            tell(known, command);
        }
    }

    /// Does nothing if libtorrent does not have the torrent.
    void ifThere(Consumer<torrent_handle> command) {
        var known = handle;
        if (known != null) {
            tell(known, command);
        }
    }

    private static void tell(torrent_handle handle, Consumer<torrent_handle> command) {
        if (!handle.is_valid()) {
            return;
        }
        try {
            command.accept(handle);
        } catch (RuntimeException e) {
            if (handle.is_valid()) {
                throw e;
            }
            // it was removed meanwhile
        }
    }

    void attach(torrent_handle taken) {
        handle = taken;
        notStarted = null;
        isParked = false;
    }

    /// Whether libtorrent does not have it, so that its files are left alone.
    boolean isParked() {
        return isParked;
    }

    /// Null for a torrent that libtorrent has, or had.
    @Nullable
    NotStarted notStarted() {
        return notStarted;
    }

    void park() {
        isParked = true;
        handle = null;
        removed = new CompletableFuture<>();
        writeError = null;
    }
}
