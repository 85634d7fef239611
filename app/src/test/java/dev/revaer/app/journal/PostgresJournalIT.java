package dev.revaer.app.journal;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import javax.sql.DataSource;

import dev.revaer.api.event.EventFrames;
import dev.revaer.app.ServiceFixture;
import dev.revaer.app.database.Database;
import dev.revaer.app.database.DatabaseAddress;
import dev.revaer.app.database.DatabaseFixture;
import dev.revaer.engine.InfoHash;
import dev.revaer.engine.TorrentFile;
import dev.revaer.engine.event.Event;
import dev.revaer.engine.event.EventBus;
import dev.revaer.engine.event.EventData.Failure;
import dev.revaer.engine.event.EventData.FilesDiscovered;
import dev.revaer.engine.event.EventData.HealthChanged;
import dev.revaer.engine.event.EventData.TorrentAdded;
import dev.revaer.engine.event.EventJournal.Entry;
import dev.revaer.engine.event.EventJournal.InDoubt;
import dev.revaer.engine.event.EventJournal.Outcome;
import dev.revaer.engine.event.EventType;
import dev.revaer.engine.event.NumberedEvent;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jooq.impl.DataSourceConnectionProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.support.DefaultTransactionStatus;
import tools.jackson.databind.json.JsonMapper;

import static dev.revaer.app.database.schema.Tables.API_KEY;
import static dev.revaer.app.database.schema.Tables.EVENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Execution(ExecutionMode.CONCURRENT)
class PostgresJournalIT {
    private static final InfoHash INFO_HASH = new InfoHash("0123456789abcdef0123456789abcdef01234567");

    private final EventFrames frames = new EventFrames(JsonMapper.builder().build());
    private DatabaseAddress address;
    private Database database;
    private DSLContext sql;
    private PostgresJournal journal;

