package dev.revaer.fsops.record;

import java.util.Objects;

/// That the torrent is to seed from what is published, and its files are to go from where they were.
///
/// @param from absolute directory that they were below
/// @param content fingerprint of the torrent once its files have the names they get
public record Relocation(String from, String content) {
    public Relocation {
        Objects.requireNonNull(from);
        Objects.requireNonNull(content);
    }
}
