package dev.revaer.fsops.password;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

import dev.revaer.fsops.entry.LimitException;
import dev.revaer.fsops.entry.UnsupportedArchiveException;
import org.tukaani.xz.LZMAInputStream;

/// Refuses encrypted 7z archives that ask for more rounds of their key derivation than 7-Zip does: Commons Compress
/// would go on for 2^62 of them and heeds no interruption.
///
/// Looked at is the list of files in clear, compressed by LZMA alone, or encrypted: as 7-Zip writes it.
public final class KeyStretching {
    private static final int MOST_ROUNDS_LOG2 = 24;
    /// Its only value above: the password is the key.
    private static final int NO_ROUNDS = 0x3f;
    private static final int SIGNATURE_HEADER_BYTES = 32;
    private static final int OFFSET_AT = 12;
    private static final int SIZE_AT = 20;
    private static final long LARGEST_HEADER_BYTES = 64L << 20;
    private static final int LZMA_MEMORY_KIB = 64 << 10;
    private static final int ENCODED_HEADER = 0x17;
    private static final int MOST_CODERS = 4;
    private static final byte[] AES = {0x06, (byte) 0xf1, 0x07, 0x01};
    private static final String AES_NAME = "06f10701";
    private static final String LZMA_NAME = "030101";

    private KeyStretching() {}

    /// Leaves the channel at its start.
    ///
    /// @throws LimitException for too many rounds
    /// @throws UnsupportedArchiveException where they cannot be seen
    public static void check(SeekableByteChannel archive) throws IOException {
        try {
            var start = littleEndian(read(archive, 0, SIGNATURE_HEADER_BYTES));
            var header = read(
                    archive,
                    SIGNATURE_HEADER_BYTES + start.getLong(OFFSET_AT),
                    start.getLong(SIZE_AT));
            checkRounds(header);
            if (header.length > 0 && header[0] == ENCODED_HEADER) {
                checkEncoded(archive, littleEndian(header));
            }
        } catch (BufferUnderflowException e) {
            throw new IOException("its list of files ends too early", e);
        }
        archive.position(0);
    }

    private static void checkEncoded(SeekableByteChannel archive, ByteBuffer header) throws IOException {
        expect(header, ENCODED_HEADER);
        expect(header, 6);
        var position = SIGNATURE_HEADER_BYTES + number(header);
        expect(header, 1);
        expect(header, 9);
        var packed = number(header);
        if (header.get(header.position()) == 0x0a) {
            header.position(header.position() + 6);
        }
        expect(header, 0);
        expect(header, 7);
        expect(header, 0x0b);
        expect(header, 1);
        expect(header, 0);
        var coders = coders(header);
        if (coders.stream().anyMatch(coder -> coder.id.equals(AES_NAME))) {
            return;
        }
        if (coders.size() != 1 || !coders.getFirst().id.equals(LZMA_NAME)) {
            throw unusual();
        }
        expect(header, 0x0c);
        checkRounds(decoded(read(archive, position, packed), coders.getFirst().properties, number(header)));
    }

    /// @param id in hex digits
    private record Coder(String id, ByteBuffer properties) {}

    private static List<Coder> coders(ByteBuffer header) throws IOException {
        var count = number(header);
        if (count < 1 || count > MOST_CODERS) {
            throw unusual();
        }
        var coders = new ArrayList<Coder>();
        for (var i = 0; i < count; i++) {
            var flags = header.get();
            var id = HexFormat.of().formatHex(bytes(header, flags & 0xf));
            if ((flags & 0xd0) != 0) {
                throw unusual();
            }
            var properties = (flags & 0x20) == 0 ? new byte[0] : bytes(header, number(header));
            coders.add(new Coder(id, littleEndian(properties)));
        }
        for (var pair = 1; pair < count; pair++) {
            number(header);
            number(header);
        }
        return coders;
    }

    private static byte[] decoded(byte[] packed, ByteBuffer properties, long size) throws IOException {
        var kind = properties.get();
        var dictionary = properties.getInt();
        if (size < 0 || size > LARGEST_HEADER_BYTES || dictionary < 0
                || LZMAInputStream.getMemoryUsage(dictionary, kind) > LZMA_MEMORY_KIB) {
            throw new LimitException("memory for its list of files");
        }
        try (var clear = new LZMAInputStream(
                new ByteArrayInputStream(packed),
                size,
                kind,
                dictionary)) {
            return clear.readNBytes((int) size);
        }
    }

    private static void checkRounds(byte[] header) throws IOException {
        for (var at = indexOf(header, AES, 0); at >= 0; at = indexOf(header, AES, at + 1)) {
            var properties = at + AES.length + 1;
            var rounds = properties < header.length ? header[properties] & NO_ROUNDS : 0;
            if (rounds > MOST_ROUNDS_LOG2 && rounds != NO_ROUNDS) {
                throw new LimitException("2^" + MOST_ROUNDS_LOG2 + " rounds for its key, with 2^" + rounds);
            }
        }
    }

    private static void expect(ByteBuffer header, int value) throws IOException {
        if (header.get() != value) {
            throw unusual();
        }
    }

    private static UnsupportedArchiveException unusual() {
        return new UnsupportedArchiveException("its list of files is packed in an unusual way");
    }

    private static byte[] bytes(ByteBuffer header, long count) {
        if (count < 0 || count > header.remaining()) {
            throw new BufferUnderflowException();
        }
        var bytes = new byte[(int) count];
        header.get(bytes);
        return bytes;
    }

    /// As many bytes follow the first as it begins with ones.
    private static long number(ByteBuffer header) {
        var first = header.get() & 0xff;
        var value = 0L;
        for (var i = 0; i < Long.BYTES; i++) {
            var mask = 0x80 >>> i;
            if ((first & mask) == 0) {
                return value | ((long) (first & (mask - 1)) << (8 * i));
            }
            value |= (header.get() & 0xffL) << (8 * i);
        }
        return value;
    }

    private static ByteBuffer littleEndian(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] read(SeekableByteChannel archive, long position, long count) throws IOException {
        if (position < 0 || count < 0 || count > LARGEST_HEADER_BYTES
                || position > archive.size() - count) {
            throw new IOException("its list of files lies outside of it");
        }
        var bytes = new byte[(int) count];
        var unread = ByteBuffer.wrap(bytes);
        archive.position(position);
        while (unread.hasRemaining()) {
            if (archive.read(unread) < 0) {
                throw new IOException("ends too early");
            }
        }
        return bytes;
    }

    private static int indexOf(byte[] bytes, byte[] sought, int from) {
        for (var at = from; at <= bytes.length - sought.length; at++) {
            if (Arrays.equals(bytes, at, at + sought.length, sought, 0, sought.length)) {
                return at;
            }
        }
        return -1;
    }
}
