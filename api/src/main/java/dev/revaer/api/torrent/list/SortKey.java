package dev.revaer.api.torrent.list;

import java.util.Arrays;

import dev.revaer.engine.Torrent;
import org.jspecify.annotations.Nullable;

/// What a list of torrents can be in the order of.
enum SortKey {
    ADDED("added"), NAME("name"), SIZE("size"), PROGRESS("progress"), DOWNLOAD_RATE(
            "downloadRate"), UPLOAD_RATE("uploadRate"), RATIO("ratio"), STATE("state");

    private final String label;

    SortKey(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    /// What comes first, as a number; the same for all where [#text] tells.
    @SuppressWarnings("EnumOrdinal") // states are listed in the order they are sorted in
    long number(Torrent torrent) {
        var transfer = torrent.transfer();
        return switch (this) {
            case ADDED -> torrent.addedAtMicros();
            case NAME -> 0;
            case SIZE -> transfer.sizeBytes();
            case PROGRESS -> ordered(transfer.progress());
            case DOWNLOAD_RATE -> transfer.downloadBytesPerSecond();
            case UPLOAD_RATE -> transfer.uploadBytesPerSecond();
            case RATIO -> ordered(transfer.ratio());
            case STATE -> torrent.state().ordinal();
        };
    }

    /// What comes first, as a text; null where [#number] tells.
    @Nullable
    String text(Torrent torrent) {
        return this == NAME ? torrent.name() : null;
    }

    /// Whether the place of a torrent among the others never changes.
    boolean isFixed() {
        return this == ADDED;
    }

    static @Nullable SortKey ofLabel(String label) {
        return Arrays.stream(values()).filter(key -> key.label.equals(label)).findFirst().orElse(null);
    }

    /// The bits of doubles that are not negative are in the order of the doubles (IEEE 754, section 3).
    private static long ordered(double value) {
        return Double.doubleToLongBits(Math.max(0, value));
    }
}
