package dev.revaer.fsops.extract;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;

import dev.revaer.fsops.FsopsError;
import dev.revaer.fsops.FsopsException;
import dev.revaer.fsops.Stage;
import dev.revaer.fsops.archive.ArchiveSet;
import dev.revaer.fsops.root.Roots;
import dev.revaer.fsops.workspace.SourceFile;

/// The archives that lead down to what is being unpacked, each in the one before.
///
/// @param sets the outermost first
record Descent(List<ArchiveSet> sets) {
    static final Descent TOP = new Descent(List.of());

    private static final int COMPARED_BYTES = 1 << 18;

    Descent {
        sets = List.copyOf(sets);
    }

    Descent into(ArchiveSet set) {
        var longer = new ArrayList<>(sets);
        longer.add(set);
        return new Descent(longer);
    }

    /// Makes sure that an archive does not hold itself, or one that it came out of: unpacking that has no end.
    ///
    /// @param tree what came out of the innermost
    /// @throws FsopsException if it does
    void requireEnd(List<SourceFile> tree, Roots roots) throws IOException {
        for (var set : sets) {
            for (var volume : set.volumes()) {
                for (var file : tree) {
                    if (file.sizeBytes() == volume.sizeBytes() && isSame(file, volume, roots)) {
                        throw new FsopsException(
                                Stage.EXTRACT,
                                new FsopsError.UnsafeArchive(
                                        sets.getLast().name(),
                                        file.fileName(),
                                        "is " + (set.equals(sets.getLast())
                                                ? "the archive itself"
                                                : set.name() + ", which it came out of")),
                                null);
                    }
                }
            }
        }
    }

    private static boolean isSame(SourceFile one, SourceFile other, Roots roots) throws IOException {
        var mine = ByteBuffer.allocate(COMPARED_BYTES);
        var yours = ByteBuffer.allocate(COMPARED_BYTES);
        try (var in = roots.read(one.file()); var same = roots.read(other.file())) {
            for (var position = 0L; position < one.sizeBytes(); position += mine.limit()) {
                fill(in, mine, position);
                fill(same, yours, position);
                if (mine.limit() == 0 || !mine.equals(yours)) {
                    return false;
                }
            }
        }
        return true;
    }

    private static void fill(FileChannel channel, ByteBuffer buffer, long position) throws IOException {
        buffer.clear();
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, position + buffer.position()) < 0) {
                break;
            }
        }
        buffer.flip();
    }
}