    @BeforeEach
    void open() {
        address = DatabaseFixture.freshDatabase();
        reopen();
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void givesOutEachNumberOnceAlsoAfterARestart() {
        var first = journal.reserve(1000);
        var second = journal.reserve(10);
        database.close();
        reopen();

        var third = journal.reserve(1);

        assertThat(List.of(first, second, third)).containsExactly(1L, 1001L, 1011L);
    }

    @Test
    void countsOnWhenABusIsStartedAgain() throws Exception {
        long before;
        try (var bus = EventBus.start(journal, frames, _ -> null)) {
            before = bus.commit(added("first"), () -> {}).get();
        }
        try (var bus = EventBus.start(journal, frames, _ -> null)) {
            assertThat(bus.stream().lastId()).isGreaterThan(before);
            assertThat(bus.commit(added("second"), () -> {}).get()).isGreaterThan(before);
        }
    }

    @Test
    void keepsAFactAndItsEventTogether() {
        var outcomes = journal.append(List.of(new Entry(7, added("kept"), () -> insertKey("fact"))));

        assertThat(outcomes).containsExactly(new Outcome.Kept());
        assertThat(labels()).containsExactly("fact");
        assertThat(ids()).containsExactly(7L);
    }

    @Test
    void undoesAFactThatThrowsAlone() {
        var outcomes = journal.append(
                List.of(
                        new Entry(1, added("before"), () -> insertKey("before")),
                        new Entry(2, added("refused"), () -> {
                            insertKey("refused");
                            throw new IllegalStateException("not today");
                        }),
                        new Entry(3, added("after"), () -> insertKey("after"))));

        assertThat(outcomes.get(0)).isEqualTo(new Outcome.Kept());
        assertThat(outcomes.get(1)).isInstanceOfSatisfying(
                Outcome.Refused.class,
                refused -> assertThat(refused.reason()).hasMessage("not today"));
        assertThat(outcomes.get(2)).isEqualTo(new Outcome.Kept());
        assertThat(labels()).containsExactlyInAnyOrder("before", "after");
        assertThat(ids()).containsExactly(1L, 3L);
    }

    @Test
    void keepsNoFactWhoseEventCannotBeKept() {
        sql.execute("alter table event add check (id <> 1)");

        var outcomes = journal.append(List.of(new Entry(1, added("unlucky"), () -> insertKey("fact"))));

        assertThat(outcomes.getFirst()).isInstanceOf(Outcome.Refused.class);
        assertThat(labels()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"53100", "40001", "57014", "58030"})
    void takesNothingWhileTheServerIsInTrouble(String sqlState) {
        var entries = List.of(
                new Entry(1, added("first"), () -> insertKey("first")),
                new Entry(
                        2,
                        added("second"),
                        () -> sql.execute("do $$ begin raise using errcode = '" + sqlState + "'; end $$")));

        assertThatThrownBy(() -> journal.append(entries)).isInstanceOf(RuntimeException.class);

        assertThat(labels()).isEmpty();
        assertThat(ids()).isEmpty();
    }

    @Test
    void keepsOnceWhatWasInDoubt() {
        var done = new AtomicInteger();
        var entries = List.of(
                new Entry(1, added("a"), done::incrementAndGet),
                new Entry(2, added("b"), done::incrementAndGet));
        var deaf = new PostgresJournal(sql, new AnswerLost(database.dataSource()), frames);

        assertThatThrownBy(() -> deaf.append(entries)).isInstanceOf(InDoubt.class);
        var outcomes = journal.append(entries);

        assertThat(outcomes).hasOnlyElementsOfType(Outcome.Kept.class);
        assertThat(journal.after(0, 10)).extracting(NumberedEvent::id).containsExactly(1L, 2L);
        assertThat(done).hasValue(2);
    }

    @Test
    void replaysInPages() {
        keep(LongStream.rangeClosed(1, 12));

        assertThat(journal.after(0, 5)).extracting(NumberedEvent::id).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(journal.after(5, 5)).extracting(NumberedEvent::id).containsExactly(6L, 7L, 8L, 9L, 10L);
        assertThat(journal.after(10, 5)).extracting(NumberedEvent::id).containsExactly(11L, 12L);
        assertThat(journal.after(12, 5)).isEmpty();
    }

    @Test
    void replaysTheFrameThatWasStreamed() {
        var event = Event.about(INFO_HASH, new HealthChanged("disk", "up", "down", "it says \"no\""));
        journal.append(List.of(new Entry(5, event, () -> {})));

        var replayed = journal.after(0, 1).getFirst();

        assertThat(replayed.type()).isEqualTo(EventType.HEALTH_CHANGED);
        assertThat(replayed.infoHash()).isEqualTo(INFO_HASH);
        assertThat(replayed.frame()).isEqualTo(frames.encode(5, event));
    }

    @Test
    void passesOverWhatOnlyANewerRevaerUnderstands() {
        keep(LongStream.rangeClosed(1, 6));
        sql.update(EVENT).set(EVENT.TYPE, "hologram").where(EVENT.ID.in(2L, 3L, 4L)).execute();

        assertThat(journal.after(0, 3)).extracting(NumberedEvent::id).containsExactly(1L, 5L, 6L);
        assertThat(journal.after(1, 2)).extracting(NumberedEvent::id).containsExactly(5L, 6L);
    }

    @Test
    void prunesTheOldestOfWhatIsTooMuch() {
        keep(LongStream.rangeClosed(1, 10));

        journal.prune(4, Instant.EPOCH);

        assertThat(ids()).containsExactly(7L, 8L, 9L, 10L);
        assertThat(journal.prunedTo()).isEqualTo(6);
    }

    @Test
    void prunesWhatIsTooOld() {
        keep(LongStream.rangeClosed(1, 10));
        sql.update(EVENT).set(EVENT.AT, Instant.EPOCH).where(EVENT.ID.le(3L)).execute();

        journal.prune(100, Instant.now().minusSeconds(60));

        assertThat(ids()).containsExactly(4L, 5L, 6L, 7L, 8L, 9L, 10L);
        assertThat(journal.prunedTo()).isEqualTo(3);
    }

    @Test
    void prunesNothingThatIsWithinBounds() {
        keep(LongStream.rangeClosed(1, 3));
        journal.prune(1, Instant.EPOCH);

        journal.prune(1, Instant.EPOCH);
        journal.prune(1000, Instant.now().minus(Duration.ofDays(30)));

        assertThat(ids()).containsExactly(3L);
        assertThat(journal.prunedTo()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\\", "a\\u0000b", "\\\\u0000", "\"'`;drop table event;--", "line\nfeed\r\t",
            "\u0001\u001f\u007f\u2028\u2029", "日本語 עברית 😀", "\uffff", "\ufeff"})
    void givesHostileTextBackAsItWas(String text) {
        assertThat(reasonAfterKeeping(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\0", "a\0b", "\0\0\0", "\\\0", "\\\\\0\\", "\\u0000\0", "\ud800", "a\udc00b",
            "\udc00\ud800", "\ud83d", "\ud800\ud800"})
    void keepsWhatPostgresqlCannotHoldWithASubstitute(String text) {
        var expected = text.replace('\0', '\ufffd')
                .codePoints()
                .map(point -> Character.getType(point) == Character.SURROGATE ? '\ufffd' : point)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();

        assertThat(reasonAfterKeeping(text)).isEqualTo(expected);
    }

    @Test
    void keepsAVeryLongHostileText() {
        var backslashes = "\\".repeat(50_000);

        assertThat(reasonAfterKeeping(backslashes + '\0')).isEqualTo(backslashes + '\ufffd');
    }

    @Test
    void keepsWhatFollowsAHostileFileName() {
        var hostile = Event.about(
                INFO_HASH,
                FilesDiscovered.of(List.of(new TorrentFile(0, "Show/\0\ud800", 1))));

        var outcomes = journal.append(
                List.of(
                        new Entry(1, hostile, () -> insertKey("hostile")),
                        new Entry(2, added("harmless"), () -> {})));

        assertThat(outcomes).containsOnly(new Outcome.Kept());
        assertThat(labels()).containsExactly("hostile");
        assertThat(ids()).containsExactly(1L, 2L);
    }

    private String reasonAfterKeeping(String reason) {
        var outcomes = journal.append(List.of(new Entry(1, Event.of(new Failure(reason)), () -> {})));

        assertThat(outcomes).containsExactly(new Outcome.Kept());
        var frame = journal.after(0, 1).getFirst().frame();
        assertThat(new String(frame, StandardCharsets.UTF_8).lines()).hasSize(4);
        return ServiceFixture.json(frame).path("data").path("reason").asString();
    }

    private void reopen() {
        database = Database.open(address);
        var source = database.dataSource();
        sql = DSL.using(
                new DataSourceConnectionProvider(new TransactionAwareDataSourceProxy(source)),
                SQLDialect.POSTGRES);
        journal = new PostgresJournal(sql, new DataSourceTransactionManager(source), frames);
    }

    private void keep(LongStream ids) {
        journal.append(ids.mapToObj(id -> new Entry(id, added("torrent " + id), () -> {})).toList());
    }

    private static Event added(String name) {
        return Event.about(INFO_HASH, new TorrentAdded(name));
    }

    private void insertKey(String label) {
        sql.insertInto(API_KEY)
                .set(API_KEY.LABEL, label)
                .set(API_KEY.SCOPES, new String[]{"read"})
                .set(
                        API_KEY.SECRET_SHA256,
                        label.repeat(32).substring(0, 32).getBytes(StandardCharsets.US_ASCII))
                .set(API_KEY.CREATED_AT, Instant.now())
                .execute();
    }

    private List<String> labels() {
        return sql.select(API_KEY.LABEL).from(API_KEY).fetch(API_KEY.LABEL);
    }

    private List<Long> ids() {
        return sql.select(EVENT.ID).from(EVENT).orderBy(EVENT.ID).fetch(EVENT.ID);
    }

    /// The connection breaks when all is done.
    private static final class AnswerLost extends DataSourceTransactionManager {
        AnswerLost(DataSource source) {
            super(source);
        }

        @Override
        protected void doCommit(DefaultTransactionStatus status) {
            super.doCommit(status);
            throw new TransactionSystemException("broken pipe");
        }
    }
}
