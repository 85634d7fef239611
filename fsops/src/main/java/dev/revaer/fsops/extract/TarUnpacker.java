package dev.revaer.fsops.extract;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.util.Arrays;

import dev.revaer.fsops.archive.ArchiveFormat;
import dev.revaer.fsops.archive.ArchiveSet;
import dev.revaer.fsops.entry.LimitException;
import dev.revaer.fsops.entry.Target;
import dev.revaer.fsops.entry.UnsafeEntryException;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.apache.commons.compress.compressors.zstandard.ZstdCompressorInputStream;
import org.jspecify.annotations.Nullable;

/// Unpacks tar, plain or compressed. What follows the last entry is read to its end, since the checksums of the
/// compressed forms stand there.
final class TarUnpacker implements Unpacker {
    /// Enough for `xz -9`; more is refused before it is allocated.
    private static final int LARGEST_MEMORY_KIB = 256 << 10;
    private static final int BLOCK_BYTES = 512;

    @Override
    public void unpack(ArchiveSet set, Reading reading, Target target, char @Nullable [] password)
            throws IOException {
        try (var channel = VolumeChannel.open(set.files(), reading)) {
            if (set.format() == ArchiveFormat.TAR) {
                checkEndMark(channel);
            }
            try (var plain = new Headers(
                    decompressed(
                            set.format(),
                            new BufferedInputStream(Channels.newInputStream(channel), 1 << 16)));
                    var tar = new TarArchiveInputStream(plain)) {
                for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                    plain.isContent = true;
                    unpack(tar, entry, target);
                    plain.startHeader();
                }
                plain.isContent = true;
                target.skip(plain);
            }
        }
    }

    private static InputStream decompressed(ArchiveFormat format, InputStream in) throws IOException {
        return switch (format) {
            case TAR_GZ ->
                GzipCompressorInputStream.builder().setInputStream(in).setDecompressConcatenated(true).get();
            case TAR_BZ2 -> new BZip2CompressorInputStream(in, true);
            case TAR_XZ -> XZCompressorInputStream.builder()
                    .setInputStream(in)
                    .setDecompressConcatenated(true)
                    .setMemoryLimitKiB(LARGEST_MEMORY_KIB)
                    .get();
            case TAR_ZST -> new ZstdCompressorInputStream(in);
            case TAR, ZIP, SEVEN_ZIP, RAR, ARJ, LZH, CAB, ACE -> in;
        };
    }

    private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Target target)
            throws IOException {
        var name = entry.getName();
        if (entry.isSymbolicLink() || entry.isLink()) {
            throw new UnsafeEntryException(name, "is a link");
        }
        if (entry.isCharacterDevice() || entry.isBlockDevice() || entry.isFIFO()) {
            throw new UnsafeEntryException(name, "is a special file");
        }
        if (!tar.canReadEntryData(entry)) {
            throw new IOException(name + " is of a kind that cannot be read");
        }
        if (entry.isDirectory()) {
            target.directory(name);
            return;
        }
        target.file(name, tar, entry.getRealSize(), Target.UNKNOWN);
    }

    /// Bounds what stands before an entry's content: Commons Compress takes names of any length into memory.
    private static final class Headers extends FilterInputStream {
        private static final long MOST_BYTES = 4L << 20;

        private boolean isContent;
        private long left = MOST_BYTES;

        private Headers(InputStream in) {
            super(in);
        }

        void startHeader() {
            isContent = false;
            left = MOST_BYTES;
        }

        @Override
        public int read() throws IOException {
            count(1);
            return super.read();
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            var read = super.read(bytes, offset, length);
            count(read);
            return read;
        }

        @Override
        public long skip(long count) throws IOException {
            var skipped = super.skip(count);
            count(skipped);
            return skipped;
        }

        private void count(long bytes) throws LimitException {
            left -= isContent ? 0 : bytes;
            if (left < 0) {
                throw new LimitException(MOST_BYTES + " bytes of names and attributes of one entry");
            }
        }
    }

    /// A plain tar has no checksum over its content: a cut between two entries shows only here.
    private static void checkEndMark(SeekableByteChannel channel) throws IOException {
        var tail = ByteBuffer.allocate(BLOCK_BYTES);
        channel.position(Math.max(0, channel.size() - BLOCK_BYTES));
        var read = 0;
        while (read >= 0 && tail.hasRemaining()) {
            read = channel.read(tail);
        }
        if (tail.hasRemaining() || !Arrays.equals(tail.array(), new byte[BLOCK_BYTES])) {
            throw new IOException("no mark at its end");
        }
        channel.position(0);
    }
}
