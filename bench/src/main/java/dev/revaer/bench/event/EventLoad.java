package dev.revaer.bench.event;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

import com.sun.management.ThreadMXBean;
import dev.revaer.app.config.ListenAddress;
import dev.revaer.app.config.Service;
import dev.revaer.app.config.ServiceOptions;
import dev.revaer.bench.load.Figures;
import dev.revaer.bench.service.ProcessUse;
import dev.revaer.bench.service.ServiceClient;
import dev.revaer.bench.service.ServiceProcess;
import dev.revaer.engine.InfoHash;
import dev.revaer.engine.event.Event;
import dev.revaer.engine.event.EventBus;
import dev.revaer.engine.event.EventData.AltSpeedChanged;
import dev.revaer.engine.event.EventData.Failure;

/// One run: the service in this JVM, without torrents of its own, is told about many, and clients in another process
/// read.
final class EventLoad {
    private static final int SLOTS_PER_SECOND = 100;

    private final Figures figures;
    private final Size size;
    private final List<InfoHash> hashes;

    /// @param torrents how many report
    /// @param rate how often each of them does, per second
    /// @param others events but `progress`, per second
    /// @param subscribers how many there are
    /// @param stuck how many of these never read
    /// @param wanted how many torrents each subscriber asks for; 0 for all
    /// @param idle how long it is looked at before anything happens
    /// @param time how long it lasts
    record Size(
            int torrents,
            int rate,
            int others,
            int subscribers,
            int stuck,
            int wanted,
            Duration idle,
            Duration time) {}

    /// What the readers say in the end.
    private record Read(
            long progress,
            long others,
            long bytes,
            Duration p50,
            Duration p99,
            Duration othersP50,
            Duration othersP99) {
        static Read of(String line) {
            var numbers = Stream.of(line.split(" ", -1)).mapToLong(Long::parseLong).toArray();
            return new Read(
                    numbers[0],
                    numbers[1],
                    numbers[2],
                    Duration.ofNanos(numbers[3]),
                    Duration.ofNanos(numbers[4]),
                    Duration.ofNanos(numbers[5]),
                    Duration.ofNanos(numbers[6]));
        }
    }

    /// @param others events but `progress`
    private record Published(long progress, long others, long deliveries) {}

    EventLoad(Figures figures, Size size) {
        this.figures = figures;
        this.size = size;
        this.hashes = MadeTorrents.hashes(size.torrents());
    }

    void run(Path directory) throws Exception {
        var options = new ServiceOptions(
                directory.resolve("data"),
                directory.resolve("data/downloads"),
                directory.resolve("data/library"),
                new ListenAddress("127.0.0.1", ServiceProcess.freePort()),
                true,
                null,
                ServiceProcess.cliFile(directory));
        figures.add("load of the machine before", ProcessUse.machineLoad());
        try (var context = Service.start(options);
                var client = new ServiceClient(options.url(), options.cliFile())) {
            var bus = context.getBean(EventBus.class);
            publish(bus, Duration.ofSeconds(1));
            settle();
            var empty = ProcessUse.residentBytes(ProcessHandle.current());
            var readers = readers(options.listen().port(), client.key());
            try (var told = readers.inputReader(StandardCharsets.UTF_8)) {
                awaitReady(told);
                idle(empty);
                figures.mebibytes("in use on the heap before", usedBytes());
                load(bus, readers, told);
            } finally {
                readers.destroyForcibly().waitFor();
            }
        }
        figures.add("load of the machine after", ProcessUse.machineLoad());
    }

    private Process readers(int port, String key) throws IOException {
        return new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                StreamReaders.class.getName(),
                String.valueOf(port),
                key,
                String.valueOf(size.subscribers()),
                String.valueOf(size.stuck()),
                String.valueOf(size.torrents()),
                String.valueOf(size.wanted())).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    private static void awaitReady(BufferedReader told) throws IOException {
        var line = told.readLine();
        if (!"ready".equals(line)) {
            throw new IOException("the readers are not ready: " + line);
        }
    }

