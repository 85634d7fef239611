package dev.revaer.engine.volume;

import dev.revaer.engine.BadValueException;
import dev.revaer.engine.DiskIo;

/// How files are read and written.
///
/// @param ioThreads that read and write
/// @param hashingThreads that check pieces
/// @param openFiles at a time, at most
/// @param queuedBytes that wait to be written before peers are read from more slowly
/// @param allocation of torrents that are added from now on
/// @param io how files are reached, from the next start on
public record DiskSettings(
        int ioThreads,
        int hashingThreads,
        int openFiles,
        int queuedBytes,
        Allocation allocation,
        DiskIo io) {
    public static final DiskSettings USUAL = new DiskSettings(
            2,
            2,
            40,
            64 << 20,
            Allocation.SPARSE,
            DiskIo.AUTO);

    /// Checks the values.
    ///
    /// @throws BadValueException for a number out of range
    public DiskSettings {
        BadValueException.check("ioThreads", ioThreads, 1, 64);
        BadValueException.check("hashingThreads", hashingThreads, 1, 64);
        BadValueException.check("openFiles", openFiles, 5, 10_000);
        BadValueException.check("queuedBytes", queuedBytes, 1 << 20, 1 << 30);
    }
}
