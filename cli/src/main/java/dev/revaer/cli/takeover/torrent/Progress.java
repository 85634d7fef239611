package dev.revaer.cli.takeover.torrent;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

import dev.revaer.cli.takeover.bencode.BencodeWriter;

/// What of a torrent is there, written as libtorrent's resume data (its manual's page on fast resume).
///
/// @param have whole pieces
/// @param more entries that libtorrent wrote itself, bencoded
public record Progress(BitSet have, Map<String, byte[]> more) {
    public Progress {
        have = (BitSet) have.clone();
        more = Map.copyOf(more);
    }

    /// The resume data.
    ///
    /// @param priorities by file index, as far as they are not usual
    public byte[] resumeData(Layout layout, Naming naming, Map<Integer, Priority> priorities) {
        var writer = new BencodeWriter();
        more.forEach(writer::raw);
        writer.put("file-format", "libtorrent resume file").put("file-version", 1);
        if (layout.v1() != null) {
            writer.put("info-hash", HexFormat.of().parseHex(layout.v1()));
        }
        if (layout.v2() != null) {
            writer.put("info-hash2", HexFormat.of().parseHex(layout.v2()));
        }
        var pieces = new byte[layout.pieces()];
        have.stream().filter(piece -> piece < pieces.length).forEach(piece -> pieces[piece] = 1);
        writer.put("pieces", pieces);
        if (!priorities.isEmpty()) {
            writer.numbers("file_priority", levels(layout, priorities));
        }
        var onDisk = naming.onDisk();
        if (onDisk != null) {
            writer.texts("mapped_files", onDisk);
        }
        return writer.bytes();
    }

    private static List<Integer> levels(Layout layout, Map<Integer, Priority> priorities) {
        var levels = new ArrayList<Integer>();
        for (int i = 0; i < layout.files().size(); i++) {
            var usual = layout.files().get(i).isPad() ? Priority.SKIP : Priority.NORMAL;
            levels.add(priorities.getOrDefault(i, usual).level());
        }
        return levels;
    }
}
