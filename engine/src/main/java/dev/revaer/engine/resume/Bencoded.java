package dev.revaer.engine.resume;

import java.util.Arrays;

/// Bencoded bytes (BEP 3): metainfo, or libtorrent's resume data. Not copied, as they can be megabytes: whoever hands
/// them over leaves them alone.
@SuppressWarnings("ArrayRecordComponent") // equality is by content, see below
public record Bencoded(byte[] bytes) {

    @Override
    public boolean equals(Object other) {
        return other instanceof Bencoded(var otherBytes) && Arrays.equals(bytes, otherBytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return bytes.length + " bytes";
    }
}
