package dev.revaer.engine.session.metainfo;

import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

import dev.revaer.engine.session.jni.Swig;
import org.jspecify.annotations.Nullable;
import org.libtorrent4j.swig.bdecode_node;
import org.libtorrent4j.swig.error_code;

/// The hashes of pieces that a v2 metainfo holds beside its info dictionary (BEP 52), by the root of their file.
///
/// @param layers what stands under each root: where it begins in the metainfo, and where it ends
@SuppressWarnings("ArrayRecordComponent") // handed over once
record PieceLayers(byte[] metainfo, Map<String, Span> layers) {
    private static final int HASH = 32;

    record Span(int from, int to) {}

    static PieceLayers of(byte[] metainfo) {
        var found = new HashMap<String, Span>();
        var error = new error_code();
        var node = new bdecode_node();
        var bytes = Swig.vector(metainfo);
        try {
            if (bdecode_node.bdecode(bytes, node, error) == 0 && !error.failed()) {
                var dictionary = node.dict_find_dict_ex("piece layers");
                var isThere = dictionary.type() == bdecode_node.type_t.dict_t;
                for (int i = 0; isThere && i < dictionary.dict_size(); i++) {
                    var pair = dictionary.dict_at_node(i);
                    var key = span(pair.getFirst());
                    found.put(
                            HexFormat.of().formatHex(metainfo, key.from(), key.to()),
                            span(pair.getSecond()));
                }
            }
        } finally {
            node.delete();
            bytes.delete();
        }
        return new PieceLayers(metainfo, found);
    }

    /// The hash of one piece in hex; null if it is not there.
    @Nullable
    String hash(String root, int piece) {
        var layer = layers.get(root);
        if (layer == null || layer.from() + (piece + 1L) * HASH > layer.to()) {
            return null;
        }
        var from = layer.from() + piece * HASH;
        return HexFormat.of().formatHex(metainfo, from, from + HASH);
    }

    private static Span span(bdecode_node text) {
        var from = Math.toIntExact(text.string_offset());
        return new Span(from, from + text.string_length());
    }
}
