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
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;

import dev.revaer.fsops.FsopsError;
import dev.revaer.fsops.FsopsException;
import dev.revaer.fsops.Stage;
import dev.revaer.fsops.TransferMode;
import dev.revaer.fsops.root.Roots;
import dev.revaer.fsops.select.Plan;
import dev.revaer.fsops.select.PlannedFile;
import dev.revaer.fsops.workspace.Disk;
import dev.revaer.fsops.workspace.Progress;
import dev.revaer.fsops.workspace.Workspace;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Builds the tree to be published: hard links, reflinks or copies of downloaded files, unpacked ones by rename.
///
/// Each file appears whole in its place by one step, so what is there after a crash is not made again.
public final class Transfer {
    private static final Logger log = LoggerFactory.getLogger(Transfer.class);
    private static final int BLOCK_BYTES = 4 << 20;
    private static final int COMPARED_BYTES = 1 << 20;

    private final Workspace workspace;
    private final Path downloadDir;
    private final Roots roots;
    private final AcrossDevices acrossDevices;
    private final Disk disk;
    private final Progress progress;
    private final boolean isVerified;
    private TransferMode mode;
    private @Nullable String whyCopied;
    private @Nullable Path lastMade;

    /// Whether files are copied instead is settled by the first that cannot be linked.
    ///
    /// @param downloadDir its real path
    public Transfer(
            Workspace workspace,
            Path downloadDir,
            Roots roots,
            TransferMode mode,
            AcrossDevices acrossDevices,
            Disk disk,
            Progress progress) {
        this.workspace = workspace;
        this.downloadDir = downloadDir;
        this.roots = roots;
        this.mode = mode;
        this.isVerified = mode == TransferMode.MOVE;
        this.acrossDevices = acrossDevices;
        this.disk = disk;
        this.progress = progress;
    }

    /// Brings all files in.
    ///
    /// @throws FsopsException when there is too little room, or a file cannot be linked and must not be copied
    public void build(Plan plan) throws IOException {
        disk.createDirectories(workspace.staging());
        if (mode == TransferMode.COPY) {
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

    /// Why files were copied that should not have been, in words.
    public Optional<String> whyCopied() {
        return Optional.ofNullable(whyCopied);
    }

    private void place(Plan plan, int index) throws IOException {
        var file = plan.files().get(index);
        var target = file.target(workspace.content());
        if (isThere(target, file.sizeBytes())) {
            progress.add(file.sizeBytes());
            return;
        }
        makeWay(target);
        switch (file.origin()) {
            case ARCHIVE -> {
                disk.move(workspace.extracted().resolve(file.from()), target);
                progress.add(file.sizeBytes());
            }
            case DOWNLOAD -> bringIn(plan, index, target);
        }
    }

    /// Files come folder by folder, so most find theirs made.
    private void makeWay(Path target) throws IOException {
        var parent = target.resolveSibling("");
        if (!parent.equals(lastMade)) {
            disk.createDirectories(parent);
            lastMade = parent;
        }
        disk.delete(target);
    }

    private void bringIn(Plan plan, int index, Path target) throws IOException {
        var file = plan.files().get(index);
        var source = downloadDir.resolve(file.from());
        var refusal = switch (mode) {
            case HARDLINK, MOVE -> link(source, target);
            case REFLINK -> reflink(file, source, target);
            case COPY -> Optional.<String>empty();
        };
        if (mode != TransferMode.COPY && refusal.isEmpty()) {
            checkSize(file, target);
            progress.add(file.sizeBytes());
            return;
        }
        if (refusal.isPresent()) {
            giveUpOn(source, refusal.get());
            checkSpace(plan.files().subList(index, plan.files().size()));
        }
        copy(file, source, target);
    }

    private void giveUpOn(Path source, String reason) {
        if (mode != TransferMode.REFLINK && acrossDevices == AcrossDevices.REFUSE) {
            throw new FsopsException(
                    Stage.TRANSFER,
                    new FsopsError.CannotLink(source.toString(), reason),
                    null);
        }
        log.atInfo()
                .addKeyValue("source", source)
                .addKeyValue("mode", mode)
                .addKeyValue("reason", reason)
                .log("Copying what cannot be linked");
        mode = TransferMode.COPY;
        whyCopied = reason;
    }

    /// Why the file system cannot link these two: another device, no links at all, too many of them.
    private Optional<String> link(Path source, Path target) throws IOException {
        try {
            disk.link(target, source);
            return Optional.empty();
        } catch (NoSuchFileException e) {
            throw e;
        } catch (FileSystemException e) {
            var reason = e.getReason();
            return Optional.of(reason == null ? e.getClass().getSimpleName() : reason);
        } catch (UnsupportedOperationException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private Optional<String> reflink(PlannedFile file, Path source, Path target) throws IOException {
        var partial = partial();
        var refusal = disk.reflink(partial, source);
        if (refusal.isEmpty()) {
            checkSize(file, partial);
            disk.move(partial, target);
        }
        return refusal;
    }

    private void copy(PlannedFile file, Path source, Path target) throws IOException {
        var partial = partial();
        try (var in = roots.read(source);
                var out = disk.create(partial)) {
            var position = 0L;
            while (position < file.sizeBytes()) {
                var written = out.write(in, position, Math.min(BLOCK_BYTES, file.sizeBytes() - position));
                if (written <= 0) {
                    break;
                }
                position += written;
                progress.add(written);
            }
            out.sync();
        }
        checkSize(file, partial);
        checkSize(file, source);
        if (isVerified) {
            checkSame(file, source, partial);
        }
        disk.move(partial, target);
    }

    /// The original is to go: the copy is read again first.
    private void checkSame(PlannedFile file, Path source, Path copy) throws IOException {
        var one = ByteBuffer.allocate(COMPARED_BYTES);
        var other = ByteBuffer.allocate(COMPARED_BYTES);
        try (var in = roots.read(source); var copied = roots.read(copy)) {
            for (var position = 0L; position < file.sizeBytes(); position += one.limit()) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new InterruptedIOException("interrupted");
                }
                fill(in, one, position);
                fill(copied, other, position);
                if (one.limit() == 0 || !one.equals(other)) {
                    throw new FileSystemException(copy.toString(), null, "is not what was written");
                }
            }
        }
    }

    private static void fill(FileChannel channel, ByteBuffer buffer, long position) throws IOException {
        buffer.clear();
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, position + buffer.position()) < 0) {
                break;
            }
        }
        buffer.flip();
    }

    private Path partial() throws IOException {
        var partial = workspace.staging().resolve("copy.partial");
        disk.delete(partial);
        return partial;
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

    /// Whether a regular file of this size is there.
    public static boolean isThere(Path target, long sizeBytes) throws IOException {
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