    private void settle() throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(size.idle().toNanos() / 2);
        System.gc();
    }

    private void idle(long empty) throws IOException, InterruptedException {
        settle();
        TimeUnit.NANOSECONDS.sleep(size.idle().toNanos()); // what the compiler does about the connecting is no idling
        var resident = ProcessUse.residentBytes(ProcessHandle.current());
        figures.kilobytesEach("resident per idle subscriber", resident - empty, size.subscribers());
        var cpu = ProcessUse.cpu(ProcessHandle.current());
        TimeUnit.NANOSECONDS.sleep(size.idle().toNanos());
        figures.share(
                "processor while all are idle, of a core",
                ProcessUse.cpu(ProcessHandle.current()).minus(cpu),
                size.idle());
    }

    private void load(EventBus bus, Process readers, BufferedReader told) throws Exception {
        var delivered = bus.delivered();
        var allocated = allocatedBytes();
        var cpu = ProcessUse.cpu(ProcessHandle.current());
        var begin = System.nanoTime();
        var published = publish(bus, size.time());
        bus.commit(Event.of(new AltSpeedChanged(false, "end")), () -> {}).get(); // nobody asks for it
        var time = Duration.ofNanos(System.nanoTime() - begin);
        var encodedFor = bus.delivered() - delivered;
        allocated = allocatedBytes() - allocated;
        cpu = ProcessUse.cpu(ProcessHandle.current()).minus(cpu);
        var resident = ProcessUse.residentBytes(ProcessHandle.current());
        try (var in = readers.outputWriter(StandardCharsets.UTF_8)) {
            in.write(published.deliveries() + "\n");
            in.flush();
            var read = Read.of(told.readLine());
            figures.perSecond("progress published", published.progress(), time);
            figures.perSecond("other events published", published.others(), time);
            figures.perSecond("events told by the bus", encodedFor, time);
            figures.perSecond("events read by clients", read.progress() + read.others(), time);
            figures.add(
                    "the same",
                    String.format(Locale.ROOT, "%.0f MB/s", read.bytes() / 1e6 / time.toMillis() * 1e3));
            figures.add("other events lost", String.valueOf(published.deliveries() - read.others()));
            figures.millis("progress, publish to read, p50", read.p50());
            figures.millis("progress, publish to read, p99", read.p99());
            figures.millis("other events, publish to read, p50", read.othersP50());
            figures.millis("other events, publish to read, p99", read.othersP99());
            figures.add(
                    "allocated per event published",
                    allocated / (published.progress() + published.others()) + " B");
            figures.add(
                    "allocated per event read",
                    allocated / Math.max(1, read.progress() + read.others()) + " B");
            figures.mebibytes("resident", resident);
            figures.mebibytes("in use on the heap, all connected", usedBytes());
            figures.share("processor, of a core", cpu, time);
        }
    }

    /// Has all torrents report at their rate, spread over the time, as far as this thread can.
    private Published publish(EventBus bus, Duration time) {
        long slots = time.toMillis() * SLOTS_PER_SECOND / 1000;
        long progress = 0;
        long others = 0;
        long deliveries = 0;
        var begin = System.nanoTime();
        for (long slot = 1; slot <= slots; slot++) {
            for (var due = slot * size.torrents() * size.rate()
                    / SLOTS_PER_SECOND; progress < due; progress++) {
                var infoHash = hashes.get((int) (progress % size.torrents()));
                bus.progress(MadeTorrents.downloading(infoHash, Stamp.now()));
            }
            for (var due = slot * size.others() / SLOTS_PER_SECOND; others < due; others++) {
                var torrent = (int) (others * 7919 % size.torrents());
                bus.publish(
                        Event.about(hashes.get(torrent), new Failure(String.valueOf(Stamp.now()))));
                deliveries += readersOf(torrent);
            }
            awaitUntil(begin + slot * TimeUnit.SECONDS.toNanos(1) / SLOTS_PER_SECOND);
        }
        return new Published(progress, others, deliveries);
    }

    /// How many clients that read want a torrent.
    private long readersOf(int torrent) {
        if (size.wanted() == 0) {
            return (long) size.subscribers() - size.stuck();
        }
        long readers = 0;
        for (int i = size.stuck(); i < size.subscribers(); i++) {
            var first = (long) i * size.wanted() % size.torrents();
            if (Math.floorMod(torrent - first, size.torrents()) < size.wanted()) {
                readers++;
            }
        }
        return readers;
    }

    private static void awaitUntil(long nanos) {
        for (var left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private static long usedBytes() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static long allocatedBytes() {
        return ManagementFactory.getPlatformMXBean(ThreadMXBean.class).getTotalThreadAllocatedBytes();
    }
}
