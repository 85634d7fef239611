package dev.revaer.engine.create;

import java.util.Arrays;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/// Which swarms metainfo is for: those of BEP 3, those of BEP 52, or both.
public enum MetainfoFormat {
    V1, V2, HYBRID;

    /// As the API says it: `v1`, `v2` or `hybrid`.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static @Nullable MetainfoFormat ofLabel(String label) {
        return Arrays.stream(values())
                .filter(format -> format.label().equals(label))
                .findFirst()
                .orElse(null);
    }

    public boolean hasV1() {
        return this != V2;
    }

    public boolean hasV2() {
        return this != V1;
    }
}
