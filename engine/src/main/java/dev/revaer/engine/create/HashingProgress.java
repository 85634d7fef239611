package dev.revaer.engine.create;

/// Follows the making of metainfo, on the thread that makes it.
@FunctionalInterface
public interface HashingProgress {
    HashingProgress IGNORED = (_, _) -> {};

    /// Told often: for each file that is found, and then for each 16 KiB that are hashed.
    ///
    /// @param total all bytes to be hashed; grows while files are being found
    /// @throws java.util.concurrent.CancellationException to stop; whoever asked for the metainfo gets it
    void hashed(long bytes, long total);
}
