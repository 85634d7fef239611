package dev.revaer.app.fetch;

import org.jspecify.annotations.Nullable;

/// What a server gave along with a copy, by which it can tell whether the copy still holds (RFC 9110 §8.8).
public record Validators(@Nullable String etag, @Nullable String lastModified) {
    public static final Validators NONE = new Validators(null, null);

    public boolean isEmpty() {
        return etag == null && lastModified == null;
    }
}
