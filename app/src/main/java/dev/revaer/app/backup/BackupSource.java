package dev.revaer.app.backup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import dev.revaer.api.network.PeerBans.Ban;
import dev.revaer.app.backup.ArchiveFormat.Head;
import dev.revaer.app.backup.ArchiveFormat.Journal;
import dev.revaer.app.backup.SavedTorrent.SavedJob;
import dev.revaer.app.database.schema.tables.records.TorrentRecord;
import dev.revaer.app.document.Documents;
import dev.revaer.app.journal.PostgresJournal;
import dev.revaer.app.key.SavedKeys;
import dev.revaer.app.setting.SettingsBackup;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

import static dev.revaer.app.database.schema.Tables.CATEGORY;
import static dev.revaer.app.database.schema.Tables.FSOPS_JOB;
import static dev.revaer.app.database.schema.Tables.PEER_BAN;
import static dev.revaer.app.database.schema.Tables.TAG;
import static dev.revaer.app.database.schema.Tables.TORRENT;

/// Reads everything as it is at one moment: in one transaction that sees no other, and writes to a file meanwhile.
final class BackupSource {
    /// Metainfo and resume data of one torrent can be megabytes.
    private static final int BATCH = 10;

    private final DSLContext sql;
    private final TransactionTemplate snapshot;
    private final SettingsBackup settings;
    private final SavedKeys keys;
    private final PostgresJournal journal;

    BackupSource(
            DSLContext sql,
            PlatformTransactionManager transactions,
            SettingsBackup settings,
            SavedKeys keys,
            PostgresJournal journal) {
        this.sql = sql;
        this.snapshot = new TransactionTemplate(transactions);
        this.snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        this.snapshot.setReadOnly(true);
        this.settings = settings;
        this.keys = keys;
        this.journal = journal;
    }

    /// About how many bytes a backup would have.
    long size() {
        var bytes = DSL.field(
                "coalesce(sum(coalesce(octet_length({0}), 0) + coalesce(octet_length({1}), 0) + 2000), 0)",
                Long.class,
                TORRENT.METAINFO,
                TORRENT.RESUME_DATA);
        return Objects.requireNonNull(sql.select(bytes).from(TORRENT).fetchSingle(0, Long.class));
    }

    void writeTo(ArchiveWriter archive, Head head) throws IOException {
        try {
            snapshot.executeWithoutResult(_ -> {
                try {
                    write(archive, head);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void write(ArchiveWriter archive, Head head) throws IOException {
        archive.head(head);
        archive.lines(ArchiveFormat.SETTINGS, settings.all());
        archive.lines(
                ArchiveFormat.CATEGORIES,
                sql.selectFrom(CATEGORY)
                        .orderBy(CATEGORY.NAME)
                        .fetch(row -> Documents.LENIENT.readTree(row.getDocument().data())));
        archive.lines(
                ArchiveFormat.TAGS,
                sql.selectFrom(TAG)
                        .orderBy(TAG.NAME)
                        .fetch(row -> Documents.LENIENT.readTree(row.getDocument().data())));
        archive.lines(
                ArchiveFormat.BANS,
                sql.selectFrom(PEER_BAN)
                        .orderBy(PEER_BAN.BANNED_AT, PEER_BAN.ADDRESS)
                        .fetch(row -> new Ban(row.getAddress(), row.getBannedAt(), row.getInfoHash())));
        archive.lines(ArchiveFormat.KEYS, keys.all());
        archive.lines(ArchiveFormat.JOURNAL, List.of(new Journal(journal.lastId(), journal.nextId())));
        writeTorrents(archive, head.madeAt());
        archive.finish();
    }

    /// In the order of the queue. What is being removed is left out.
    private void writeTorrents(ArchiveWriter archive, Instant now) throws IOException {
        var hashes = sql.select(TORRENT.INFO_HASH)
                .from(TORRENT)
                .where(TORRENT.REMOVAL.isNull())
                .orderBy(TORRENT.QUEUE_POSITION.asc().nullsLast(), TORRENT.ADDED_AT, TORRENT.INFO_HASH)
                .fetch(TORRENT.INFO_HASH);
        for (int i = 0; i < hashes.size(); i += BATCH) {
            var batch = hashes.subList(i, Math.min(i + BATCH, hashes.size()));
            var jobs = jobs(batch);
            Map<String, TorrentRecord> rows = sql.selectFrom(TORRENT)
                    .where(TORRENT.INFO_HASH.in(batch))
                    .fetchMap(TORRENT.INFO_HASH);
            for (var hash : batch) {
                var row = rows.get(hash);
                if (row != null) {
                    archive.torrent(saved(row, jobs.get(hash), now), row.getMetainfo(), row.getResumeData());
                }
            }
        }
    }

    private Map<String, SavedJob> jobs(List<String> hashes) {
        var jobs = new HashMap<String, SavedJob>();
        sql.selectFrom(FSOPS_JOB).where(FSOPS_JOB.INFO_HASH.in(hashes)).forEach(row -> {
            var state = row.getState();
            jobs.put(
                    row.getInfoHash(),
                    new SavedJob(
                            state.equals("running") ? "queued" : state,
                            row.getStage(),
                            row.getDetail(),
                            row.getLibraryPath(),
                            row.getLibraryDir(),
                            row.getAttempts(),
                            row.getQueuedAt(),
                            row.getStartedAt(),
                            row.getEndedAt()));
        });
        return jobs;
    }

    private static SavedTorrent saved(TorrentRecord row, @Nullable SavedJob job, Instant now) {
        return new SavedTorrent(
                row.getInfoHash(),
                row.getInfoHashV1(),
                row.getInfoHashV2(),
                row.getName(),
                row.getMagnet(),
                ArchiveWriter.sha256(row.getMetainfo()),
                ArchiveWriter.sha256(row.getResumeData()),
                row.getDownloadDir(),
                row.getFinalDir(),
                row.getPaused(),
                row.getGoalMet(),
                row.getWaivedGoals() != null,
                row.getAddedAt(),
                row.getCompletedAt(),
                Documents.LENIENT.readTree(row.getOptions().data()),
                row.getUploadedBytes(),
                row.getReceivedBytes(),
                row.getActiveMillis() + ran(row.getActiveSince(), now),
                row.getSeedingMillis() + ran(row.getSeedingSince(), now),
                job);
    }

    private static long ran(@Nullable Instant since, Instant now) {
        return since == null || now.isBefore(since) ? 0 : Duration.between(since, now).toMillis();
    }
}
