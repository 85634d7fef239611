package dev.revaer.fsops;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;

/// Writes stored RAR4 archives, in volumes if asked: the form most releases have.
final class RarWriter {
    private static final byte[] MARK = {'R', 'a', 'r', '!', 0x1a, 7, 0};
    private static final int MAIN = 0x73;
    private static final int FILE = 0x74;
    private static final int END = 0x7b;

    private final List<byte[]> volumes = new ArrayList<>();
    private final int dataBytesPerVolume;
    private ByteArrayOutputStream volume = new ByteArrayOutputStream();
    private int room;

    private RarWriter(int dataBytesPerVolume) {
        this.dataBytesPerVolume = dataBytesPerVolume;
        startVolume();
    }

    /// A symbolic link as RAR on Linux keeps it.
    static byte[] withLink() {
        var writer = new RarWriter(Integer.MAX_VALUE);
        var target = "/etc/passwd".getBytes(StandardCharsets.US_ASCII);
        var fields = fileFields("link", target.length, target.length, crc(target));
        fields[8] = 3;
        ByteBuffer.wrap(fields).order(ByteOrder.LITTLE_ENDIAN).putInt(21, 0120777);
        writer.block(FILE, 0x8000, fields);
        writer.volume.writeBytes(target);
        writer.endVolume(false);
        return writer.volumes.getFirst();
    }

    /// A stored file of 100 bytes that is said to have another size.
    static byte[] ofSize(int declared) {
        var writer = new RarWriter(Integer.MAX_VALUE);
        var content = new byte[100];
        writer.block(FILE, 0x8000, fileFields("film", content.length, declared, crc(content)));
        writer.volume.writeBytes(content);
        writer.endVolume(false);
        return writer.volumes.getFirst();
    }

    /// Each file encrypted as RAR 3 does it: AES-128, its key from 2^18 rounds of SHA-1.
    static byte[] encrypted(Map<String, byte[]> files, String password) {
        var writer = new RarWriter(Integer.MAX_VALUE);
        files.forEach((name, content) -> writer.addEncrypted(name, content, password));
        writer.endVolume(false);
        return writer.volumes.getFirst();
    }

    private void addEncrypted(String name, byte[] content, String password) {
        var salt = new byte[]{1, 2, 3, 4, 5, 6, 7, 8};
        var data = Rar3Cipher.encrypt(content, password, salt);
        var fields = fileFields(name, data.length, content.length, crc(content));
        fields[17] = 29;
        var salted = Arrays.copyOf(fields, fields.length + salt.length);
        System.arraycopy(salt, 0, salted, fields.length, salt.length);
        block(FILE, 0x8000 | 4 | 0x400, salted);
        volume.writeBytes(data);
    }

    static byte[] archive(Map<String, byte[]> files) {
        return volumes(files, Integer.MAX_VALUE).getFirst();
    }

    /// @param dataBytesPerVolume bytes of files in each volume
    static List<byte[]> volumes(Map<String, byte[]> files, int dataBytesPerVolume) {
        var writer = new RarWriter(dataBytesPerVolume);
        files.forEach(writer::add);
        writer.endVolume(false);
        return writer.volumes;
    }

    private void add(String name, byte[] content) {
        var from = 0;
        do {
            if (room == 0) {
                endVolume(true);
                startVolume();
            }
            var to = (int) Math.min(content.length, (long) from + room);
            var part = Arrays.copyOfRange(content, from, to);
            var isLast = to == content.length;
            var flags = 0x8000 | (from > 0 ? 1 : 0) | (isLast ? 0 : 2);
            block(FILE, flags, fileFields(name, part.length, content.length, crc(isLast ? content : part)));
            volume.writeBytes(part);
            room -= part.length;
            from = to;
        } while (from < content.length);
    }

    private static byte[] fileFields(String name, int packed, int size, int crc) {
        var raw = name.replace('/', '\\').getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(25 + raw.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(packed)
                .putInt(size)
                .put((byte) 2)
                .putInt(crc)
                .putInt(0)
                .put((byte) 20)
                .put((byte) 0x30)
                .putShort((short) raw.length)
                .putInt(0x20)
                .put(raw)
                .array();
    }

    private void startVolume() {
        volume = new ByteArrayOutputStream();
        room = dataBytesPerVolume;
        volume.writeBytes(MARK);
        var isSet = dataBytesPerVolume != Integer.MAX_VALUE;
        block(MAIN, isSet ? 0x11 : 0, new byte[6]);
    }

    private void endVolume(boolean moreFollow) {
        block(END, 0x4000 | (moreFollow ? 1 : 0), new byte[0]);
        volumes.add(volume.toByteArray());
    }

    private void block(int type, int flags, byte[] fields) {
        var head = ByteBuffer.allocate(7 + fields.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort((short) 0)
                .put((byte) type)
                .putShort((short) flags)
                .putShort((short) (7 + fields.length))
                .put(fields);
        head.putShort(0, (short) crc(Arrays.copyOfRange(head.array(), 2, head.capacity())));
        volume.writeBytes(head.array());
    }

    private static int crc(byte[] bytes) {
        var crc = new CRC32();
        crc.update(bytes);
        return (int) crc.getValue();
    }
}
