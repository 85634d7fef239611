package dev.revaer.engine.swarm;

/// A tracker that a torrent announces to.
///
/// @param tier lower ones are tried first (BEP 12), 0 to 255
public record Tracker(String url, int tier) {}
