package dev.revaer.app.create;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;

import dev.revaer.api.create.CreationState;
import dev.revaer.api.create.Creations;
import dev.revaer.api.problem.ApiError.CreationNotCompleted;
import dev.revaer.api.problem.ApiError.CreationNotFound;
import dev.revaer.api.problem.ApiError.Invalid;
import dev.revaer.api.problem.ApiException;
import dev.revaer.engine.EngineError.DuplicateTorrent;
import dev.revaer.engine.EngineError.UnshareableContent;
import dev.revaer.engine.EngineException;
import dev.revaer.engine.MetainfoReader;
import dev.revaer.engine.create.NewMetainfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes torrents one after the other, on a thread of its own.
public final class CreationWorker implements Creations, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CreationWorker.class);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(3);

    private final CreationList creations;
    private final CreationFiles files;
    private final SharedRoots roots;
    private final MetainfoReader metainfo;
    private final Seeding seeding;
    private final Thread thread = Thread.ofPlatform().name("create").daemon().unstarted(this::run);
    private volatile boolean isStopping;

    /// Adds a torrent whose content is here.
    @FunctionalInterface
    public interface Seeding {
        /// Returns once it is kept for good.
        ///
        /// @throws RuntimeException if it cannot be added
        void add(byte[] metainfo, Path downloadDir);
    }

    private CreationWorker(
            CreationFiles files,
            SharedRoots roots,
            MetainfoReader metainfo,
            Seeding seeding) {
        this.creations = new CreationList(files);
        this.files = files;
        this.roots = roots;
        this.metainfo = metainfo;
        this.seeding = seeding;
    }

    /// Goes on with what was queued or running when the service ended.
    public static CreationWorker start(
            CreationFiles files,
            SharedRoots roots,
            MetainfoReader metainfo,
            Seeding seeding) {
        var worker = new CreationWorker(files, roots, metainfo, seeding);
        worker.thread.start();
        return worker;
    }

    @Override
    public Creation start(NewMetainfo wanted, boolean startSeeding) {
        var content = roots.resolve(wanted.content());
        if (startSeeding && !roots.canSeed(content)) {
            throw new ApiException(
                    Invalid.at("/startSeeding", "only what lies in the download directory can be seeded"));
        }
        return creations.add(wanted, startSeeding);
    }

    @Override
    public List<Creation> all() {
        return creations.all();
    }

    @Override
    public Creation get(String id) {
        return creations.get(id);
    }

    @Override
    public byte[] metainfo(String id) {
        var state = creations.get(id).state();
        if (state != CreationState.COMPLETED) {
            throw new ApiException(new CreationNotCompleted(id, state.label()));
        }
        try {
            return files.metainfo(id);
        } catch (IOException e) {
            throw new ApiException(new CreationNotFound(id), e);
        }
    }

    @Override
    public void remove(String id) {
        creations.remove(id);
    }

    /// Breaks the one at hand off, which begins again at the next start.
    @Override
    public void close() {
        isStopping = true;
        thread.interrupt();
        try {
            thread.join(STOP_LIMIT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!isStopping) {
            try {
                work(creations.takeNext());
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void work(Creation creation) {
        var id = creation.id();
        try {
            make(creation);
        } catch (CancellationException _) {
            LOG.atDebug().addKeyValue("id", id).log("a creation was broken off");
        } catch (IOException | RuntimeException e) {
            if (isStopping) {
                return;
            }
            LOG.atWarn().addKeyValue("id", id).setCause(e).log("a torrent could not be made");
            creations.fail(id, reason(e));
        }
    }

    private void make(Creation creation) throws IOException {
        var id = creation.id();
        var content = roots.resolve(creation.wanted().content());
        var bytes = metainfo.create(creation.wanted().withContent(content), (done, total) -> {
            if (isStopping || !creations.show(id, done, total)) {
                throw new CancellationException();
            }
        });
        var isKept = creations.complete(id, bytes, metainfo.read(bytes).infoHashes());
        if (isKept && creation.startSeeding()) {
            seed(id, bytes, content);
        }
    }

    private void seed(String id, byte[] bytes, Path content) throws IOException {
        try {
            seeding.add(bytes, content.resolveSibling(""));
        } catch (EngineException e) {
            if (!(e.error() instanceof DuplicateTorrent)) {
                creations.explain(id, "it was made, but could not be added: " + reason(e));
            }
        } catch (RuntimeException e) {
            LOG.atWarn().addKeyValue("id", id).setCause(e).log("a torrent was made but could not be added");
            creations.explain(id, "it was made, but could not be added: " + e.getMessage());
        }
    }

    private static String reason(Exception e) {
        if (!(e instanceof EngineException refused)) {
            return "see the log: " + e.getMessage();
        }
        return refused.error() instanceof UnshareableContent(_, var reason)
                ? reason
                : refused.error().toString();
    }
}
