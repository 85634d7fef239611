package dev.revaer.engine.queue;

import dev.revaer.engine.BadValueException;

/// How many torrents run at a time; the others wait as `queued`.
///
/// @param activeDownloads -1 for any number
/// @param activeSeeds -1 for any number
/// @param activeTotal downloads and seeds together; -1 for any number
/// @param countSlow whether torrents that hardly transfer count too
public record QueueSettings(int activeDownloads, int activeSeeds, int activeTotal, boolean countSlow) {
    public static final QueueSettings USUAL = new QueueSettings(8, -1, -1, false);

    private static final int MOST = 1_000_000;

    /// Checks the values.
    ///
    /// @throws BadValueException for a number out of range
    public QueueSettings {
        BadValueException.check("activeDownloads", activeDownloads, -1, MOST);
        BadValueException.check("activeSeeds", activeSeeds, -1, MOST);
        BadValueException.check("activeTotal", activeTotal, -1, MOST);
    }
}
