package dev.revaer.fsops.place;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;

import dev.revaer.fsops.FsopsError;
import dev.revaer.fsops.FsopsException;
import dev.revaer.fsops.Stage;
import dev.revaer.fsops.TransferMode;
import dev.revaer.fsops.select.Plan;
import dev.revaer.fsops.select.PlannedFile;
import dev.revaer.fsops.workspace.Disk;
import dev.revaer.fsops.workspace.Progress;
import dev.revaer.fsops.workspace.Workspace;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Builds the tree to be published: hard links or copies of downloaded files, unpacked ones by rename.
///
/// Each file appears whole in its place by one step, so what is there after a crash is not made again.
public final class Transfer {
    private static final Logger log = LoggerFactory.getLogger(Transfer.class);
    private static final int BUFFER_BYTES = 1 << 18;

    private final Workspace workspace;
    private final Path downloadDir;
    private final Disk disk;
    private final Progress progress;
    private boolean links;

    /// Whether files are linked or copied is settled by the first that cannot be linked.
    ///
    /// @param downloadDir its real path
    public Transfer(Workspace workspace, Path downloadDir, TransferMode mode, Disk disk, Progress progress) {
        this.workspace = workspace;
        this.downloadDir = downloadDir;
        this.links = mode == TransferMode.HARDLINK;
        this.disk = disk;
        this.progress = progress;
    }

    public void build(Plan plan) throws IOException {
        disk.createDirectories(workspace.staging());
        if (!links) {
            checkSpace(plan.files());
        }
        for (var i = 0; i < plan.files().size(); i++) {
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedIOException("interrupted");
            }
            place(plan, i);
        }
        disk.syncDirectories(workspace.content());
        disk.syncDirectory(workspace.staging());
    }

    private void place(Plan plan, int index) throws IOException {
        var file = plan.files().get(index);
        var target = file.target(workspace.content());
        if (isThere(target, file.sizeBytes())) {
            progress.add(file.sizeBytes());
            return;
        }
        disk.delete(target);
        var parent = target.getParent();
        if (parent != null) {
            disk.createDirectories(parent);
        }
        switch (file.origin()) {
            case ARCHIVE -> {
                disk.move(workspace.extracted().resolve(file.from()), target);
                progress.add(file.sizeBytes());
            }
            case DOWNLOAD -> bringIn(plan, index, target);
        }
    }

    private void bringIn(Plan plan, int index, Path target) throws IOException {
        var file = plan.files().get(index);
        var source = downloadDir.resolve(file.from());
        if (links && link(source, target)) {
            checkSize(file, target);
            progress.add(file.sizeBytes());
            return;
        }
        if (links) {
            links = false;
            checkSpace(plan.files().subList(index, plan.files().size()));
        }
        copy(file, source, target);
    }

    /// False where the file system cannot link these two: another device, no links at all, too many of them.
    private boolean link(Path source, Path target) throws IOException {
        try {
            disk.link(target, source);
            return true;
        } catch (NoSuchFileException e) {
            throw e;
        } catch (FileSystemException | UnsupportedOperationException e) {
            log.atInfo()
                    .addKeyValue("source", source)
                    .addKeyValue("reason", e.getMessage())
                    .log("No hard link possible, copying");
            return false;
        }
    }

    private void copy(PlannedFile file, Path source, Path target) throws IOException {
        var partial = workspace.staging().resolve("copy.partial");
        disk.delete(partial);
        try (var in = FileChannel.open(source, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
                var out = disk.create(partial)) {
            var buffer = ByteBuffer.allocate(BUFFER_BYTES);
            while (in.read(buffer) >= 0) {
                out.write(buffer.array(), 0, buffer.position());
                progress.add(buffer.position());
                buffer.clear();
            }
            out.sync();
        }
        checkSize(file, partial);
        disk.move(partial, target);
    }

    private void checkSpace(List<PlannedFile> files) throws IOException {
        var needed = 0L;
        for (var file : files) {
            var isToCopy = file.origin() == PlannedFile.Origin.DOWNLOAD;
            if (isToCopy && !isThere(file.target(workspace.content()), file.sizeBytes())) {
                needed += file.sizeBytes();
            }
        }
        var free = Files.getFileStore(workspace.staging()).getUsableSpace();
        if (needed > free) {
            throw new FsopsException(
                    Stage.TRANSFER,
                    new FsopsError.NotEnoughSpace(workspace.staging(), needed, free),
                    null);
        }
    }

    static boolean isThere(Path target, long sizeBytes) throws IOException {
        try {
            var found = Files.readAttributes(target, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return found.isRegularFile() && found.size() == sizeBytes;
        } catch (FileSystemException _) {
            return false;
        }
    }

    private static void checkSize(PlannedFile file, Path brought) throws IOException {
        if (!isThere(brought, file.sizeBytes())) {
            var fault = file.from() + ": changed while it was being brought in";
            throw new FsopsException(Stage.TRANSFER, new FsopsError.MissingContent(List.of(fault), 1), null);
        }
    }
}
