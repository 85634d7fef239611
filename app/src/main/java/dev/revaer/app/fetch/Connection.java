package dev.revaer.app.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/// A connection to one of the addresses that were checked.
///
/// `java.net.http` finds the address of a name by itself, after and apart from any check of ours: a name server that
/// answers differently the second time (DNS rebinding) leads it wherever it likes. Given the address in place of the
/// name, it can no longer check the certificate against the name. So this is a plain socket, connected to the very
/// [InetAddress] that passed, with TLS laid over it that asks for (SNI) and checks (RFC 9110 §4.3.4) the name in the URL.
final class Connection implements AutoCloseable {
    private static final int CONNECT_MILLIS = 10_000;

    private final Socket plain;
    private final Socket socket;
    private final Thread watchdog;

    private Connection(Socket plain, Socket socket, Thread watchdog) {
        this.plain = plain;
        this.socket = socket;
        this.watchdog = watchdog;
    }

    /// Tries the addresses in turn.
    static Connection open(
            WebAddress to,
            List<InetAddress> addresses,
            FetchRoute route,
            SSLContext tls,
            Deadline deadline)
            throws IOException {
        var plain = connect(addresses, to.port(), route, deadline);
        var watchdog = Thread.ofVirtual().name("fetch-deadline").start(() -> closeAfter(plain, deadline));
        try {
            return new Connection(plain, to.isSecure() ? secured(plain, to, tls) : plain, watchdog);
        } catch (IOException | RuntimeException e) {
            watchdog.interrupt();
            plain.close();
            throw e;
        }
    }

    InputStream in() throws IOException {
        return socket.getInputStream();
    }

    OutputStream out() throws IOException {
        return socket.getOutputStream();
    }

    /// Ends at once, without TLS's goodbye, for which a peer could make us wait.
    @Override
    public void close() throws IOException {
        watchdog.interrupt();
        plain.close();
    }

    private static Socket connect(List<InetAddress> addresses, int port, FetchRoute route, Deadline deadline)
            throws IOException {
        var failure = new IOException("no address");
        for (var address : addresses) {
            var socket = new Socket(Proxy.NO_PROXY); // a proxy would look the name up again
            try {
                var millis = Math.min(deadline.remainingMillis(), CONNECT_MILLIS);
                route.bind(socket, address);
                socket.connect(new InetSocketAddress(address, port), millis);
                return socket;
            } catch (IOException e) {
                socket.close();
                failure = e;
            } catch (FetchException e) {
                socket.close();
                throw e;
            }
        }
        throw failure;
    }

    private static Socket secured(Socket plain, WebAddress to, SSLContext tls) throws IOException {
        var socket = (SSLSocket) tls.getSocketFactory().createSocket(plain, to.host(), to.port(), true);
        var parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        parameters.setApplicationProtocols(new String[]{"http/1.1"});
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    /// Ends reads, writes and handshakes alike, however often the other side sends a byte.
    private static void closeAfter(Socket socket, Deadline deadline) {
        try {
            Thread.sleep(deadline.remainingMillis());
            socket.close();
        } catch (InterruptedException | IOException _) {
            // it is closed, or was not needed any more
        }
    }

    /// When a fetch has to be over.
    record Deadline(long endNanos, Duration limit) {
        static Deadline in(Duration limit) {
            return new Deadline(System.nanoTime() + limit.toNanos(), limit);
        }

        boolean isOver() {
            return endNanos - System.nanoTime() <= 0;
        }

        /// Rounded up, so that it is over for whoever has waited this long; at least one, since 0 means for ever to sockets.
        int remainingMillis() {
            var millis = (endNanos - System.nanoTime() + 999_999) / 1_000_000;
            return Math.clamp(millis, 1, Integer.MAX_VALUE);
        }
    }
}
