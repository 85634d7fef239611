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
    private long entriesOfArchive;

    public Budget(ExtractionLimits limits) {
        this.limits = limits;
    }

    public void startArchive(long sizeBytes) {
        archiveBytes = Math.max(1, sizeBytes);
        bytesOfArchive = 0;
        entriesOfArchive = 0;
    }

    /// Takes back what the archive has spent: it is unpacked anew.
    public void restartArchive() {
        bytes -= bytesOfArchive;
        entries -= entriesOfArchive;
        bytesOfArchive = 0;
        entriesOfArchive = 0;
    }

    /// Bytes that the archive may still give.
    public long leftBytes() {
        var byRatio = Math.max(RATIO_FLOOR_BYTES, (long) Math.min(0x1p62, archiveBytes * limits.maxRatio()));
        return Math.max(0, Math.min(limits.maxBytes() - bytes, byRatio - bytesOfArchive));
    }

    /// Checks what the archive would give without spending it.
    public void require(long moreBytes, long moreEntries) throws LimitException {
        if (entries + moreEntries > limits.maxEntries()) {
            throw new LimitException(limits.maxEntries() + " entries");
        }
        check(bytes + moreBytes, bytesOfArchive + moreBytes);
    }

    public void spendEntry() throws LimitException {
        entries++;
        entriesOfArchive++;
        if (entries > limits.maxEntries()) {
            throw new LimitException(limits.maxEntries() + " entries");
        }
    }

    public void spendBytes(long count) throws LimitException {
        bytes += count;
        bytesOfArchive += count;
        check(bytes, bytesOfArchive);
    }

    private void check(long all, long ofArchive) throws LimitException {
        if (all > limits.maxBytes()) {
            throw new LimitException(limits.maxBytes() + " unpacked bytes");
        }
        if (ofArchive > RATIO_FLOOR_BYTES && ofArchive > archiveBytes * limits.maxRatio()) {
            throw new LimitException("a compression ratio of " + limits.maxRatio());
        }
    }
}
