package dev.revaer.app.backup;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

import dev.revaer.api.backup.Backups;
import dev.revaer.api.backup.RestoreAnswer;
import dev.revaer.api.problem.ApiError.BackupRunning;
import dev.revaer.api.problem.ApiError.NotEnoughSpace;
import dev.revaer.api.problem.ApiException;
import dev.revaer.app.audit.AuditTable;
import dev.revaer.app.backup.ArchiveFormat.Head;
import dev.revaer.app.database.Store;
import org.springframework.transaction.PlatformTransactionManager;

/// Backups by way of a file in the data directory that nobody else sees: one that is taken is whole before it is handed
/// out, and the database does not wait for a slow reader; one that is given back is read twice.
public final class ServiceBackups implements Backups {
    /// Stays free in the volume of the data directory.
    private static final long STAYS_FREE = 64L << 20;
    private static final int PIECE = 64 * 1024;

    private final Path directory;
    private final String version;
    private final BackupSource source;
    private final RestoreParts parts;
    private final AuditTable audit;
    private final Semaphore one = new Semaphore(1);

    /// Clears what an end in the middle of it has left.
    ///
    /// @param directory for the files; made if it is not there
    /// @param version of Revaer
    public ServiceBackups(
            Path directory,
            String version,
            PlatformTransactionManager transactions,
            RestoreParts parts,
            AuditTable audit) {
        this.directory = directory;
        this.version = version;
        this.source = new BackupSource(
                parts.sql(),
                transactions,
                parts.settings(),
                parts.keys(),
                parts.journal());
        this.parts = parts;
        this.audit = audit;
        clear();
    }

    @Override
    public Made make() {
        return alone(() -> {
            requireSpace(Store.call(source::size));
            var at = Instant.now();
            try {
                var content = write(new Head(ArchiveFormat.NAME, ArchiveFormat.VERSION, at, version));
                return new Made(at, content.size(), content);
            } catch (IOException e) {
                throw new UncheckedIOException("a backup cannot be written to " + directory, e);
            }
        });
    }

    @Override
    public RestoreAnswer restore(InputStream archive, Wish wish) throws IOException {
        if (!one.tryAcquire()) {
            throw new ApiException(new BackupRunning());
        }
        try {
            var file = file();
            try {
                keep(archive, file);
                var answer = new Restore(parts, wish).run(new ArchiveReader(file));
                if (!wish.dryRun()) {
                    note(answer, wish.actor());
                }
                return answer;
            } finally {
                Files.deleteIfExists(file);
            }
        } finally {
            one.release();
        }
    }

    private <T> T alone(Supplier<T> work) {
        if (!one.tryAcquire()) {
            throw new ApiException(new BackupRunning());
        }
        try {
            return work.get();
        } finally {
            one.release();
        }
    }

    /// The file has no name any more when it is handed out: it is gone with whoever reads it.
    private FileChannel write(Head head) throws IOException {
        var file = file();
        try {
            try (var out = new BufferedOutputStream(Files.newOutputStream(file), PIECE)) {
                source.writeTo(new ArchiveWriter(out), head);
            }
            return FileChannel.open(file, StandardOpenOption.READ);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    /// No further than there is room.
    private void keep(InputStream archive, Path file) throws IOException {
        var room = Files.getFileStore(directory).getUsableSpace() - STAYS_FREE;
        var piece = new byte[PIECE];
        long written = 0;
        try (var out = Files.newOutputStream(file)) {
            for (int read = archive.read(piece); read >= 0; read = archive.read(piece)) {
                written += read;
                if (written > room) {
                    throw new ApiException(new NotEnoughSpace(directory, written, room, room + STAYS_FREE));
                }
                out.write(piece, 0, read);
            }
        }
    }

    private void requireSpace(long bytes) {
        try {
            var free = Files.getFileStore(directory).getUsableSpace();
            if (bytes > free - STAYS_FREE) {
                throw new ApiException(new NotEnoughSpace(directory, bytes, free - STAYS_FREE, free));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file() throws IOException {
        return Files.createTempFile(
                directory,
                "revaer-",
                ".zip",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    private void note(RestoreAnswer answer, String actor) {
        var detail = new LinkedHashMap<String, Object>();
        detail.put("madeAt", answer.madeAt().toString());
        detail.put("settings", answer.settings().changed());
        detail.put("categories", answer.categories());
        detail.put("tags", answer.tags());
        detail.put("bans", answer.bans());
        detail.put("keys", answer.keys());
        detail.put("torrents", answer.torrents());
        Store.run(() -> audit.insert(actor, "backup.restore", null, detail));
    }

    private void clear() {
        try {
            Files.createDirectories(directory);
            try (var left = Files.newDirectoryStream(directory, "revaer-*.zip")) {
                for (var file : left) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot use " + directory, e);
        }
    }
}
