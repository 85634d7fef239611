package dev.revaer.bench.load;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import dev.revaer.bench.service.ProcessUse;
import dev.revaer.bench.service.ServiceProcess;
import dev.revaer.bench.service.TinyTorrents;
import dev.revaer.bench.service.TorrentLoad;

/// One run: an empty service is filled with torrents, read, changed, left alone and started again.
final class Load {
    private static final int PAGE = 50;
    private static final int LARGEST_PAGE = 500;
    private static final int WALKS = 5;
    private static final int MOST_CHANGED = 1_000;
    private static final double QUIET_SHARE = 0.03;
    private static final Duration WINDOW = Duration.ofSeconds(5);
    private static final Duration LIMIT_PER_TORRENT = Duration.ofMillis(200);
    private static final Duration SHORTEST_LIMIT = Duration.ofMinutes(3);
    private static final Duration STREAM_LIMIT = Duration.ofMinutes(5);

    private final ServiceProcess service;
    private final TorrentLoad torrents;
    private final Figures figures;
    private final Size size;

    /// @param torrents how many to add
    /// @param clients how many read and add at once, each over a connection of its own
    /// @param crowd how long they read each
    /// @param rounds how often a page, and one torrent, is read
    /// @param restarts how often the full service is started
    /// @param quiet how long the idle service is watched
    /// @param settle how long at most it may take to become idle
    record Size(
            int torrents,
            int clients,
            Duration crowd,
            int rounds,
            int restarts,
            Duration quiet,
            Duration settle) {}

    Load(ServiceProcess service, Figures figures, Size size) {
        this.service = service;
        this.torrents = new TorrentLoad(service.client());
        this.figures = figures;
        this.size = size;
    }

    void run() throws IOException, InterruptedException {
        figures.add("load of the machine before", ProcessUse.machineLoad());
        service.rehearse();
        figures.seconds("first start, new database", service.start());
        settle();
        var empty = ProcessUse.residentBytes(service.handle());
        figures.mebibytes("resident, empty service", empty);
        add();
        settle();
        idle(empty);
        read();
        readTogether();
        change();
        for (int i = 0; i < size.restarts(); i++) {
            restart();
        }
        settle();
        idle(empty);
        figures.add("load of the machine after", ProcessUse.machineLoad());
    }

    private void add() throws IOException, InterruptedException {
        var tiny = new TinyTorrents(service.downloadDir());
        var bodies = new ArrayList<String>();
        for (int i = 0; i < size.torrents(); i++) {
            bodies.add(tiny.make(i));
        }
        var begin = System.nanoTime();
        served("torrents added", crowd().post("/v1/torrents", bodies));
        torrents.awaitPublished(LIMIT_PER_TORRENT.multipliedBy(size.torrents()).plus(SHORTEST_LIMIT));
        figures.perSecond(
                "torrents added, checked and published",
                size.torrents(),
                Duration.ofNanos(System.nanoTime() - begin));
    }

    /// Waits until the service has nothing left to do, as far as its processor time shows.
    private void settle() throws IOException, InterruptedException {
        var end = System.nanoTime() + size.settle().toNanos();
        var window = size.settle().compareTo(WINDOW) < 0 ? size.settle() : WINDOW;
        while (System.nanoTime() < end) {
            var used = cpuWithin(window);
            if (used.toNanos() < window.toNanos() * QUIET_SHARE) {
                return;
            }
        }
    }

    private void idle(long empty) throws IOException, InterruptedException {
        var handle = service.handle();
        var resident = ProcessUse.residentBytes(handle);
        figures.mebibytes("resident", resident);
        figures.kilobytesEach("resident per torrent, above empty", resident - empty, size.torrents());
        figures.mebibytes("resident, PostgreSQL", ProcessUse.descendantBytes(handle));
        var database = ProcessUse.descendantCpu(handle);
        figures.share("processor while idle, of a core", cpuWithin(size.quiet()), size.quiet());
        figures.share(
                "processor while idle, PostgreSQL",
                ProcessUse.descendantCpu(handle).minus(database),
                size.quiet());
    }

    private Duration cpuWithin(Duration window) throws IOException, InterruptedException {
        var before = ProcessUse.cpu(service.handle());
        TimeUnit.NANOSECONDS.sleep(window.toNanos());
        return ProcessUse.cpu(service.handle()).minus(before);
    }

    private void read() throws IOException, InterruptedException {
        var paths = torrents.walk(PAGE).stream().map(Load::page).toList();
        get("a page of " + PAGE + ", over HTTP", paths);
        inside("a page of " + PAGE + ", inside the service", "/v1/torrents");
        var walks = Latencies.of(WALKS, _ -> torrents.walk(LARGEST_PAGE));
        figures.millis(
                "the whole list in pages of " + LARGEST_PAGE + ", over HTTP, median",
                walks.percentile(50));
        get("one torrent, over HTTP", hashes(MOST_CHANGED).stream().map(Load::path).toList());
        inside("one torrent, inside the service", "/v1/torrents/{hash}");
    }

