package dev.revaer.cli.takeover.bencode;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;

import org.jspecify.annotations.Nullable;

/// A bencoded dictionary, its keys one character for each byte. What is there and of another type than asked for is
/// not there.
public final class Dictionary implements Bencoded {
    private final byte[] bytes;
    private final SortedMap<String, Bencoded> entries;
    private final SortedMap<String, Span> spans;

    Dictionary(byte[] bytes, SortedMap<String, Bencoded> entries, SortedMap<String, Span> spans) {
        this.bytes = bytes;
        this.entries = entries;
        this.spans = spans;
    }

    /// Where it stands, `[from, to)`.
    record Span(int from, int to) {}

    /// The keys there are, in their order.
    public Set<String> keys() {
        return entries.keySet();
    }

    /// The integer at `key`, or `otherwise`.
    public long number(String key, long otherwise) {
        return entries.get(key) instanceof Whole(long value) ? value : otherwise;
    }

    /// Whether there is a number at `key` that is not 0.
    public boolean flag(String key) {
        return number(key, 0) != 0;
    }

    /// The bytes at `key`.
    public byte @Nullable [] bytes(String key) {
        return entries.get(key) instanceof Text text ? text.bytes() : null;
    }

    /// The text at `key`; empty if there is none.
    ///
    /// @throws UnreadableException if it is not UTF-8
    public String text(String key) throws UnreadableException {
        return entries.get(key) instanceof Text text ? text.text() : "";
    }

    /// The items of the list at `key`.
    public @Nullable List<Bencoded> list(String key) {
        return entries.get(key) instanceof Items(var items) ? items : null;
    }

    /// The dictionary at `key`.
    public @Nullable Dictionary dictionary(String key) {
        return entries.get(key) instanceof Dictionary dictionary ? dictionary : null;
    }

    /// What stands at `key`, as it stands there.
    public byte @Nullable [] raw(String key) {
        var found = spans.get(key);
        return found == null ? null : Arrays.copyOfRange(bytes, found.from(), found.to());
    }
}
