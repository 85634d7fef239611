package dev.revaer.fsops.workspace;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

import dev.revaer.fsops.root.Roots;
import org.jspecify.annotations.Nullable;

/// Every change a run makes to the file system, one step at a time: a crash is the end between two of these steps.
public final class Disk {
    private final Consumer<String> beforeStep;
    private final Exchange exchange;
    private final Roots roots;

    /// Has two files change places at one instant.
    @FunctionalInterface
    public interface Exchange {
        /// False where it is not possible; nothing has changed then.
        boolean exchange(Path one, Path other);
    }

    public Disk() {
        this(_ -> {});
    }

    /// Lets each step be watched.
    ///
    /// @param beforeStep is told each step before it is taken; what it throws keeps the step from being taken
    public Disk(Consumer<String> beforeStep) {
        this(beforeStep, Kernel::exchange);
    }

    /// The same with another way to exchange files.
    public Disk(Consumer<String> beforeStep, Exchange exchange) {
        this(beforeStep, exchange, Roots.NONE);
    }

    private Disk(Consumer<String> beforeStep, Exchange exchange, Roots roots) {
        this.beforeStep = beforeStep;
        this.exchange = exchange;
        this.roots = roots;
    }

    /// The same, through no link and nowhere but in these directories.
    public Disk within(Roots allowed) {
        return new Disk(beforeStep, exchange, allowed);
    }

    /// Like [Files#createDirectories] but refuses to go through a link.
    public void createDirectories(Path directory) throws IOException {
        if (Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        var parent = directory.getParent();
        if (parent != null) {
            createDirectories(parent);
        }
        beforeStep.accept("mkdir " + directory);
        roots.at(directory, Files::createDirectory);
    }

    /// A new file; an existing one is refused.
    public Output create(Path file) throws IOException {
        beforeStep.accept("create " + file);
        return new Output(
                roots.at(
                        file,
                        held -> FileChannel.open(
                                held,
                                StandardOpenOption.CREATE_NEW,
                                StandardOpenOption.WRITE,
                                LinkOption.NOFOLLOW_LINKS)));
    }

    /// Readers see the old file or the new one, also after a power cut.
    public void writeAtomically(Path file, byte[] bytes) throws IOException {
        var fresh = file.resolveSibling(file.getFileName() + ".new");
        delete(fresh);
        try (var out = create(fresh)) {
            out.write(bytes);
            out.sync();
        }
        move(fresh, file);
        var parent = file.getParent();
        if (parent != null) {
            syncDirectory(parent);
        }
    }

    /// One rename(2): an existing file at the target is replaced.
    public void move(Path from, Path to) throws IOException {
        beforeStep.accept("move " + from + " to " + to);
        roots.at(
                from,
                heldFrom -> roots.at(
                        to,
                        heldTo -> Files.move(heldFrom, heldTo, StandardCopyOption.ATOMIC_MOVE)));
    }

    /// One link(2): an existing file at the target is refused.
    public void link(Path link, Path existing) throws IOException {
        beforeStep.accept("link " + link + " to " + existing);
        roots.at(link, heldLink -> roots.at(existing, held -> Files.createLink(heldLink, held)));
    }

    /// One renameat2(2): the two change places at one instant.
    ///
    /// @return false where the file system cannot do that
    public boolean exchange(Path one, Path other) throws IOException {
        beforeStep.accept("exchange " + one + " and " + other);
        return roots.at(one, heldOne -> roots.at(other, held -> exchange.exchange(heldOne, held)));
    }

    /// A new file that shares its blocks with another.
    ///
    /// @return why that is not possible, in words; empty if it is there
    public Optional<String> reflink(Path fresh, Path existing) throws IOException {
        beforeStep.accept("reflink " + fresh + " to " + existing);
        var refusal = roots
                .at(fresh, heldFresh -> roots.at(existing, held -> Kernel.reflink(heldFresh, held)));
        if (refusal.isEmpty()) {
            sync(fresh);
        }
        return refusal;
    }

    private void sync(Path file) throws IOException {
        try (var channel = roots.at(
                file,
                held -> FileChannel.open(held, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS))) {
            channel.force(true);
        }
    }

    public void setPermissions(Path file, Set<PosixFilePermission> permissions) throws IOException {
        beforeStep.accept("chmod " + file);
        roots.at(file, held -> {
            view(held).setPermissions(permissions);
            return null;
        });
    }

    public void setOwner(Path file, UserPrincipal owner) throws IOException {
        beforeStep.accept("chown " + file);
        roots.at(file, held -> {
            view(held).setOwner(owner);
            return null;
        });
    }

    public void setGroup(Path file, GroupPrincipal group) throws IOException {
        beforeStep.accept("chgrp " + file);
        roots.at(file, held -> {
            view(held).setGroup(group);
            return null;
        });
    }

    private static PosixFileAttributeView view(Path file) throws IOException {
        var view = Files
                .getFileAttributeView(file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        if (view == null) {
            throw new FileSystemException(file.toString(), null, "has no permissions on this file system");
        }
        return view;
    }

    public void delete(Path file) throws IOException {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            beforeStep.accept("delete " + file);
            roots.at(file, Files::deleteIfExists);
        }
    }

    /// Deletes links, never what they point to.
    public void deleteTree(Path root) throws IOException {
        if (!Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (roots.delete(root, file -> beforeStep.accept("delete " + file))) {
            return;
        }
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
                    throws IOException {
                if (failure != null) {
                    throw failure;
                }
                delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    public void syncDirectory(Path directory) throws IOException {
        beforeStep.accept("sync " + directory);
        try (var channel = roots.read(directory)) {
            channel.force(true);
        }
    }

    /// All directories of a tree, the root last. A tree that is one file needs nothing.
    public void syncDirectories(Path root) throws IOException {
        if (!Files.isDirectory(root, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
                    throws IOException {
                syncDirectory(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /// A file being written; closing it does not sync it.
    public final class Output extends OutputStream {
        private final FileChannel channel;

        private Output(FileChannel channel) {
            this.channel = channel;
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[]{(byte) value}, 0, 1);
        }

        /// Writes all of it.
        ///
        /// @throws InterruptedIOException when the thread is interrupted
        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedIOException("interrupted");
            }
            beforeStep.accept("write");
            var buffer = ByteBuffer.wrap(bytes, offset, length);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        }

        /// Writes what another file holds, as far as it goes.
        ///
        /// @return bytes written; 0 at its end
        /// @throws InterruptedIOException when the thread is interrupted
        public long write(FileChannel source, long position, long most) throws IOException {
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedIOException("interrupted");
            }
            beforeStep.accept("write");
            return source.transferTo(position, most, channel);
        }

        public void sync() throws IOException {
            beforeStep.accept("sync file");
            channel.force(true);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
