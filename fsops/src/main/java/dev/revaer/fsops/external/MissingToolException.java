package dev.revaer.fsops.external;

import java.io.IOException;
import java.util.List;

/// No program is here that unpacks an archive.
public final class MissingToolException extends IOException {
    private final List<String> anyOf;

    MissingToolException(List<String> anyOf) {
        super("none of " + anyOf + " is here");
        this.anyOf = List.copyOf(anyOf);
    }

    public List<String> anyOf() {
        return anyOf;
    }
}
