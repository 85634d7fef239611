package dev.revaer.engine.queue;

/// Where a torrent goes in the queue of downloads.
public enum QueueMove {
    TOP, UP, DOWN, BOTTOM
}
