package dev.revaer.fsops.extract;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.util.Collections;
import java.util.List;

import dev.revaer.fsops.archive.ArchiveSet;
import dev.revaer.fsops.entry.Target;
import dev.revaer.fsops.entry.UnsafeEntryException;
import dev.revaer.fsops.password.ZipDecryption;
import org.apache.commons.compress.archivers.EntryStreamOffsets;
import org.apache.commons.compress.archivers.zip.UnixStat;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.archivers.zip.ZipSplitReadOnlySeekableByteChannel;
import org.jspecify.annotations.Nullable;

/// Unpacks zip. Commons Compress compares neither checksums nor sizes of zip entries and takes a broken list of entries
/// for its end, so all three are checked here.
final class ZipUnpacker implements Unpacker {
    private static final int END_RECORD = 0x06054b50;
    private static final int END_RECORD_BYTES = 22;
    private static final int COUNT_OFFSET = 10;
    private static final int ZIP64 = 0xffff;

    @Override
    public void unpack(ArchiveSet set, Reading reading, Target target, char @Nullable [] password)
            throws IOException {
        try (var channel = open(set, reading);
                var zip = ZipFile.builder().setSeekableByteChannel(channel).get()) {
            var entries = Collections.list(zip.getEntriesInPhysicalOrder());
            var declared = declaredEntries(channel);
            if (declared != ZIP64 && (entries.size() & 0xffff) != declared) {
                throw new IOException("lists " + entries.size() + " entries, not " + declared);
            }
            checkOverlaps(entries);
            for (var entry : entries) {
                unpack(zip, entry, target, password);
            }
        }
    }

    private static SeekableByteChannel open(ArchiveSet set, Reading reading) throws IOException {
        return set.isSegmentedZip()
                ? new ZipSplitReadOnlySeekableByteChannel(VolumeChannel.openAll(set.files(), reading))
                : VolumeChannel.open(set.files(), reading);
    }

    /// Entries that share their bytes make a bomb of any size out of few.
    private static void checkOverlaps(List<ZipArchiveEntry> entries) throws UnsafeEntryException {
        var end = 0L;
        for (var entry : entries) {
            if (entry.getDataOffset() == EntryStreamOffsets.OFFSET_UNKNOWN) {
                continue;
            }
            if (entry.getDataOffset() < end) {
                throw new UnsafeEntryException(entry.getName(), "shares its bytes with another entry");
            }
            end = entry.getDataOffset() + entry.getCompressedSize();
        }
    }

    private static void unpack(
            ZipFile zip,
            ZipArchiveEntry entry,
            Target target,
            char @Nullable [] password)
            throws IOException {
        var kind = entry.getUnixMode() & UnixStat.FILE_TYPE_FLAG;
        if (kind != 0 && kind != UnixStat.FILE_FLAG && kind != UnixStat.DIR_FLAG) {
            throw new UnsafeEntryException(entry.getName(), "is a link or a special file");
        }
        if (entry.isDirectory()) {
            target.directory(entry.getName());
            return;
        }
        try (var content = open(zip, entry, password)) {
            var crc = ZipDecryption.hasChecksum(entry) ? entry.getCrc() : Target.UNKNOWN;
            target.file(entry.getName(), content, entry.getSize(), crc);
        }
    }

    private static InputStream open(ZipFile zip, ZipArchiveEntry entry, char @Nullable [] password)
            throws IOException {
        return entry.getGeneralPurposeBit().usesEncryption()
                ? new ZipDecryption(entry, password).open(zip, entry)
                : zip.getInputStream(entry);
    }

    /// The number of entries modulo 65536, as the record at the end of the file says.
    private static int declaredEntries(SeekableByteChannel channel) throws IOException {
        var length = (int) Math.min(channel.size(), END_RECORD_BYTES + 0xffff);
        var tail = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        channel.position(channel.size() - length);
        var read = 0;
        while (read >= 0 && tail.hasRemaining()) {
            read = channel.read(tail);
        }
        for (var at = length - END_RECORD_BYTES; at >= 0; at--) {
            if (tail.getInt(at) == END_RECORD) {
                return Short.toUnsignedInt(tail.getShort(at + COUNT_OFFSET));
            }
        }
        throw new IOException("no end of the list of entries");
    }
}
