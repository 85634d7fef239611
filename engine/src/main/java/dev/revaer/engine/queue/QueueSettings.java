package dev.revaer.engine.queue;

import dev.revaer.engine.BadValueException;

/// How many torrents run at a time; the others wait as `queued`.
///
/// @param activeDownloads -1 for any number
/// @param activeSeeds -1 for any number
/// @param activeTotal downloads and seeds together; -1 for any number
/// @param countSlow whether torrents that hardly transfer count too
/// @param slowDownloadBytesPerSecond a download below this rate is slow
/// @param slowUploadBytesPerSecond a seed below this rate is slow
public record QueueSettings(
        int activeDownloads,
        int activeSeeds,
        int activeTotal,
        boolean countSlow,
        int slowDownloadBytesPerSecond,
        int slowUploadBytesPerSecond) {
    private static final int MOST = 1_000_000;
    private static final int SLOW = 2048;

    public static final QueueSettings USUAL = new QueueSettings(8, -1, -1, false, SLOW, SLOW);

    /// Checks the values.
    ///
    /// @throws BadValueException for a number out of range
    public QueueSettings {
        BadValueException.check("activeDownloads", activeDownloads, -1, MOST);
        BadValueException.check("activeSeeds", activeSeeds, -1, MOST);
        BadValueException.check("activeTotal", activeTotal, -1, MOST);
        BadValueException
                .check("slowDownloadBytesPerSecond", slowDownloadBytesPerSecond, 0, Integer.MAX_VALUE);
        BadValueException.check("slowUploadBytesPerSecond", slowUploadBytesPerSecond, 0, Integer.MAX_VALUE);
    }
}
