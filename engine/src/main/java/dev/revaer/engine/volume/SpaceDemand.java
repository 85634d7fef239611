package dev.revaer.engine.volume;

import dev.revaer.engine.InfoHash;

/// What a download still needs on its volume.
///
/// @param order among those that run, and among those that are held: lower goes first
/// @param missingBytes of the wanted files; what is there lies on the volume already
/// @param isHeld whether it waits for space
public record SpaceDemand(InfoHash infoHash, long order, long missingBytes, boolean isHeld) {
    public SpaceDemand {
        if (missingBytes < 0) {
            throw new IllegalArgumentException("missing " + missingBytes);
        }
    }
}
