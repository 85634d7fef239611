package dev.revaer.fsops;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;

import org.apache.commons.compress.archivers.sevenz.SevenZArchiveEntry;
import org.apache.commons.compress.archivers.sevenz.SevenZOutputFile;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;

/// Makes archives that lie.
final class HostileArchives {
    private static final int BLOCK_BYTES = 512;
    private static final int LOCAL_HEADER = 0x04034b50;
    private static final int CENTRAL_HEADER = 0x02014b50;
    private static final int END_RECORD = 0x06054b50;

    private HostileArchives() {}

    /// Two names for one entry's bytes.
    static byte[] zipThatOverlaps() {
        var content = Scene.bytes("the same bytes");
        return zip(content, new Listed("a", 0, content.length, 0), new Listed("b", 0, content.length, 0));
    }

    /// @param declared size of the only entry, wherever it is said
    static byte[] zipOfSize(long declared, int crcChange) {
        var content = Scene.bytes("the real bytes");
        return zip(content, new Listed("a", 0, declared, crcChange));
    }

    /// An entry whose header is said to lie behind the end.
    static byte[] zipThatPointsOutside() {
        var content = Scene.bytes("the real bytes");
        return zip(content, new Listed("a", 1 << 20, content.length, 0));
    }

    /// Says that it lists more entries than it does.
    static byte[] zipOfCount(int count) {
        var content = Scene.bytes("the real bytes");
        var zip = zip(content, new Listed("a", 0, content.length, 0));
        ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN).putShort(zip.length - 12, (short) count);
        return zip;
    }

    /// As many empty entries as asked for, all of which lie in one place.
    static byte[] zipOfEntries(int count) {
        var listed = new Listed[count];
        for (var i = 0; i < count; i++) {
            listed[i] = new Listed("e" + i, 0, 0, 0);
        }
        return zip(new byte[0], listed);
    }

    /// What the list of a zip says of an entry.
    private record Listed(String name, int offset, long size, int crcChange) {}

    private static byte[] zip(byte[] content, Listed... entries) {
        var crc = new CRC32();
        crc.update(content);
        var zip = new ByteArrayOutputStream();
        var local = header(LOCAL_HEADER, 30, content.length, entries[0], (int) crc.getValue());
        zip.writeBytes(local);
        zip.writeBytes(content);
        var start = zip.size();
        for (var entry : entries) {
            var central = header(CENTRAL_HEADER, 46, content.length, entry, (int) crc.getValue());
            ByteBuffer.wrap(central).order(ByteOrder.LITTLE_ENDIAN).putInt(42, entry.offset);
            zip.writeBytes(central);
        }
        var end = ByteBuffer.allocate(22).order(ByteOrder.LITTLE_ENDIAN);
        end.putInt(END_RECORD).putInt(0).putShort((short) entries.length).putShort((short) entries.length);
        end.putInt(zip.size() - start).putInt(start).putShort((short) 0);
        zip.writeBytes(end.array());
        return zip.toByteArray();
    }

    /// A stored entry's header, in front of its content or in the list.
    private static byte[] header(int mark, int length, int packed, Listed entry, int crc) {
        var name = entry.name.getBytes(StandardCharsets.UTF_8);
        var isCentral = mark == CENTRAL_HEADER;
        var header = ByteBuffer.allocate(length + name.length).order(ByteOrder.LITTLE_ENDIAN);
        header.putInt(mark);
        if (isCentral) {
            header.putShort((short) 20);
        }
        header.putShort((short) 20).putInt(0).putInt(0);
        header.putInt(crc + entry.crcChange).putInt(packed).putInt((int) entry.size);
        header.putShort((short) name.length);
        header.position(length).put(name);
        return header.array();
    }

    static byte[] sevenZipWithLink() throws IOException {
        var channel = new SeekableInMemoryByteChannel();
        try (var archive = new SevenZOutputFile(channel)) {
            var entry = new SevenZArchiveEntry();
            entry.setName("link");
            entry.setHasWindowsAttributes(true);
            entry.setWindowsAttributes(0x8000 | (0120777 << 16));
            archive.putArchiveEntry(entry);
            archive.write(Scene.bytes("/etc/passwd"));
            archive.closeArchiveEntry();
        }
        return java.util.Arrays.copyOf(channel.array(), (int) channel.size());
    }

    /// Holds, by its own words, nearly 8 GiB of nothing (GNU's format of old).
    static byte[] sparseTar() {
        var header = header("sparse", 'S', 0);
        octal(header, 386, 12, (1L << 33) - 1);
        octal(header, 398, 12, 0);
        octal(header, 483, 12, (1L << 33) - 1);
        return tar(sealed(header));
    }

    /// A name of so many bytes, in an entry of its own before the file (GNU).
    static byte[] tarWithLongName(int bytes) {
        var tar = new ByteArrayOutputStream();
        tar.writeBytes(sealed(header("././@LongLink", 'L', bytes)));
        var name = new byte[(bytes + BLOCK_BYTES - 1) / BLOCK_BYTES * BLOCK_BYTES];
        java.util.Arrays.fill(name, 0, bytes, (byte) 'n');
        tar.writeBytes(name);
        tar.writeBytes(sealed(header("n", '0', 0)));
        return tar(tar.toByteArray());
    }

    /// A file said to be longer than the archive goes on.
    static byte[] tarThatEndsEarly() {
        var tar = new ByteArrayOutputStream();
        tar.writeBytes(sealed(header("film", '0', 1 << 20)));
        tar.writeBytes(new byte[BLOCK_BYTES]);
        return tar(tar.toByteArray());
    }

    static byte[] tarOfDirectories(int depth) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(bytes)) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_GNU);
            tar.putArchiveEntry(new TarArchiveEntry("d/".repeat(depth) + "file", TarConstants.LF_NORMAL));
            tar.closeArchiveEntry();
        }
        return bytes.toByteArray();
    }

    /// Archives in archives, each of which gives little and all together too much.
    static byte[] nested(int archives, int bytesEach) throws IOException {
        var inner = new LinkedHashMap<String, byte[]>();
        for (var i = 0; i < archives; i++) {
            inner.put(
                    i + ".tar.gz",
                    ArchiveWriter.archive(".tar.gz", Map.of("zeros" + i, new byte[bytesEach])));
        }
        return ArchiveWriter.zip(inner);
    }

    private static byte[] header(String name, char kind, long size) {
        var header = new byte[BLOCK_BYTES];
        put(header, 0, name);
        put(header, 100, "0000644");
        octal(header, 124, 12, size);
        octal(header, 136, 12, 0);
        header[156] = (byte) kind;
        put(header, 257, "ustar  ");
        return header;
    }

    private static byte[] sealed(byte[] header) {
        put(header, 148, "        ");
        var sum = 0;
        for (var one : header) {
            sum += one & 0xff;
        }
        octal(header, 148, 8, sum);
        return header;
    }

    private static void put(byte[] header, int at, String text) {
        var bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, header, at, bytes.length);
    }

    private static void octal(byte[] header, int at, int length, long value) {
        put(header, at, ("%0" + (length - 1) + "o").formatted(value));
    }

    private static byte[] tar(byte[] entries) {
        return java.util.Arrays.copyOf(entries, entries.length + 2 * BLOCK_BYTES);
    }
}
