package dev.revaer.fsops.seeding;

import java.nio.file.Path;
import java.util.Map;

/// Where a torrent's files have come.
///
/// @param downloadDir absolute directory that they lie below now
/// @param names where each file lies below it, by where it lay below the directory before; parts parted by `/`
public record NewPlace(String infoHash, Path downloadDir, Map<String, String> names) {
    public NewPlace {
        names = Map.copyOf(names);
    }
}
