package dev.revaer.fsops.extract;

import java.io.IOException;

import com.github.junrar.exception.RarException;
import dev.revaer.fsops.archive.ArchiveSet;
import dev.revaer.fsops.entry.Target;
import org.apache.commons.compress.PasswordRequiredException;
import org.jspecify.annotations.Nullable;

/// Unpacks archives of one format; whatever a library throws goes out as it is.
interface Unpacker {
    /// Unpacks the whole archive.
    ///
    /// @param password null for none
    /// @throws PasswordRequiredException or [com.github.junrar.exception.WrongPasswordException] when it needs another one
    void unpack(ArchiveSet set, Reading reading, Target target, char @Nullable [] password)
            throws IOException, RarException;

    static Unpacker of(ArchiveSet set) {
        return switch (set.format()) {
            case ZIP -> new ZipUnpacker();
            case SEVEN_ZIP -> new SevenZipUnpacker();
            case TAR, TAR_GZ, TAR_BZ2, TAR_XZ, TAR_ZST -> new TarUnpacker();
            case RAR -> new RarUnpacker();
            case ARJ, LZH, CAB, ACE ->
                throw new IllegalArgumentException("not unpacked in process: " + set.name());
        };
    }
}
