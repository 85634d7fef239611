package dev.revaer.fsops.extract;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.List;

import dev.revaer.fsops.entry.StorageException;
import dev.revaer.fsops.workspace.Progress;
import org.apache.commons.compress.utils.MultiReadOnlySeekableByteChannel;

/// Reads one volume, counting progress and heeding interruption. Failures of the disk leave it unchecked, to be told
/// from damage of the archive.
final class VolumeChannel implements SeekableByteChannel {
    private final FileChannel file;
    private final Progress progress;

    private VolumeChannel(FileChannel file, Progress progress) {
        this.file = file;
        this.progress = progress;
    }

    static VolumeChannel open(Path volume, Reading reading) {
        try {
            return new VolumeChannel(reading.roots().read(volume), reading.progress());
        } catch (IOException e) {
            throw new StorageException(e);
        }
    }

    /// All volumes as one file.
    static SeekableByteChannel open(List<Path> volumes, Reading reading) {
        return MultiReadOnlySeekableByteChannel
                .forSeekableByteChannels(openAll(volumes, reading).toArray(SeekableByteChannel[]::new));
    }

    static List<SeekableByteChannel> openAll(List<Path> volumes, Reading reading) {
        return volumes.stream().<SeekableByteChannel>map(volume -> open(volume, reading)).toList();
    }

    @Override
    public int read(ByteBuffer target) {
        try {
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedIOException("interrupted");
            }
            var read = file.read(target);
            if (read > 0) {
                progress.add(read);
            }
            return read;
        } catch (IOException e) {
            throw new StorageException(e);
        }
    }

    @Override
    public long position() throws IOException {
        return file.position();
    }

    @Override
    public SeekableByteChannel position(long position) throws IOException {
        file.position(position);
        return this;
    }

    @Override
    public long size() throws IOException {
        return file.size();
    }

    @Override
    public boolean isOpen() {
        return file.isOpen();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    @Override
    public int write(ByteBuffer source) {
        throw new NonWritableChannelException();
    }

    @Override
    public SeekableByteChannel truncate(long size) {
        throw new NonWritableChannelException();
    }
}
