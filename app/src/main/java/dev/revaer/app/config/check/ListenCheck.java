package dev.revaer.app.config.check;

import java.io.IOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/// Looks whether peers could be listened for.
public final class ListenCheck {
    private ListenCheck() {}

    /// What is in the way, each with its fix.
    ///
    /// @param listen addresses and ports as in the settings: `0.0.0.0:6881`, `[::]:6881`
    public static List<String> faults(List<String> listen) {
        var faults = new ArrayList<String>();
        for (var entry : listen) {
            var colon = entry.lastIndexOf(':');
            var host = entry.substring(0, colon).replace("[", "").replace("]", "");
            var address = new InetSocketAddress(host, Integer.parseInt(entry.substring(colon + 1)));
            try {
                tryOut(address);
            } catch (IOException e) {
                faults.add(
                        "cannot listen for peers on " + entry + " (" + e.getMessage()
                                + "); is another client running? Stop it, or choose another port in"
                                + " /engine/network/listen of the settings");
            }
        }
        return faults;
    }

    /// For TCP, and for UDP, which uTP and the DHT need. Where the machine lacks an address family, nobody is kept from
    /// listening on the others.
    private static void tryOut(InetSocketAddress address) throws IOException {
        try (var tcp = new ServerSocket()) {
            tcp.setReuseAddress(true);
            tcp.bind(address);
            try (var _ = new DatagramSocket(address)) {
                return;
            }
        } catch (BindException e) {
            throw e;
        } catch (java.net.SocketException _) {
            return;
        }
    }
}
