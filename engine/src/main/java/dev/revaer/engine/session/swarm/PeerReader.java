package dev.revaer.engine.session.swarm;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.revaer.engine.session.jni.Swig;
import dev.revaer.engine.swarm.Peer;
import dev.revaer.engine.swarm.Peer.Connection;
import dev.revaer.engine.swarm.Peer.Flag;
import dev.revaer.engine.swarm.Peer.Source;
import org.libtorrent4j.Vectors;
import org.libtorrent4j.swig.peer_flags_t;
import org.libtorrent4j.swig.peer_info;
import org.libtorrent4j.swig.peer_info_vector;
import org.libtorrent4j.swig.peer_source_flags_t;
import org.libtorrent4j.swig.torrent_handle;

/// Reads the connections of a torrent.
public final class PeerReader {
    private static final double PARTS_PER_MILLION = 1_000_000;
    private static final int LONGEST_CLIENT = 100;
    private static final Map<Flag, Integer> FLAGS = Map.ofEntries(
            Map.entry(Flag.INTERESTED, peer_info.interesting.to_int()),
            Map.entry(Flag.CHOKED, peer_info.remote_choked.to_int()),
            Map.entry(Flag.PEER_INTERESTED, peer_info.remote_interested.to_int()),
            Map.entry(Flag.PEER_CHOKED, peer_info.choked.to_int()),
            Map.entry(Flag.ENCRYPTED, peer_info.rc4_encrypted.to_int()),
            Map.entry(Flag.ENCRYPTED_HANDSHAKE, peer_info.plaintext_encrypted.to_int()),
            Map.entry(Flag.SEED, peer_info.seed.to_int()),
            Map.entry(Flag.UPLOAD_ONLY, peer_info.upload_only.to_int()),
            Map.entry(Flag.OPTIMISTIC_UNCHOKE, peer_info.optimistic_unchoke.to_int()),
            Map.entry(Flag.SNUBBED, peer_info.snubbed.to_int()),
            Map.entry(Flag.ON_PAROLE, peer_info.on_parole.to_int()),
            Map.entry(Flag.CONNECTING, peer_info.connecting.to_int() | peer_info.handshake.to_int()));
    private static final Map<Source, Integer> SOURCES = Map.of(
            Source.TRACKER,
            peer_info.tracker.to_int(),
            Source.DHT,
            peer_info.dht.to_int(),
            Source.PEX,
            peer_info.pex.to_int(),
            Source.LSD,
            peer_info.lsd.to_int(),
            Source.RESUME,
            peer_info.resume_data.to_int(),
            Source.INCOMING,
            peer_info.incoming.to_int());
    private static final int OUTGOING = peer_info.outgoing_connection.to_int();
    private static final int UTP = peer_info.utp_socket.to_int();
    private static final int BITTORRENT = peer_info.standard_bittorrent.to_int();

    private PeerReader() {}

    /// Waits for libtorrent.
    ///
    /// @param most how many at most
    public static List<Peer> read(torrent_handle handle, int most) {
        var native_ = new peer_info_vector();
        handle.get_peer_info(native_);
        var peers = new ArrayList<Peer>();
        for (int i = 0; i < native_.size() && i < most; i++) {
            peers.add(peer(native_.get(i)));
        }
        native_.delete();
        return List.copyOf(peers);
    }

    private static Peer peer(peer_info info) {
        var bits = bits(info.getFlags());
        var isWebSeed = info.getConnection_type().to_int() != BITTORRENT;
        return new Peer(
                Swig.text(info.getIp()),
                client(info),
                isWebSeed ? Connection.WEB_SEED : (bits & UTP) != 0 ? Connection.UTP : Connection.TCP,
                flags(bits, isWebSeed),
                sources(bits(info.getSource())),
                info.getProgress_ppm() / PARTS_PER_MILLION,
                info.getPayload_down_speed(),
                info.getPayload_up_speed(),
                info.getTotal_download(),
                info.getTotal_upload(),
                info.getNum_hashfails());
    }

    private static int bits(peer_flags_t flags) {
        return flags.to_int();
    }

    private static int bits(peer_source_flags_t flags) {
        return flags.to_int();
    }

    private static Set<Flag> flags(int bits, boolean isWebSeed) {
        var flags = EnumSet.noneOf(Flag.class);
        FLAGS.forEach((flag, bit) -> {
            if ((bits & bit) != 0) {
                flags.add(flag);
            }
        });
        if ((bits & OUTGOING) == 0 && !isWebSeed) {
            flags.add(Flag.INCOMING);
        }
        return flags;
    }

    private static Set<Source> sources(int bits) {
        var sources = EnumSet.noneOf(Source.class);
        SOURCES.forEach((source, bit) -> {
            if ((bits & bit) != 0) {
                sources.add(source);
            }
        });
        return sources;
    }

    private static String client(peer_info info) {
        var text = Vectors.byte_vector2utf8(info.get_client()).replaceAll("\\p{Cntrl}", " ").strip();
        return text.length() <= LONGEST_CLIENT ? text : text.substring(0, LONGEST_CLIENT);
    }
}
