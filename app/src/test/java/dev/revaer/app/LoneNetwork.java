package dev.revaer.app;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import org.opentest4j.TestAbortedException;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

/// A network of the test's own, of which the machine sees nothing: it has a loopback and no way out. The test gets in by
/// doors.
public final class LoneNetwork implements AutoCloseable {
    private static final int LIMIT_SECONDS = 10;
    private static final Linker LINKER = Linker.nativeLinker();

    private final Process holder;
    private final List<ServerSocket> doors = new CopyOnWriteArrayList<>();

    private LoneNetwork(Process holder) {
        this.holder = holder;
    }

    /// Makes one, which lasts until it is closed.
    ///
    /// @throws TestAbortedException where that is not allowed
    public static LoneNetwork open() throws IOException {
        var holder = new ProcessBuilder(
                "unshare",
                "-n",
                "sh",
                "-c",
                "ip link set lo up && echo ready; read end").redirectErrorStream(true).start();
        var line = holder.inputReader(StandardCharsets.UTF_8).readLine();
        if (!"ready".equals(line)) {
            holder.destroyForcibly();
            throw new TestAbortedException("no network of one's own here: " + line);
        }
        return new LoneNetwork(holder);
    }

    /// What a command must begin with to run inside.
    public List<String> prefix() {
        return List.of("nsenter", "-t", String.valueOf(holder.pid()), "-n", "--");
    }

    /// A port of 127.0.0.1 out here that leads to one of 127.0.0.1 in there.
    public int doorTo(int port) throws IOException {
        var door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        doors.add(door);
        Thread.ofVirtual().start(() -> {
            try {
                while (true) {
                    var outer = door.accept();
                    Thread.ofVirtual().start(() -> join(outer, port));
                }
            } catch (IOException _) { // it is closed
                return;
            }
        });
        return door.getLocalPort();
    }

    /// Listens in there, on any free port.
    public ServerSocket listen(InetAddress address) throws IOException {
        return inside(() -> new ServerSocket(0, 50, address));
    }

    @Override
    public void close() throws IOException {
        for (var door : doors) {
            door.close();
        }
        holder.destroyForcibly();
        holder.onExit().join();
    }

    private void join(Socket outer, int port) {
        try (outer; var inner = connect(port)) {
            var back = Thread.ofVirtual().start(() -> carry(inner, outer));
            carry(outer, inner);
            back.join();
        } catch (IOException _) { // nobody listens there: the caller is hung up on
            return;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static void carry(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException _) {
            closeQuietly(from);
            closeQuietly(to);
        }
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException _) { // it is as good as closed
            return;
        }
    }

    private Socket connect(int port) throws IOException {
        return inside(() -> new Socket(InetAddress.getLoopbackAddress(), port));
    }

    /// A thread that is in another network stays there, and so does what it opened.
    private <T> T inside(Callable<T> opening) throws IOException {
        var opened = new CompletableFuture<T>();
        Thread.ofPlatform().daemon().start(() -> {
            try {
                enter();
                opened.complete(opening.call());
            } catch (Throwable e) {
                opened.completeExceptionally(e);
            }
        });
        try {
            return opened.orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS).join();
        } catch (CompletionException e) {
            throw new IOException(e.getCause());
        }
    }

    private void enter() throws Throwable {
        try (var arena = Arena.ofConfined()) {
            var path = arena.allocateFrom("/proc/" + holder.pid() + "/ns/net");
            var open = function("open", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT));
            var file = (int) open.invokeExact(path, 0);
            var entered = (int) function("setns", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT))
                    .invokeExact(file, 0);
            var closed = (int) function("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT)).invokeExact(file);
            if (entered != 0 || closed != 0) {
                throw new IOException("the network of " + holder.pid() + " cannot be entered");
            }
        }
    }

    @SuppressWarnings("restricted")
    private static MethodHandle function(String name, FunctionDescriptor form) {
        return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), form);
    }
}
