package dev.revaer.app.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import dev.revaer.api.event.EventFrames;
import dev.revaer.app.database.Database;
import dev.revaer.app.database.DatabaseFixture;
import dev.revaer.engine.event.NumberedEvent;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jooq.impl.DataSourceConnectionProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

/// What clients see, however publishing, reading, lagging, coming back and restarts follow each other, is what the
/// journal holds. `events.seed` repeats a run, `events.runs` asks for more than the usual 4.
@Execution(CONCURRENT)
class EventHistoryIT {
    private static final int RUNS = Integer.getInteger("events.runs", 4);
    private static final int LIVES = 4;
    private static final int READERS = 5;
    private static final int WRITERS = 2;

    private final EventFrames frames = new EventFrames(JsonMapper.builder().build());
    private Database database;
    private PostgresJournal journal;

    @BeforeEach
    void open() {
        database = Database.open(DatabaseFixture.freshDatabase());
        var source = database.dataSource();
        var sql = DSL.using(
                new DataSourceConnectionProvider(new TransactionAwareDataSourceProxy(source)),
                SQLDialect.POSTGRES);
        journal = new PostgresJournal(sql, new DataSourceTransactionManager(source), frames);
    }

    @AfterEach
    void close() {
        database.close();
    }

    static long[] seeds() {
        var seed = Long.getLong("events.seed");
        return seed == null ? new Random().longs(RUNS).toArray() : new long[]{seed};
    }

    @ParameterizedTest
    @MethodSource("seeds")
    @Timeout(120)
    void everyClientHasSeenTheJournal(long seed) throws Exception {
        var random = new Random(seed);
        var service = new RestartedBus(journal, frames, random.nextLong());
        var writers = IntStream.range(0, WRITERS)
                .mapToObj(i -> new EventWriter(service, i, random.nextLong()))
                .toList();
        var readers = IntStream.range(0, READERS)
                .mapToObj(_ -> new EventReader(service, random.nextLong()))
                .toList();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var reading = readers.stream().map(reader -> threads.submit(reader::read)).toList();
            for (int life = 0; life < LIVES; life++) {
                service.start();
                all(threads.invokeAll(writers.stream().map(EventHistoryIT::writes).toList()));
                if (life < LIVES - 1) {
                    service.stop(random.nextInt(3) == 0);
                }
            }
            var last = service.bus().commit(EventWriter.end(), () -> {}).get(10, TimeUnit.SECONDS);
            all(reading);
            assertSeen(readers, writers, last, "-Devents.seed=" + seed);
        } finally {
            service.stop(false);
        }
    }

    private void assertSeen(List<EventReader> readers, List<EventWriter> writers, long last, String seed) {
        var kept = kept();
        assertThat(kept.getLast()).isEqualTo(last);
        var written = new TreeMap<String, Long>();
        writers.forEach(writer -> written.putAll(writer.lastOfEach()));
        for (var reader : readers) {
            var wanted = kept.stream().filter(id -> id > reader.begin()).toList();
            assertThat(reader.faults()).as(seed).isEmpty();
            assertThat(reader.kept()).as("missed; %s", seed).containsAll(wanted);
            assertThat(reader.kept()).as(seed).isEqualTo(wanted);
            assertThat(reader.lastOfEach()).as(seed).containsAllEntriesOf(written);
        }
    }

    private List<Long> kept() {
        var ids = new ArrayList<Long>();
        var page = journal.after(0, 1000);
        while (!page.isEmpty()) {
            page.stream().map(NumberedEvent::id).forEach(ids::add);
            page = journal.after(ids.getLast(), 1000);
        }
        return ids;
    }

    private static Callable<Boolean> writes(EventWriter writer) {
        return () -> {
            writer.write();
            return true;
        };
    }

    private static void all(List<? extends Future<?>> running) throws Exception {
        for (var one : running) {
            one.get();
        }
    }
}
