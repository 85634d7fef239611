package dev.revaer.bench.inside;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// How long reading takes, from the request to the last byte of the answer, the socket left out.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
@Warmup(iterations = 3, time = 10)
@Measurement(iterations = 5, time = 10)
public class ReadBenchmark {
    private static final Pattern NEXT_CURSOR = Pattern.compile("\"nextCursor\":\"([^\"]+)\"");

    private List<String> pages = List.of();
    private List<String> hashes = List.of();

    @Setup
    public void choosePages(FilledService service) {
        pages = walk(service, "/v1/torrents?limit=50");
        hashes = service.all().stream().map(torrent -> torrent.infoHash().hex()).toList();
    }

    /// A page of 50, anywhere in the list.
    @Benchmark
    public String page(FilledService service) {
        return service.answer(any(pages));
    }

    /// The first page of an order that moves, which is kept for whoever goes on.
    @Benchmark
    public String firstPageOfAMovingOrder(FilledService service) {
        return service.answer("/v1/torrents?limit=50&sort=ratio&order=desc");
    }

    /// Filters that each torrent is asked about.
    @Benchmark
    public String filteredPage(FilledService service) {
        return service.answer("/v1/torrents?limit=50&name=1&tracker=&state=seeding&state=completed");
    }

    @Benchmark
    public String pageOfFewFields(FilledService service) {
        return service.answer(any(pages) + "&fields=infoHash,name,state,progress");
    }

    @Benchmark
    public List<String> wholeListInPagesOf500(FilledService service) {
        return walk(service, "/v1/torrents?limit=500");
    }

    @Benchmark
    public String oneTorrent(FilledService service) {
        return service.answer("/v1/torrents/" + any(hashes));
    }

    /// The paths of all pages, each of them read.
    private static List<String> walk(FilledService service, String first) {
        var paths = new ArrayList<String>();
        paths.add(first);
        var cursor = NEXT_CURSOR.matcher(service.answer(first));
        while (cursor.find()) {
            var next = first + "&cursor=" + cursor.group(1);
            paths.add(next);
            cursor.reset(service.answer(next));
        }
        return paths;
    }

    private static String any(List<String> some) {
        return some.get(ThreadLocalRandom.current().nextInt(some.size()));
    }
}
