package dev.revaer.bench.inside;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

import dev.revaer.api.event.EventFrames;
import dev.revaer.engine.TorrentState;
import dev.revaer.engine.event.Event;
import dev.revaer.engine.event.EventBus;
import dev.revaer.engine.event.EventData.Progress;
import dev.revaer.engine.event.EventData.StateChanged;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import static java.util.Objects.requireNonNull;

/// How many events a second the service can encode, and how many it can keep in its journal and deliver.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(value = 1, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
@Warmup(iterations = 3, time = 5)
@Measurement(iterations = 5, time = 5)
public class EventBenchmark {
    private static final int BURST = 1_000;

    private @Nullable Event progress;
    private @Nullable Event change;

    @Setup
    public void takeATorrent(FilledService service) {
        var torrent = service.all().getFirst();
        progress = Event.about(torrent.infoHash(), Progress.of(torrent));
        change = Event.about(
                torrent.infoHash(),
                new StateChanged(TorrentState.CHECKING, TorrentState.SEEDING, null));
    }

    @Benchmark
    public byte[] encodeProgress(FilledService service) {
        return service.part(EventFrames.class).encode(1, requireNonNull(progress));
    }

    /// One that somebody waits for, so that it has a transaction of its own.
    @Benchmark
    public long commitOne(FilledService service) throws InterruptedException, ExecutionException {
        return service.part(EventBus.class).commit(requireNonNull(change), () -> {}).get();
    }

    @Benchmark
    @OperationsPerInvocation(BURST)
    public long publishMany(FilledService service) throws InterruptedException, ExecutionException {
        var bus = service.part(EventBus.class);
        for (int i = 1; i < BURST; i++) {
            bus.publish(requireNonNull(change));
        }
        return bus.commit(requireNonNull(change), () -> {}).get();
    }
}
