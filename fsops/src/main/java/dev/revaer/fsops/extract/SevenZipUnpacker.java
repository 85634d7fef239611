package dev.revaer.fsops.extract;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;

import dev.revaer.fsops.archive.ArchiveSet;
import dev.revaer.fsops.entry.Target;
import dev.revaer.fsops.entry.UnsafeEntryException;
import dev.revaer.fsops.password.KeyStretching;
import org.apache.commons.compress.archivers.sevenz.SevenZArchiveEntry;
import org.apache.commons.compress.archivers.sevenz.SevenZFile;
import org.apache.commons.compress.archivers.zip.UnixStat;
import org.jspecify.annotations.Nullable;

/// Unpacks 7z, whole or split.
final class SevenZipUnpacker implements Unpacker {
    /// Enough for the dictionaries of 7-Zip's "ultra" setting; more is refused before it is allocated.
    private static final int LARGEST_MEMORY_KIB = 256 << 10;
    private static final int WINDOWS_REPARSE_POINT = 0x400;
    private static final int UNIX_EXTENSION = 0x8000;

    @Override
    public void unpack(ArchiveSet set, Reading reading, Target target, char @Nullable [] password)
            throws IOException {
        try (var channel = VolumeChannel.open(set.files(), reading)) {
            if (password != null) {
                KeyStretching.check(channel);
            }
            unpack(channel, target, password);
        }
    }

    private static void unpack(SeekableByteChannel channel, Target target, char @Nullable [] password)
            throws IOException {
        try (var archive = SevenZFile.builder()
                .setSeekableByteChannel(channel)
                .setMaxMemoryLimitKiB(LARGEST_MEMORY_KIB)
                .setPassword(password)
                .get()) {
            for (var entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
                unpack(archive, entry, target);
            }
        }
    }

    private static void unpack(SevenZFile archive, SevenZArchiveEntry entry, Target target)
            throws IOException {
        var name = entry.getName();
        if (name == null) {
            throw new UnsafeEntryException("?", "has no name");
        }
        if (entry.isAntiItem() || isLinkOrSpecial(entry)) {
            throw new UnsafeEntryException(name, "is a link, a special file or a deletion");
        }
        if (entry.isDirectory()) {
            target.directory(name);
            return;
        }
        target.file(
                name,
                new EntryStream(archive),
                entry.getSize(),
                entry.getHasCrc() ? entry.getCrcValue() : Target.UNKNOWN);
    }

    /// 7-Zip keeps the Unix mode in the high half of the Windows attributes.
    private static boolean isLinkOrSpecial(SevenZArchiveEntry entry) {
        if (!entry.getHasWindowsAttributes()) {
            return false;
        }
        var attributes = entry.getWindowsAttributes();
        if ((attributes & WINDOWS_REPARSE_POINT) != 0) {
            return true;
        }
        var kind = (attributes >>> 16) & UnixStat.FILE_TYPE_FLAG;
        return (attributes & UNIX_EXTENSION) != 0 && kind != 0 && kind != UnixStat.FILE_FLAG
                && kind != UnixStat.DIR_FLAG;
    }

    private static final class EntryStream extends InputStream {
        private final SevenZFile archive;

        private EntryStream(SevenZFile archive) {
            this.archive = archive;
        }

        @Override
        public int read() throws IOException {
            return archive.read();
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            return archive.read(bytes, offset, length);
        }
    }
}
