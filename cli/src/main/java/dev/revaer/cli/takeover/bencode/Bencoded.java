package dev.revaer.cli.takeover.bencode;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// One bencoded value.
public sealed interface Bencoded permits Bencoded.Whole, Bencoded.Text, Bencoded.Items, Dictionary {
    /// An integer.
    record Whole(long value) implements Bencoded {}

    /// A string, which is bytes.
    @SuppressWarnings("ArrayRecordComponent") // read once, compared by nobody
    record Text(byte[] bytes) implements Bencoded {
        /// As text.
        ///
        /// @throws UnreadableException if it is not UTF-8
        public String text() throws UnreadableException {
            try {
                return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            } catch (CharacterCodingException e) {
                throw new UnreadableException("it has a text that is not UTF-8", e);
            }
        }
    }

    /// A list.
    record Items(List<Bencoded> items) implements Bencoded {
        public Items {
            items = List.copyOf(items);
        }
    }
}
