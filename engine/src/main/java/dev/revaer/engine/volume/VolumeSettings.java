package dev.revaer.engine.volume;

import dev.revaer.engine.BadValueException;

/// How much of a volume downloads leave alone.
///
/// @param minFreeSpaceBytes stay free on each volume; 0 to fill it up
/// @param marginBytes must be left besides before downloads go on that were held for want of space, so that they do not
///        stop again at once
public record VolumeSettings(long minFreeSpaceBytes, long marginBytes) {
    private static final long MOST = 1L << 60;

    public static final VolumeSettings USUAL = new VolumeSettings(1L << 30, 32L << 20);

    public VolumeSettings {
        BadValueException.check("minFreeSpaceBytes", minFreeSpaceBytes, 0, MOST);
        BadValueException.check("marginBytes", marginBytes, 0, MOST);
    }
}
