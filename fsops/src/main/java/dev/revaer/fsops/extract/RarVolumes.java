package dev.revaer.fsops.extract;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import com.github.junrar.Archive;
import com.github.junrar.io.SeekableReadOnlyByteChannel;
import com.github.junrar.volume.Volume;
import com.github.junrar.volume.VolumeManager;
import dev.revaer.fsops.entry.StorageException;
import org.jspecify.annotations.Nullable;

/// Hands the volumes of a set to junrar, those of the torrent and no others.
final class RarVolumes implements VolumeManager {
    private final List<Path> files;
    private final Reading reading;
    private int next;

    RarVolumes(List<Path> files, Reading reading) {
        this.files = files;
        this.reading = reading;
    }

    boolean hasNext() {
        return next < files.size();
    }

    /// The volume after the last one handed out.
    ///
    /// @throws IOException where junrar would take null for the end of a stored file that goes on in a missing volume
    @Override
    public Volume nextVolume(@Nullable Archive archive, @Nullable Volume last) throws IOException {
        if (!hasNext()) {
            throw new IOException("volume " + (next + 1) + " is missing");
        }
        return new RarVolume(archive, files.get(next++), reading);
    }

    private record RarVolume(@Nullable Archive archive, Path file, Reading reading) implements Volume {
        @Override
        public SeekableReadOnlyByteChannel getChannel() {
            return new RarChannel(VolumeChannel.open(file, reading));
        }

        @Override
        public long getLength() {
            try {
                return Files.size(file);
            } catch (IOException e) {
                throw new StorageException(e);
            }
        }

        @Override
        public @Nullable Archive getArchive() {
            return archive;
        }
    }

    private record RarChannel(VolumeChannel channel) implements SeekableReadOnlyByteChannel {
        @Override
        public long getPosition() throws IOException {
            return channel.position();
        }

        @Override
        public void setPosition(long position) throws IOException {
            if (position < 0) {
                throw new IOException("position before the start");
            }
            channel.position(position);
        }

        @Override
        public int read() {
            var one = ByteBuffer.allocate(1);
            return channel.read(one) < 0 ? -1 : one.get(0) & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
            return channel.read(ByteBuffer.wrap(bytes, offset, length));
        }

        @Override
        public int readFully(byte[] bytes, int count) throws IOException {
            var target = ByteBuffer.wrap(bytes, 0, count);
            while (target.hasRemaining()) {
                if (channel.read(target) < 0) {
                    throw new EOFException("ends too early");
                }
            }
            return count;
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
