package dev.revaer.fsops;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// Writes cabinets (MS-CAB) that hold files as they are: a format that is not read in process.
final class CabinetWriter {
    private static final int HEADER_BYTES = 36;
    private static final int FOLDER_BYTES = 8;
    private static final int FILE_BYTES = 16;
    private static final int LARGEST_BLOCK_BYTES = 32768;

    private CabinetWriter() {}

    /// @param files together at most 32 KiB
    static byte[] cabinet(Map<String, byte[]> files) {
        var content = files.values().stream().mapToInt(file -> file.length).sum();
        var names = files.keySet().stream().mapToInt(name -> FILE_BYTES + name.length() + 1).sum();
        if (content > LARGEST_BLOCK_BYTES) {
            throw new IllegalArgumentException("more than one block");
        }
        var data = HEADER_BYTES + FOLDER_BYTES + names;
        var cabinet = ByteBuffer.allocate(data + 8 + content).order(ByteOrder.LITTLE_ENDIAN);
        cabinet.put("MSCF".getBytes(StandardCharsets.US_ASCII))
                .putInt(0)
                .putInt(cabinet.capacity())
                .putInt(0);
        cabinet.putInt(HEADER_BYTES + FOLDER_BYTES).putInt(0).put((byte) 3).put((byte) 1);
        cabinet.putShort((short) 1).putShort((short) files.size()).putShort((short) 0).putInt(0);
        cabinet.putInt(data).putShort((short) 1).putShort((short) 0);
        var offset = 0;
        for (var file : files.entrySet()) {
            cabinet.putInt(file.getValue().length).putInt(offset).putShort((short) 0);
            cabinet.putShort((short) 0x5a21).putShort((short) 0).putShort((short) 0x20);
            cabinet.put(file.getKey().replace('/', '\\').getBytes(StandardCharsets.US_ASCII)).put((byte) 0);
            offset += file.getValue().length;
        }
        cabinet.putInt(0).putShort((short) content).putShort((short) content);
        files.values().forEach(cabinet::put);
        return cabinet.array();
    }
}
