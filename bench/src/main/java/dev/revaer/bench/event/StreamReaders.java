package dev.revaer.bench.event;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Scanner;
import java.util.concurrent.TimeUnit;

/// The clients, in a process of their own so that they do not count as the service. Says `ready` when all are connected;
/// told how many events but `progress` they must get together, waits for these and prints what was read.
final class StreamReaders {
    private static final int POLLS = 1_200;
    private static final int POLL_MILLIS = 50;

    private StreamReaders() {}

    /// Reads until nothing is missing, a minute at most.
    ///
    /// @param arguments port, key, readers, how many of them never read, how many torrents there are, and how many of
    ///        these each reader wants (0: all)
    public static void main(String[] arguments) throws IOException, InterruptedException {
        int port = Integer.parseInt(arguments[0]);
        int count = Integer.parseInt(arguments[2]);
        int stuck = Integer.parseInt(arguments[3]);
        int torrents = Integer.parseInt(arguments[4]);
        int wanted = Integer.parseInt(arguments[5]);
        var hashes = MadeTorrents.hashes(torrents);
        var progressDelays = new Delays();
        var otherDelays = new Delays();
        var reading = new ArrayList<StreamReader>();
        for (int i = 0; i < count; i++) {
            var query = new StringBuilder("?type=failure&type=progress");
            for (int j = 0; j < wanted; j++) {
                query.append("&torrent=").append(hashes.get((i * wanted + j) % torrents).hex());
            }
            var reader = new StreamReader(port, arguments[1], query.toString(), progressDelays, otherDelays);
            reader.greet();
            if (i >= stuck) {
                reading.add(reader);
                Thread.ofVirtual().start(() -> {
                    try {
                        reader.read();
                    } catch (IOException e) {
                        System.err.println("a reader ended: " + e);
                    }
                });
            }
        }
        System.out.println("ready");
        try (var in = new Scanner(System.in, StandardCharsets.UTF_8)) {
            awaitOthers(reading, in.nextLong());
            System.out.printf(
                    "%d %d %d %d %d %d %d%n",
                    reading.stream().mapToLong(StreamReader::progress).sum(),
                    reading.stream().mapToLong(StreamReader::others).sum(),
                    reading.stream().mapToLong(StreamReader::bytes).sum(),
                    progressDelays.percentile(50).toNanos(),
                    progressDelays.percentile(99).toNanos(),
                    otherDelays.percentile(50).toNanos(),
                    otherDelays.percentile(99).toNanos());
        }
        System.exit(0);
    }

    private static void awaitOthers(List<StreamReader> readers, long others) throws InterruptedException {
        for (int i = 0; i < POLLS && readers.stream().mapToLong(StreamReader::others).sum() < others; i++) {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }
}
