package dev.revaer.bench.service;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Requests about very many torrents.
public final class TorrentLoad {
    private static final int CONNECTIONS = 8;
    private static final int LARGEST_PAGE = 500;
    private static final Duration POLL = Duration.ofMillis(500);

    private final ServiceClient client;

    public TorrentLoad(ServiceClient client) {
        this.client = client;
    }

    /// A request that is made once for each of many numbers.
    @FunctionalInterface
    public interface Request {
        void make(int number) throws IOException, InterruptedException;
    }

    /// Makes the request for each number from 0, over a few connections at a time.
    ///
    /// @return how long all of it took
    /// @throws IOException if one fails
    public static Duration each(int count, Request request) throws IOException, InterruptedException {
        var begin = System.nanoTime();
        try (ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS)) {
            var pending = new ArrayList<Future<?>>();
            for (int i = 0; i < count; i++) {
                var number = i;
                pending.add(threads.submit(() -> {
                    request.make(number);
                    return true;
                }));
            }
            try {
                for (var one : pending) {
                    one.get();
                }
            } catch (ExecutionException e) {
                throw new IOException(e.getCause());
            } finally {
                threads.shutdownNow();
            }
        }
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    /// How many torrents there are.
    public int total() throws IOException, InterruptedException {
        return client.json("/v1/torrents?limit=1").get("total").asInt();
    }

    /// Reads the whole list, page after page.
    ///
    /// @return where each page but the first begins
    public List<String> walk(int limit) throws IOException, InterruptedException {
        var cursors = new ArrayList<String>();
        @Nullable
        String next = nextCursor(page(limit, null));
        while (next != null) {
            cursors.add(next);
            next = nextCursor(page(limit, next));
        }
        return cursors;
    }

    /// Waits until every torrent seeds and has gone through the pipeline, so that nothing is left to do.
    ///
    /// @throws IOException if one has not in time
    public void awaitPublished(Duration limit) throws IOException, InterruptedException {
        var end = System.nanoTime() + limit.toNanos();
        @Nullable
        String cursor = null;
        while (true) {
            var page = page(LARGEST_PAGE, cursor);
            if (page.get("items").valueStream().noneMatch(TorrentLoad::isOpen)) {
                cursor = nextCursor(page);
                if (cursor == null) {
                    return;
                }
                continue;
            }
            if (System.nanoTime() > end) {
                throw new IOException(
                        "waited " + limit + " in vain for "
                                + page.get("items").valueStream().filter(TorrentLoad::isOpen).findFirst());
            }
            TimeUnit.NANOSECONDS.sleep(POLL.toNanos());
        }
    }

    private static boolean isOpen(JsonNode torrent) {
        return !torrent.get("state").asString().equals("seeding")
                || !torrent.path("fsops").path("state").asString("").equals("completed");
    }

    private JsonNode page(int limit, @Nullable String cursor) throws IOException, InterruptedException {
        return client.json("/v1/torrents?limit=" + limit + (cursor == null ? "" : "&cursor=" + cursor));
    }

    private static @Nullable String nextCursor(JsonNode page) {
        var next = page.get("nextCursor");
        return next == null || next.isNull() ? null : next.asString();
    }
}
