package dev.revaer.fsops.extract;

import java.io.IOException;
import java.util.List;

import com.github.junrar.Archive;
import com.github.junrar.ArchiveOptions;
import com.github.junrar.exception.CrcErrorException;
import com.github.junrar.exception.RarException;
import com.github.junrar.rarfile.BaseBlock;
import com.github.junrar.rarfile.FileHeader;
import com.github.junrar.rarfile.HostSystem;
import com.github.junrar.rarfile.UnrarHeadertype;
import com.github.junrar.rarfile.rar5.Rar5BlockType;
import com.github.junrar.rarfile.rar5.Rar5MainHeader;
import dev.revaer.fsops.archive.ArchiveSet;
import dev.revaer.fsops.entry.Target;
import dev.revaer.fsops.entry.UnsafeEntryException;
import org.apache.commons.compress.PasswordRequiredException;
import org.apache.commons.compress.archivers.zip.UnixStat;
import org.jspecify.annotations.Nullable;

/// Unpacks RAR4 and RAR5, whole or in volumes.
///
/// junrar lists the headers of one volume at a time and takes a header it cannot read for the end of the list, so the
/// end mark of each volume is asked for here and the next volume is opened when no file leads into it.
final class RarUnpacker implements Unpacker {
    /// Enough for WinRAR's larger settings; more is refused before it is allocated.
    private static final long LARGEST_DICTIONARY_BYTES = 256L << 20;
    private static final int NEXT_VOLUME = 1;
    private static final int WINDOWS_REPARSE_POINT = 0x400;
    /// Volumes by RAR 2 have no end mark; everything newer, but for stored files, needs a newer version to unpack.
    private static final int LAST_WITHOUT_END_MARK = 20;

    @Override
    public void unpack(ArchiveSet set, Reading reading, Target target, char @Nullable [] password)
            throws IOException, RarException {
        var volumes = new RarVolumes(set.files(), reading);
        var options = ArchiveOptions.builder()
                .maxDictionarySize(LARGEST_DICTIONARY_BYTES)
                .password(password)
                .build();
        try (var archive = new Archive(volumes, options)) {
            unpackVolume(archive, target, password != null);
            while (volumes.hasNext()) {
                archive.setVolume(volumes.nextVolume(archive, archive.getVolume()));
                unpackVolume(archive, target, password != null);
            }
            if (saysThatMoreFollows(archive.getHeaders())) {
                throw new IOException("its last volume is missing");
            }
        }
    }

    private static void unpackVolume(Archive archive, Target target, boolean hasPassword)
            throws IOException, RarException {
        if (archive.isEncrypted() && !hasPassword) {
            throw new PasswordRequiredException("the archive");
        }
        for (var header = archive.nextFileHeader(); header != null; header = archive.nextFileHeader()) {
            unpack(archive, header, target, hasPassword);
        }
        checkEndMark(archive);
    }

    private static void unpack(Archive archive, FileHeader header, Target target, boolean hasPassword)
            throws IOException, RarException {
        var name = nameOf(header);
        if (header.isEncrypted() && !hasPassword) {
            throw new PasswordRequiredException(name);
        }
        if (isLinkOrSpecial(header)) {
            throw new UnsafeEntryException(name, "is a link or a special file");
        }
        if (header.isSplitBefore()) {
            throw new IOException("the volume before this one is missing");
        }
        if (header.isDirectory()) {
            target.directory(name);
            return;
        }
        try (var out = target.open(name)) {
            extract(archive, header, out);
        }
    }

    /// junrar starts the checksum of a RAR4 file anew at each volume and then refuses good files, so size and checksum
    /// are compared here, with those in the header of the file's last part.
    private static void extract(Archive archive, FileHeader header, Target.Entry out)
            throws IOException, RarException {
        CrcErrorException refusal = null;
        try {
            archive.extractFile(header, out);
        } catch (CrcErrorException e) {
            refusal = e;
        }
        var last = header.isSplitAfter() ? lastPart(archive.getFileHeaders()) : header;
        if (last.isSplitAfter()) {
            throw new IOException("its last volume is missing");
        }
        var size = header.isUnpSizeUnknown() ? Target.UNKNOWN : last.getFullUnpackSize();
        if (!header.isRar5Container()) {
            out.finish(size, Integer.toUnsignedLong(last.getFileCRC()));
            return;
        }
        if (refusal != null) {
            throw refusal;
        }
        out.finish(size, Target.UNKNOWN);
    }

    private static FileHeader lastPart(List<FileHeader> headers) throws IOException {
        return headers.stream()
                .filter(FileHeader::isSplitBefore)
                .findFirst()
                .orElseThrow(() -> new IOException("a volume does not go on where the one before it ends"));
    }

    /// RAR4 parts directories by a backslash, whatever the system.
    private static String nameOf(FileHeader header) {
        return header.isRar5Container() ? header.getFileName() : header.getFileName().replace('\\', '/');
    }

    private static boolean isLinkOrSpecial(FileHeader header) {
        if (header.getRedirection() != null) {
            return true;
        }
        if (header.getHostOS() == HostSystem.unix) {
            var kind = header.getFileAttr() & UnixStat.FILE_TYPE_FLAG;
            return kind != 0 && kind != UnixStat.FILE_FLAG && kind != UnixStat.DIR_FLAG;
        }
        return (header.getFileAttr() & WINDOWS_REPARSE_POINT) != 0;
    }

    private static void checkEndMark(Archive archive) throws IOException, RarException {
        var headers = archive.getHeaders();
        if (headers.stream().anyMatch(BaseBlock::isBrokenHeader)) {
            throw new IOException("a header has a wrong checksum");
        }
        if (!headers.isEmpty() && isEndMark(headers.getLast())) {
            return;
        }
        var isOld = !archive.getFileHeaders().isEmpty() && archive.getFileHeaders()
                .stream()
                .allMatch(
                        header -> !header.isRar5Container()
                                && header.getUnpVersion() <= LAST_WITHOUT_END_MARK);
        if (!isOld || endOf(archive) != archive.getVolume().getLength()) {
            throw new IOException("a volume is cut short");
        }
    }

    private static boolean isEndMark(BaseBlock block) {
        return block instanceof Rar5MainHeader header
                ? header.getRar5Type() == Rar5BlockType.ENDARC
                : UnrarHeadertype.EndArcHeader.equals(block.getHeaderType());
    }

    private static boolean saysThatMoreFollows(List<BaseBlock> headers) {
        var last = headers.getLast();
        if (last instanceof Rar5MainHeader header) {
            return header.isNextVolume();
        }
        return isEndMark(last) && (last.getFlags() & NEXT_VOLUME) != 0;
    }

    private static long endOf(Archive archive) throws RarException {
        var last = archive.getFileHeaders().getLast();
        return last.getPositionInFile() + last.getHeaderSize(archive.isEncrypted()) + last.getFullPackSize();
    }
}
