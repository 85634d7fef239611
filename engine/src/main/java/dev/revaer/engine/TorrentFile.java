package dev.revaer.engine;

/// A file of a torrent.
///
/// @param path relative to the download directory, parts separated by `/`, the torrent's own name first
public record TorrentFile(int index, String path, long sizeBytes) {}
