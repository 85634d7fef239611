package dev.revaer.bench.event;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import dev.revaer.api.event.EventFrames;
import dev.revaer.engine.Torrent;
import dev.revaer.engine.TorrentState;
import dev.revaer.engine.event.Event;
import dev.revaer.engine.event.EventBus;
import dev.revaer.engine.event.EventData.StateChanged;
import dev.revaer.engine.event.stream.EventFilter;
import dev.revaer.engine.event.stream.Subscription;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import tools.jackson.databind.json.JsonMapper;

import static java.util.Objects.requireNonNull;

/// How many events a second the bus takes from one thread, with a journal that costs nothing and subscribers that never
/// read.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 5)
@Measurement(iterations = 5, time = 5)
public class PublishBenchmark {
    private static final int TORRENTS = 10_000;
    private static final int BURST = 1_000;

    @Param({"0", "1000"})
    public int subscribers;

    private @Nullable EventBus bus;
    private List<Torrent> torrents = List.of();
    private List<Subscription> subscriptions = List.of();
    private List<Event> events = List.of();

    @Setup(Level.Trial)
    public void start() {
        var frames = new EventFrames(JsonMapper.builder().build());
        var started = EventBus.start(new ForgetfulJournal(), frames, _ -> null);
        bus = started;
        torrents = MadeTorrents.hashes(TORRENTS)
                .stream()
                .map(infoHash -> MadeTorrents.downloading(infoHash, 1L << 30))
                .toList();
        var change = new StateChanged(TorrentState.CHECKING, TorrentState.SEEDING, null);
        events = torrents.stream().map(torrent -> Event.about(torrent, change)).toList();
        subscriptions = IntStream.range(0, subscribers)
                .mapToObj(_ -> started.stream().subscribe(null, EventFilter.ALL))
                .toList();
    }

    @TearDown(Level.Trial)
    public void stop() {
        subscriptions.forEach(Subscription::close);
        requireNonNull(bus).close();
    }

    /// Most of it is replaced before it is told.
    @Benchmark
    public void progress() {
        requireNonNull(bus).progress(torrents.get(ThreadLocalRandom.current().nextInt(TORRENTS)));
    }

    /// All of it is told.
    @Benchmark
    @OperationsPerInvocation(BURST)
    public long change() throws InterruptedException, ExecutionException {
        var open = requireNonNull(bus);
        var random = ThreadLocalRandom.current();
        for (int i = 1; i < BURST; i++) {
            open.publish(events.get(random.nextInt(TORRENTS)));
        }
        return open.commit(events.getFirst(), () -> {}).get();
    }
}
