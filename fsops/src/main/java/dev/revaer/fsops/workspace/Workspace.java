package dev.revaer.fsops.workspace;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import dev.revaer.fsops.FsopsError;
import dev.revaer.fsops.FsopsException;
import dev.revaer.fsops.Stage;

/// `<library>/.revaer/<info hash>/`, held by one run at a time.
///
/// ```
/// .revaer.meta   what has been done
/// .lock          locked while a run goes on, also against other processes; a killed process holds it no longer
/// staging/       all that is not published yet
///   extract/     one directory for each unpacked archive; `*.partial` while it is being unpacked
///   plan.json    what goes where; there once everything is unpacked
///   content      the file or tree to be published
///   manifest     checksums on their way into it
/// replaced/      what stood where the new is to stand, until that does
/// ```
public final class Workspace implements AutoCloseable {
    private static final String RECORD = ".revaer.meta";

    private final Path directory;
    private final FileChannel lock;

    private Workspace(Path directory, FileChannel lock) {
        this.directory = directory;
        this.lock = lock;
    }

    /// Makes the directory and takes its lock.
    ///
    /// @param library its real path
    /// @throws FsopsException when another run holds it, or when a link leads out of the library
    public static Workspace open(Path library, String infoHash, Disk disk) throws IOException {
        var directory = directory(library, infoHash);
        disk.createDirectories(directory);
        checkReal(directory);
        var lock = FileChannel.open(
                directory.resolve(".lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                LinkOption.NOFOLLOW_LINKS);
        try {
            if (lock.tryLock() != null) {
                return new Workspace(directory, lock);
            }
        } catch (OverlappingFileLockException _) {
            // Held by another thread of this process: the same answer as for another process.
        } catch (IOException e) {
            lock.close();
            throw e;
        }
        lock.close();
        throw new FsopsException(Stage.ALLOWLIST, new FsopsError.AlreadyRunning(infoHash), null);
    }

    /// Where the record of a download is, if there is one; makes nothing.
    ///
    /// @param library its real path
    /// @throws FsopsException when a link leads out of the library
    public static Path recordOf(Path library, String infoHash) throws IOException {
        var directory = directory(library, infoHash);
        if (Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
            checkReal(directory);
        }
        return directory.resolve(RECORD);
    }

    private static Path directory(Path library, String infoHash) {
        return library.resolve(".revaer").resolve(infoHash);
    }

    private static void checkReal(Path directory) throws IOException {
        var real = directory.toRealPath();
        if (!real.equals(directory)) {
            throw new FsopsException(Stage.ALLOWLIST, new FsopsError.OutsideAllowList(real), null);
        }
    }

    public Path record() {
        return directory.resolve(RECORD);
    }

    public Path staging() {
        return directory.resolve("staging");
    }

    public Path extracted() {
        return staging().resolve("extract");
    }

    public Path plan() {
        return staging().resolve("plan.json");
    }

    public Path content() {
        return staging().resolve("content");
    }

    public Path manifest() {
        return staging().resolve("manifest");
    }

    public Path replaced() {
        return directory.resolve("replaced");
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
