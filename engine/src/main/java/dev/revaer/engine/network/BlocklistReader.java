package dev.revaer.engine.network;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipInputStream;

import dev.revaer.engine.network.BlocklistReading.Read;
import dev.revaer.engine.network.BlocklistReading.Refused;

/// Reads a blocklist as it is found on the net: eMule's `ipfilter.dat`, PeerGuardian's P2P text, CIDR blocks, ranges and
/// plain addresses, mixed as they come; packed with gzip, as the first file of a zip, or not at all.
public final class BlocklistReader {
    private static final int MOST_RANGES = 2_000_000;
    private static final long LARGEST = 512L * 1024 * 1024;

    private static final int LONGEST_LINE = 1024;
    private static final int MAGIC_BYTES = 4;

    private final Blocklist.Collector ranges = new Blocklist.Collector();
    private final byte[] line = new byte[LONGEST_LINE];
    private int lineLength;
    private long total;
    private int damaged;

    private final int mostRanges;

    private BlocklistReader(int mostRanges) {
        this.mostRanges = mostRanges;
    }

    /// Refuses a file most of whose lines are damaged, or that holds no range: to take an error page for a list would
    /// let everybody in.
    ///
    /// @param in not closed
    public static BlocklistReading read(InputStream in) {
        return read(in, MOST_RANGES);
    }

    static BlocklistReading read(InputStream in, int mostRanges) {
        try {
            return new BlocklistReader(mostRanges).readAll(unpacked(new BufferedInputStream(in)));
        } catch (IOException e) {
            return new Refused("cannot be read: " + e.getMessage());
        }
    }

    private static InputStream unpacked(InputStream in) throws IOException {
        in.mark(MAGIC_BYTES);
        var magic = in.readNBytes(MAGIC_BYTES);
        in.reset();
        if (magic.length < MAGIC_BYTES) {
            return in;
        }
        if ((magic[0] & 0xff) == 0x1f && (magic[1] & 0xff) == 0x8b) {
            return new BufferedInputStream(new GZIPInputStream(in));
        }
        if (magic[0] == 'P' && magic[1] == 'K' && magic[2] == 3 && magic[3] == 4) {
            var zip = new ZipInputStream(in, StandardCharsets.ISO_8859_1);
            zip.getNextEntry();
            return new BufferedInputStream(zip);
        }
        return in;
    }

    private BlocklistReading readAll(InputStream in) throws IOException {
        while (nextLine(in)) {
            if (total > LARGEST) {
                return new Refused("larger than " + LARGEST + " bytes unpacked");
            }
            take();
            if (ranges.size() > mostRanges) {
                return new Refused("more than " + mostRanges + " ranges");
            }
        }
        if (ranges.size() == 0) {
            return new Refused("it holds no range of addresses");
        }
        if (damaged > ranges.size()) {
            return new Refused(damaged + " damaged lines beside " + ranges.size() + " good ones");
        }
        return new Read(ranges.blocklist(), damaged);
    }

    /// Keeps the beginning of the line, and counts all of it.
    ///
    /// @return false at the end
    private boolean nextLine(InputStream in) throws IOException {
        lineLength = 0;
        var unit = in.read();
        if (unit < 0) {
            return false;
        }
        for (; unit >= 0 && unit != '\n' && total <= LARGEST; unit = in.read()) {
            if (lineLength < LONGEST_LINE) {
                line[lineLength] = (byte) unit;
            }
            lineLength++;
            total++;
        }
        total++;
        return true;
    }

    private void take() {
        if (lineLength > LONGEST_LINE) {
            damaged++;
            return;
        }
        var text = new String(line, 0, lineLength, StandardCharsets.ISO_8859_1).strip();
        if (text.startsWith("\u00ef\u00bb\u00bf")) {
            text = text.substring(3);
        }
        if (text.isEmpty() || text.startsWith("#") || text.startsWith("//") || text.startsWith(";")) {
            return;
        }
        if (BlocklistLine.permits(text)) {
            return;
        }
        var range = BlocklistLine.range(text);
        if (range == null) {
            damaged++;
        } else {
            ranges.add(range);
        }
    }
}
