package dev.revaer.fsops;

/// Bounds against archive bombs, over all archives of one download together.
///
/// @param maxBytes bytes unpacked
/// @param maxEntries files and directories unpacked
/// @param maxRatio bytes unpacked for each byte of one archive; applies once an archive has given 64 MiB
/// @param maxDepth layers unpacked: 1 leaves archives inside archives as ordinary files, 0 unpacks nothing
public record ExtractionLimits(long maxBytes, long maxEntries, double maxRatio, int maxDepth) {
    public ExtractionLimits {
        if (maxBytes < 1 || maxEntries < 1 || maxDepth < 0) {
            throw new IllegalArgumentException(
                    "limits must be positive: " + maxBytes + " bytes, " + maxEntries + " entries, depth "
                            + maxDepth);
        }
        if (!(maxRatio >= 1)) {
            throw new IllegalArgumentException("a ratio is 1 or more: " + maxRatio);
        }
    }

    /// 1 TiB is more than any release; 100,000 entries keep listings in memory small; text shrinks to about 1:50 and
    /// bombs start near 1:1000; releases nest one archive in another (subtitles), not more.
    public static ExtractionLimits defaults() {
        return new ExtractionLimits(1L << 40, 100_000, 200, 2);
    }
}
