package dev.revaer.fsops.entry;

import dev.revaer.fsops.ExtractionLimits;

/// What all archives of one download may still give together.
public final class Budget {
    /// Below this much, a high ratio is no bomb: a small archive of zeros does no harm.
    public static final long RATIO_FLOOR_BYTES = 64L << 20;

    private final ExtractionLimits limits;
    private long bytes;
    private long entries;
    private long archiveBytes = Long.MAX_VALUE;
    private long bytesOfArchive;

    public Budget(ExtractionLimits limits) {
        this.limits = limits;
    }

    public void startArchive(long sizeBytes) {
        archiveBytes = Math.max(1, sizeBytes);
        bytesOfArchive = 0;
    }

    public void spendEntry() throws LimitException {
        entries++;
        if (entries > limits.maxEntries()) {
            throw new LimitException(limits.maxEntries() + " entries");
        }
    }

    public void spendBytes(long count) throws LimitException {
        bytes += count;
        bytesOfArchive += count;
        if (bytes > limits.maxBytes()) {
            throw new LimitException(limits.maxBytes() + " unpacked bytes");
        }
        if (bytesOfArchive > RATIO_FLOOR_BYTES && bytesOfArchive > archiveBytes * limits.maxRatio()) {
            throw new LimitException("a compression ratio of " + limits.maxRatio());
        }
    }
}
