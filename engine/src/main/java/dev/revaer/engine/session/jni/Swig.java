package dev.revaer.engine.session.jni;

import dev.revaer.engine.InfoHash;
import dev.revaer.engine.InfoHashes;
import org.libtorrent4j.Vectors;
import org.libtorrent4j.swig.byte_vector;
import org.libtorrent4j.swig.info_hash_t;
import org.libtorrent4j.swig.tcp_endpoint;
import org.libtorrent4j.swig.torrent_flags_t;
import org.libtorrent4j.swig.torrent_handle;

/// Carries values across the native border, freeing what was only needed for the crossing.
public final class Swig {
    private Swig() {}

    /// Whether the text arrives as it is: JNI garbles characters beyond U+FFFF both ways (modified UTF-8).
    public static boolean canCarry(String text) {
        return text.chars().noneMatch(unit -> Character.isSurrogate((char) unit));
    }

    public static InfoHashes infoHashes(info_hash_t hashes) {
        var v1 = hashes.has_v1() ? new InfoHash(hashes.getV1().to_hex()) : null;
        var v2 = hashes.has_v2() ? new InfoHash(hashes.getV2().to_hex()) : null;
        return new InfoHashes(v1, v2);
    }

    public static byte_vector vector(byte[] bytes) {
        return Vectors.bytes2byte_vector(bytes);
    }

    /// Copies the vector out and frees it.
    public static byte[] take(byte_vector vector) {
        var bytes = Vectors.byte_vector2bytes(vector);
        vector.delete();
        return bytes;
    }

    public static int bits(torrent_flags_t flags) {
        var bits = flags.to_int();
        flags.delete();
        return bits;
    }

    /// The address and port as they stand in a URL: `127.0.0.1:6881`, `[::1]:6881`.
    public static String text(tcp_endpoint endpoint) {
        var from = endpoint.address();
        var host = from.to_string();
        var isV6 = from.is_v6();
        from.delete();
        return (isV6 ? "[" + host + "]" : host) + ":" + endpoint.port();
    }

    /// The number given to the torrent when it was added; 0 if it is gone. Does not wait for libtorrent.
    public static long number(torrent_handle handle) {
        var userdata = handle.userdata();
        if (userdata == null) {
            return 0;
        }
        var number = userdata.get();
        userdata.delete();
        return number;
    }
}
