package dev.revaer.fsops;

/// Bounds against archive bombs, over all archives of one download together.
///
/// @param maxBytes bytes unpacked
/// @param maxEntries files and directories unpacked
/// @param maxRatio bytes unpacked for each byte of one archive; applies once an archive has given 64 MiB
/// @param maxDepth layers unpacked: 1 leaves archives inside archives as ordinary files, 0 unpacks nothing
public record ExtractionLimits(long maxBytes, long maxEntries, double maxRatio, int maxDepth) {
    private static final double PEBIBYTE = 0x1p50;

    /// Checks the values.
    ///
    /// @throws IllegalArgumentException for less than 1 (depth: 0), or more than 1 PiB, ten million entries, a ratio of a
    ///         million and ten layers
    public ExtractionLimits {
        check("maxBytes", maxBytes, 1, PEBIBYTE);
        check("maxEntries", maxEntries, 1, 10_000_000);
        check("maxRatio", maxRatio, 1, 1_000_000);
        check("maxDepth", maxDepth, 0, 10);
    }

    private static void check(String name, Number value, double least, double most) {
        if (!(value.doubleValue() >= least && value.doubleValue() <= most)) {
            throw new IllegalArgumentException(
                    name + " must be from " + least + " to " + most + ", not " + value);
        }
    }

    /// 1 TiB is more than any release; 100,000 entries keep listings in memory small; text shrinks to about 1:50 and
    /// bombs start near 1:1000; releases nest one archive in another (subtitles), not more.
    public static ExtractionLimits defaults() {
        return new ExtractionLimits(1L << 40, 100_000, 200, 2);
    }
}
