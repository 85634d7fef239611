package dev.revaer.bench.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/// Many clients at once, each with a connection that it keeps and a request as soon as the one before is answered.
final class Crowd {
    private final InetSocketAddress address;
    private final String key;
    private final int clients;

    /// @param clients how many
    Crowd(InetSocketAddress address, String key, int clients) {
        this.address = address;
        this.key = key;
        this.clients = clients;
    }

    /// What was answered.
    ///
    /// @param time from the first request to the last answer
    record Served(Latencies latencies, Duration time) {}

    /// Reads these paths, over and over in their order, for as long as is said.
    Served read(List<String> paths, Duration time) throws IOException, InterruptedException {
        var requests = paths.stream().map(path -> request("GET " + path, "")).toList();
        var end = System.nanoTime() + time.toNanos();
        var next = new AtomicInteger();
        return serve(
                () -> System.nanoTime() < end
                        ? requests.get(Math.floorMod(next.getAndIncrement(), requests.size()))
                        : null);
    }

    /// Posts each of the bodies once.
    Served post(String path, List<String> bodies) throws IOException, InterruptedException {
        var next = new AtomicInteger();
        return serve(() -> {
            var number = next.getAndIncrement();
            return number < bodies.size() ? request("POST " + path, bodies.get(number)) : null;
        });
    }

    /// Gives the next request; null when there are no more.
    @FunctionalInterface
    private interface Requests {
        byte @org.jspecify.annotations.Nullable [] next();
    }

    private Served serve(Requests requests) throws IOException, InterruptedException {
        var begin = System.nanoTime();
        var all = new ArrayList<Future<long[]>>();
        try (var threads = Executors.newFixedThreadPool(clients)) {
            for (int i = 0; i < clients; i++) {
                all.add(threads.submit(() -> client(requests)));
            }
            var nanos = new ArrayList<long[]>();
            for (var one : all) {
                nanos.add(one.get());
            }
            return new Served(
                    Latencies.of(nanos.stream().flatMapToLong(Arrays::stream).toArray()),
                    Duration.ofNanos(System.nanoTime() - begin));
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        }
    }

    private long[] client(Requests requests) throws IOException {
        var nanos = new long[1024];
        var count = 0;
        try (var connection = new KeptConnection(address)) {
            for (var request = requests.next(); request != null; request = requests.next()) {
                var begin = System.nanoTime();
                connection.exchange(request);
                if (count == nanos.length) {
                    nanos = Arrays.copyOf(nanos, 2 * count);
                }
                nanos[count++] = System.nanoTime() - begin;
            }
        }
        return Arrays.copyOf(nanos, count);
    }

    private byte[] request(String line, String body) {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        var type = body.isEmpty()
                ? ""
                : "Content-Type: application/json\r\nContent-Length: " + bytes.length + "\r\n";
        var head = line + " HTTP/1.1\r\nHost: " + address.getHostString() + "\r\nAuthorization: Bearer " + key
                + "\r\n" + type + "\r\n";
        return (head + body).getBytes(StandardCharsets.UTF_8);
    }
}
