package dev.revaer.app.blocklist;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import dev.revaer.app.fetch.FetchAnswer;
import dev.revaer.app.fetch.FetchAnswer.Fetched;
import dev.revaer.app.fetch.FetchAnswer.Magnet;
import dev.revaer.app.fetch.FetchAnswer.NotModified;
import dev.revaer.app.fetch.FetchException;
import dev.revaer.app.fetch.FetchRequest;
import dev.revaer.app.fetch.UrlFetcher;
import dev.revaer.app.fetch.Validators;
import dev.revaer.engine.network.Blocklist;
import dev.revaer.engine.network.BlocklistReading.Read;
import dev.revaer.engine.network.BlocklistReading.Refused;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Fetches the blocklist now and then, and hands on what is to be in force: at the start the last good copy, without
/// waiting for the network, then each newer one. A list that cannot be had or read never takes the place of a good one.
public final class BlocklistRefresh implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BlocklistRefresh.class);
    private static final long LARGEST = 64L * 1024 * 1024;

    private final UrlFetcher fetcher;
    private final BlocklistFile file;
    private final Consumer<Blocklist> receiver;
    private final ScheduledExecutorService thread = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().name("blocklist").daemon().factory());
    private volatile BlocklistState state = BlocklistState.NONE;

    // the thread's own
    private @Nullable String url;
    private RefreshTimes times = RefreshTimes.every(Duration.ofDays(1));
    private @Nullable BlocklistCopy copy;
    private int failures;
    private @Nullable Future<?> next;

    /// Does nothing until [#use] says what to do.
    ///
    /// @param directory for the copy; made when it is needed
    /// @param receiver called on the thread of this class; if it fails, the list is fetched and handed on again
    public BlocklistRefresh(UrlFetcher fetcher, Path directory, Consumer<Blocklist> receiver) {
        this.fetcher = fetcher;
        this.file = new BlocklistFile(directory);
        this.receiver = receiver;
    }

    /// Goes by this URL from now on, and returns at once. The copy that is here stays in force until the URL has given a
    /// better one. Called at the start, and again whenever the settings change.
    ///
    /// @param newUrl null for no blocklist; the copy is deleted then
    public void use(@Nullable String newUrl, Duration every) {
        use(newUrl, RefreshTimes.every(every));
    }

    void use(@Nullable String newUrl, RefreshTimes newTimes) {
        thread.execute(() -> guarded(() -> begin(newUrl, newTimes)));
    }

    public BlocklistState state() {
        return state;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    private void begin(@Nullable String newUrl, RefreshTimes newTimes) throws IOException {
        url = newUrl;
        times = newTimes;
        failures = 0;
        if (newUrl == null) {
            cancel();
            copy = null;
            file.delete();
            state = BlocklistState.NONE;
            receiver.accept(Blocklist.EMPTY);
            return;
        }
        schedule(Duration.ZERO);
        if (state.fetchedAt() == null && file.isThere()) {
            load();
        }
        if (copy != null && copy.source().equals(BlocklistFile.digest(newUrl)) && state.error() == null) {
            schedule(Duration.between(Instant.now(), copy.fetchedAt().plus(newTimes.every())));
        }
    }

    /// A copy that cannot be read any more is as good as none.
    private void load() {
        switch (file.read()) {
            case Read(var blocklist, var damaged) -> {
                var note = file.note();
                handOn(blocklist, damaged, note == null ? null : note.fetchedAt());
                copy = note;
                LOG.atInfo().addKeyValue("ranges", blocklist.size()).log("the kept blocklist is in force");
            }
            case Refused(var reason) -> {
                copy = null;
                LOG.atWarn().addKeyValue("reason", reason).log("the kept blocklist is damaged");
            }
        }
    }

    private void refresh() throws IOException {
        var from = url;
        if (from == null) {
            return;
        }
        var source = BlocklistFile.digest(from);
        var kept = copy != null && copy.source().equals(source) ? copy : null;
        var known = kept == null ? Validators.NONE : kept.validators();
        try {
            switch (fetch(new FetchRequest(from, known, LARGEST, times.limit()))) {
                case Fetched(_, var validators) -> take(source, validators);
                case NotModified _ -> confirm(kept);
                case Magnet _ -> throw new IOException("it leads to a magnet link");
            }
        } finally {
            file.dropFresh();
        }
        failures = 0;
        schedule(times.every());
    }

    private FetchAnswer fetch(FetchRequest request) throws IOException {
        try (var sink = file.openFresh()) {
            return fetcher.fetch(request, sink);
        }
    }

    private void take(String source, Validators validators) throws IOException {
        switch (file.readFresh()) {
            case Read(var blocklist, var damaged) -> {
                var now = Instant.now();
                handOn(blocklist, damaged, now);
                copy = file.keepFresh(source, validators, now);
                LOG.atInfo()
                        .addKeyValue("ranges", blocklist.size())
                        .addKeyValue("damagedLines", damaged)
                        .log("a new blocklist is in force");
            }
            case Refused(var reason) -> throw new IOException("what came is no blocklist: " + reason);
        }
    }

    /// Comes before the copy is kept or its validators are believed: what was not taken is fetched again.
    private void handOn(Blocklist blocklist, int damaged, @Nullable Instant fetchedAt) {
        if (!thread.isShutdown()) {
            receiver.accept(blocklist);
            state = new BlocklistState(blocklist.size(), damaged, fetchedAt, null);
        }
    }

    private void confirm(@Nullable BlocklistCopy kept) throws IOException {
        if (kept == null) {
            throw new IOException("it says that a copy holds which is not here");
        }
        var now = Instant.now();
        copy = new BlocklistCopy(kept.source(), kept.content(), kept.validators(), now);
        file.writeNote(copy);
        state = new BlocklistState(state.ranges(), state.damagedLines(), now, null);
    }

    /// Nothing may end the thread, or the list would never be refreshed again.
    private void guarded(Work work) {
        try {
            work.run();
        } catch (FetchException e) {
            retry(e.error().reason());
        } catch (IOException | RuntimeException e) {
            retry(String.valueOf(e.getMessage()));
        }
    }

    private void retry(String reason) {
        failures++;
        state = state.withError(reason);
        LOG.atWarn()
                .addKeyValue("reason", reason)
                .addKeyValue("failures", failures)
                .log("the blocklist was not refreshed; it will be tried again");
        if (url != null) {
            schedule(times.retryAfter(failures));
        }
    }

    private void schedule(Duration after) {
        cancel();
        if (!thread.isShutdown()) {
            next = thread.schedule(() -> guarded(this::refresh), after.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void cancel() {
        if (next != null) {
            next.cancel(false);
        }
    }

    private interface Work {
        void run() throws IOException;
    }
}