    private void readTogether() throws IOException, InterruptedException {
        var crowd = crowd();
        for (var what : List.of("page of " + PAGE, "one torrent")) {
            var paths = what.equals("one torrent")
                    ? hashes(MOST_CHANGED).stream().map(Load::path).toList()
                    : torrents.walk(PAGE).stream().map(Load::page).toList();
            crowd.read(paths, size.crowd().dividedBy(2)); // until the compiler has seen it
            served(what, crowd.read(paths, size.crowd()));
        }
    }

    private void served(String what, Crowd.Served served) {
        var name = what + ", " + size.clients() + " connections";
        figures.perSecond(name, served.latencies().count(), served.time());
        figures.millis(name + ", p50", served.latencies().percentile(50));
        figures.millis(name + ", p99", served.latencies().percentile(99));
    }

    private Crowd crowd() throws IOException {
        return new Crowd(service.address(), service.client().key(), size.clients());
    }

    private void get(String what, List<String> paths) throws IOException, InterruptedException {
        var client = service.client();
        Latencies.of(size.rounds(), round -> client.get(paths.get(round % paths.size())));
        var times = Latencies.of(size.rounds(), round -> client.get(paths.get(round % paths.size())));
        figures.millis(what + ", p50", times.percentile(50));
        figures.millis(what + ", p99", times.percentile(99));
    }

    /// What the service's own metrics say about the last two minutes; at most a tenth too high.
    private void inside(String what, String route) throws IOException, InterruptedException {
        var metrics = service.client().get("/metrics");
        for (var percent : List.of(50, 99)) {
            var seconds = metrics.lines()
                    .filter(line -> line.startsWith("http_server_requests_seconds{"))
                    .filter(line -> line.contains("method=\"GET\"") && line.contains("status=\"200\""))
                    .filter(line -> line.contains("uri=\"" + route + "\""))
                    .filter(line -> line.contains("quantile=\"0." + (percent == 50 ? "5" : "99") + "\""))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                    .findFirst()
                    .orElseThrow(() -> new IOException("no metric of " + route));
            figures.millis(what + ", p" + percent, Duration.ofNanos((long) (seconds * 1e9)));
        }
    }

    /// Pauses and resumes torrents and waits until the stream has told all of it.
    private void change() throws IOException, InterruptedException {
        var hashes = hashes(MOST_CHANGED);
        var changes = 2 * hashes.size();
        try (var stream = service.client().lines("/v1/events?type=state_changed");
                var reader = Executors.newVirtualThreadPerTaskExecutor()) {
            var told = CompletableFuture.supplyAsync(
                    () -> stream.filter(line -> line.startsWith("event: ")).limit(changes).count(),
                    reader);
            var begin = System.nanoTime();
            for (var action : List.of("pause", "resume")) {
                TorrentLoad.each(
                        hashes.size(),
                        number -> service.client()
                                .post(
                                        path(hashes.get(number)) + "/action",
                                        "{\"action\":\"" + action + "\"}"));
            }
            var time = Duration.ofNanos(System.nanoTime() - begin);
            figures.perSecond("changes of state, asked for and done", changes, time);
            if (await(told) < changes) {
                throw new IOException("the stream ended early");
            }
            figures.perSecond(
                    "changes of state, done and told",
                    changes,
                    Duration.ofNanos(System.nanoTime() - begin));
        }
    }

    private static long await(CompletableFuture<Long> told) throws IOException, InterruptedException {
        try {
            return told.get(STREAM_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("the stream does not tell all changes", e);
        }
    }

    private List<String> hashes(int most) throws IOException, InterruptedException {
        var items = new ArrayList<String>();
        var page = service.client().json("/v1/torrents?limit=" + Math.min(LARGEST_PAGE, most));
        page.get("items").valueStream().forEach(torrent -> items.add(torrent.get("infoHash").asString()));
        return items;
    }

    private static String page(String cursor) {
        return "/v1/torrents?limit=" + PAGE + "&cursor=" + cursor;
    }

    private static String path(String infoHash) {
        return "/v1/torrents/" + infoHash;
    }

    private void restart() throws IOException, InterruptedException {
        figures.seconds("stop", service.stop());
        figures.seconds("start to ready", service.start());
        figures.seconds("processor time of that start", ProcessUse.cpu(service.handle()));
        var total = torrents.total();
        if (total != size.torrents()) {
            throw new IOException(
                    "after the restart there are " + total + " torrents, not " + size.torrents());
        }
    }
}
