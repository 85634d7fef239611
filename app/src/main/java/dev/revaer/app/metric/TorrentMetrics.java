package dev.revaer.app.metric;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.ToLongFunction;

import dev.revaer.engine.Torrent;
import dev.revaer.engine.TorrentEngine;
import dev.revaer.engine.TorrentState;
import dev.revaer.engine.network.SessionCounter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/// Torrents by state, their rates, and libtorrent's own figures; no label per torrent.
public final class TorrentMetrics implements MeterBinder {
    private static final long FRESH_NANOS = 500_000_000;

    private final TorrentEngine engine;
    private Sums sums = new Sums(new EnumMap<>(TorrentState.class), 0, 0, Long.MIN_VALUE);

    private record Sums(Map<TorrentState, Integer> byState, long download, long upload, long nanoTime) {}

    public TorrentMetrics(TorrentEngine engine) {
        this.engine = engine;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (var state : TorrentState.values()) {
            Gauge.builder("revaer.torrents", this, known -> known.sums().byState().getOrDefault(state, 0))
                    .tag("state", state.label())
                    .description("Torrents by state")
                    .register(registry);
        }
        rate(registry, "revaer.download.rate", "Payload received now, of all torrents", Sums::download);
        rate(registry, "revaer.upload.rate", "Payload sent now, of all torrents", Sums::upload);
        engine.network().counters().forEach(counter -> follow(registry, counter));
    }

    private void rate(MeterRegistry registry, String name, String text, ToLongFunction<Sums> rate) {
        Gauge.builder(name, this, known -> rate.applyAsLong(known.sums()))
                .baseUnit("bytes_per_second")
                .description(text)
                .register(registry);
    }

    /// A session that is started again counts anew, as counters may.
    private void follow(MeterRegistry registry, SessionCounter counter) {
        var name = "revaer.libtorrent." + counter.name();
        var text = "libtorrent's " + counter.name();
        if (counter.isTotal()) {
            FunctionCounter.builder(name, engine, known -> value(known, counter.name()))
                    .description(text + ", since the session was started")
                    .register(registry);
        } else {
            Gauge.builder(name, engine, known -> value(known, counter.name()))
                    .description(text)
                    .register(registry);
        }
    }

    private static double value(TorrentEngine engine, String name) {
        return engine.network()
                .counters()
                .stream()
                .filter(counter -> counter.name().equals(name))
                .mapToLong(SessionCounter::value)
                .findFirst()
                .orElse(0);
    }

    /// One pass over the torrents serves all that is asked in one scrape.
    private synchronized Sums sums() {
        var now = System.nanoTime();
        if (sums.nanoTime() == Long.MIN_VALUE || now - sums.nanoTime() > FRESH_NANOS) {
            var byState = new EnumMap<TorrentState, Integer>(TorrentState.class);
            long download = 0;
            long upload = 0;
            for (Torrent torrent : engine.torrents()) {
                byState.merge(torrent.state(), 1, Integer::sum);
                download += torrent.transfer().downloadBytesPerSecond();
                upload += torrent.transfer().uploadBytesPerSecond();
            }
            sums = new Sums(byState, download, upload, now);
        }
        return sums;
    }
}
