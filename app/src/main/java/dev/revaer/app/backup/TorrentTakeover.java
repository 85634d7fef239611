package dev.revaer.app.backup;

import dev.revaer.api.backup.Backups.Wish;
import dev.revaer.api.torrent.TorrentCatalog.FsopsProgress;
import dev.revaer.app.backup.ArchiveReader.Found;
import dev.revaer.app.backup.SavedTorrent.SavedJob;
import dev.revaer.app.catalog.Readmission.Kept;
import dev.revaer.app.database.StorableText;
import dev.revaer.engine.InfoHash;
import dev.revaer.engine.Torrent;
import org.jspecify.annotations.Nullable;

import static dev.revaer.app.database.schema.Tables.FSOPS_JOB;

/// Takes over one torrent of a backup after the other.
final class TorrentTakeover {
    private final RestoreParts parts;
    private final Wish wish;

    TorrentTakeover(RestoreParts parts, Wish wish) {
        this.parts = parts;
        this.wish = wish;
    }

    /// What became of one.
    sealed interface Outcome {
        /// It was not here before.
        ///
        /// @param remark what of it is to be downloaded again; null for nothing that is known of
        record Added(@Nullable String remark) implements Outcome {}

        record Changed() implements Outcome {}

        record Kept() implements Outcome {}
    }

    /// One that is here keeps its files, its counters and its run; what was wanted of it is wanted again, unless it
    /// comes from another client.
    Outcome take(Found found) {
        var kept = found.torrent().with(found.metainfo(), found.resumeData());
        var here = here(kept);
        if (here != null) {
            return wish.isImport() ? new Outcome.Kept() : change(here, kept);
        }
        var remark = wish.isImport() ? parts.readmission().survey(kept) : null;
        if (wish.dryRun()) {
            parts.readmission().check(kept);
            return new Outcome.Added(remark);
        }
        var infoHash = kept.torrent().infoHashes().first();
        var job = found.torrent().job();
        if (job == null) {
            parts.readmission().admit(kept, () -> {});
        } else {
            parts.readmission().admit(kept, () -> insert(infoHash, job));
            parts.jobs()
                    .takenOver(
                            infoHash,
                            new FsopsProgress(
                                    job.state(),
                                    job.stage(),
                                    job.detail(),
                                    job.libraryPath(),
                                    job.attempts(),
                                    null,
                                    null));
        }
        return new Outcome.Added(remark);
    }

    private @Nullable Torrent here(Kept kept) {
        for (var hash : kept.torrent().infoHashes().all()) {
            var torrent = parts.catalog().torrent(hash);
            if (torrent != null) {
                return torrent;
            }
        }
        return null;
    }

    private Outcome change(Torrent here, Kept kept) {
        var wanted = kept.torrent().options();
        if (here.options().equals(wanted)) {
            return new Outcome.Kept();
        }
        if (!wish.dryRun()) {
            parts.catalog().change(here.infoHash(), _ -> wanted, wish.actor());
        }
        return new Outcome.Changed();
    }

    private void insert(InfoHash infoHash, SavedJob job) {
        parts.sql()
                .insertInto(FSOPS_JOB)
                .set(FSOPS_JOB.INFO_HASH, infoHash.hex())
                .set(FSOPS_JOB.STATE, job.state())
                .set(FSOPS_JOB.STAGE, storable(job.stage()))
                .set(FSOPS_JOB.DETAIL, storable(job.detail()))
                .set(FSOPS_JOB.LIBRARY_PATH, storable(job.libraryPath()))
                .set(FSOPS_JOB.LIBRARY_DIR, storable(job.libraryDir()))
                .set(FSOPS_JOB.ATTEMPTS, job.attempts())
                .set(FSOPS_JOB.QUEUED_AT, job.queuedAt())
                .set(FSOPS_JOB.STARTED_AT, job.startedAt())
                .set(FSOPS_JOB.ENDED_AT, job.endedAt())
                .execute();
    }

    private static @Nullable String storable(@Nullable String text) {
        return text == null ? null : StorableText.of(text);
    }
}
