package dev.revaer.app.foreign;

import java.util.List;

import dev.revaer.engine.create.MetainfoFormat;

/// Other people's BitTorrent clients, each with DHT, PEX, LSD and port mapping off.
enum ForeignClient {
    QBITTORRENT {
        @Override
        ForeignProcess start(Share share) throws Exception {
            return QBittorrent.start(share);
        }
    },
    TRANSMISSION {
        @Override
        ForeignProcess start(Share share) throws Exception {
            return Transmission.start(share);
        }
    },
    ARIA2 {
        @Override
        ForeignProcess start(Share share) throws Exception {
            return Aria2.start(share);
        }
    };

    /// Starts the client with one torrent and returns once it has checked what it has of the content and takes
    /// connections.
    abstract ForeignProcess start(Share share) throws Exception;

    /// Transmission never connects to a loopback address that it is told of. It waits for others to connect, and hangs
    /// up on them once they have told it what a magnet link stands for.
    boolean connectsOnLoopback() {
        return this != TRANSMISSION;
    }

    /// Those that know BEP 52. Transmission 3.00 refuses to read a hybrid; aria2 loses the empty keys of the file tree
    /// and so reckons an info hash that is nobody else's.
    List<MetainfoFormat> formats() {
        return this == QBITTORRENT ? List.of(MetainfoFormat.values()) : List.of(MetainfoFormat.V1);
    }
}
