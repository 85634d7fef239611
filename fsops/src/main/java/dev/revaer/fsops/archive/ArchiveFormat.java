package dev.revaer.fsops.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

import dev.revaer.fsops.root.Roots;

/// A kind of archive, known by its extension and by the bytes it begins with; either alone is not enough.
public enum ArchiveFormat {
    ZIP(0, ".zip", "504b0304 504b0506"), //
    SEVEN_ZIP(0, ".7z", "377abcaf271c"), //
    TAR(257, ".tar", "7573746172"), //
    TAR_GZ(0, ".tar.gz .tgz", "1f8b"), //
    TAR_BZ2(0, ".tar.bz2 .tbz2 .tbz", "425a68"), //
    TAR_XZ(0, ".tar.xz .txz", "fd377a585a00"), //
    TAR_ZST(0, ".tar.zst .tzst", "28b52ffd"), //
    RAR(0, ".rar", "526172211a0700 526172211a070100"), //
    ARJ(0, ".arj", "60ea"), //
    LZH(2, ".lzh .lha", "2d6c68 2d6c7a"), //
    CAB(0, ".cab", "4d534346"), //
    ACE(7, ".ace", "2a2a4143452a2a");

    /// Those that other programs unpack.
    private static final Set<ArchiveFormat> EXTERNAL = EnumSet.of(ARJ, LZH, CAB, ACE);

    private static final String SEGMENT_MAGIC = "504b0708";

    private final int offset;
    private final String extensions;
    private final String magics;

    ArchiveFormat(int offset, String extensions, String magics) {
        this.offset = offset;
        this.extensions = extensions;
        this.magics = magics;
    }

    /// Whether another program is needed to unpack it.
    public boolean isExternal() {
        return EXTERNAL.contains(this);
    }

    List<String> extensions() {
        return List.of(extensions.split(" ", -1));
    }

    /// Whether the first of the segments `.z01`, `.z02` and `.zip` begins as it should.
    static boolean isFirstZipSegment(Path file, Roots roots) throws IOException {
        return head(file, 0, roots).startsWith(SEGMENT_MAGIC);
    }

    boolean matches(Path file, Roots roots) throws IOException {
        var bytes = head(file, offset, roots);
        return Arrays.stream(magics.split(" ", -1)).anyMatch(bytes::startsWith);
    }

    private static String head(Path file, int offset, Roots roots) throws IOException {
        var head = ByteBuffer.allocate(8);
        try (var channel = roots.read(file)) {
            var position = (long) offset;
            while (head.hasRemaining()) {
                var read = channel.read(head, position);
                if (read < 0) {
                    break;
                }
                position += read;
            }
        }
        return HexFormat.of().formatHex(head.array(), 0, head.position());
    }
}
