package dev.revaer.fsops.extract;

import java.io.IOException;

import com.github.junrar.exception.RarException;
import dev.revaer.fsops.archive.ArchiveSet;
import dev.revaer.fsops.entry.Target;
import dev.revaer.fsops.workspace.Progress;

/// Unpacks archives of one format; whatever a library throws goes out as it is.
interface Unpacker {
    void unpack(ArchiveSet set, Progress progress, Target target) throws IOException, RarException;

    static Unpacker of(ArchiveSet set) {
        return switch (set.format()) {
            case ZIP -> new ZipUnpacker();
            case SEVEN_ZIP -> new SevenZipUnpacker();
            case TAR, TAR_GZ, TAR_BZ2, TAR_XZ, TAR_ZST -> new TarUnpacker();
            case RAR -> new RarUnpacker();
        };
    }
}
