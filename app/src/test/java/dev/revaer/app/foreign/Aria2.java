package dev.revaer.app.foreign;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/// How aria2c is told what to do: by arguments alone.
final class Aria2 {
    private Aria2() {}

    /// It listens once it has checked the content.
    static ForeignProcess start(Share share) throws Exception {
        return ForeignProcess.start(share.home(), command(share)).awaitReady("aria2", () -> listens(share));
    }

    private static boolean listens(Share share) {
        try (var _ = new Socket(share.address(), share.port())) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static List<String> command(Share share) {
        var command = new ArrayList<>(
                List.of(
                        ForeignProgram.ARIA2.require(),
                        "--no-conf",
                        "--enable-dht=false",
                        "--enable-dht6=false",
                        "--enable-peer-exchange=false",
                        "--bt-enable-lpd=false",
                        "--disable-ipv6=" + !(share.address() instanceof Inet6Address),
                        "--interface=" + share.host(),
                        "--listen-port=" + share.port(),
                        "--dir=" + share.directory(),
                        "--file-allocation=none",
                        "--check-integrity=" + share.hasContent(),
                        "--allow-overwrite=true",
                        "--seed-ratio=0"));
        if (share.isEncrypted()) {
            command.addAll(
                    List.of(
                            "--bt-force-encryption=true",
                            "--bt-require-crypto=true",
                            "--bt-min-crypto-level=arc4"));
        }
        command.add(share.source());
        return command;
    }
}
