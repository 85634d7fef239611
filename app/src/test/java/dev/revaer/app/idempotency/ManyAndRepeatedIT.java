package dev.revaer.app.idempotency;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.revaer.api.idempotency.KeptAnswers.KeptAnswer;
import dev.revaer.api.idempotency.KeptAnswers.RequestName;
import dev.revaer.app.Patience;
import dev.revaer.app.ServiceClient;
import dev.revaer.app.ServiceClient.Answer;
import dev.revaer.app.ServiceFixture;
import dev.revaer.app.TestClock;
import dev.revaer.app.audit.AuditTable;
import dev.revaer.app.database.DatabaseAddress;
import dev.revaer.app.database.DatabaseFixture;
import dev.revaer.engine.InfoHash;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static dev.revaer.app.database.schema.Tables.KEPT_ANSWER;
import static org.assertj.core.api.Assertions.assertThat;

/// Requests for many torrents, and requests that are sent again, in the whole service.
@Timeout(120)
class ManyAndRepeatedIT {
    private static final String ACTIONS = "/v1/torrents/actions";

    @TempDir
    private static Path temp;
    private static DatabaseAddress database;
    private static ServiceFixture service;
    private static ServiceClient client;

    @BeforeAll
    static void start() throws IOException {
        database = DatabaseFixture.freshDatabase();
        service = ServiceFixture.start(temp.toRealPath(), database);
        client = ServiceClient.of(service.options().url(), service.options().cliFile());
    }

    @AfterAll
    static void stop() {
        client.close();
        service.close();
    }

    @AfterEach
    void clear() {
        service.catalog().torrents().forEach(torrent -> service.catalog().remove(torrent.infoHash(), false));
        service.sql().deleteFrom(KEPT_ANSWER).execute();
    }

    @Test
    void doesTheSameWithManyTorrents() throws Exception {
        var hashes = addMany(40);
        var unknown = new InfoHash("f".repeat(40)).hex();
        var all = Stream.concat(hashes.stream(), Stream.of(unknown)).toList();

        var change = body(all, "change")
                .replace("}", ", \"options\": {\"tags\": [\"many\"], \"limits\": {\"connections\": 7}}}");

        var changed = client.post(ACTIONS, change);
        var paused = client.post(ACTIONS, body(all, "pause"));

        for (var answer : List.of(changed, paused)) {
            assertThat(answer.status()).as(answer.json().toString()).isEqualTo(200);
            assertThat(statuses(answer)).containsExactlyElementsOf(
                    Stream.concat(hashes.stream().map(_ -> 200), Stream.of(404)).toList());
        }
        assertThat(service.catalog().torrents()).hasSize(40).allSatisfy(torrent -> {
            assertThat(torrent.options().tags()).containsExactly("many");
            assertThat(torrent.options().limits().connections()).isEqualTo(7);
            assertThat(torrent.state().label()).isEqualTo("paused");
        });
        Patience.until("each change is in the audit log", () -> noted("pause", hashes) == 40);

        var removed = client.post(ACTIONS, body(all, "remove"));

        assertThat(statuses(removed)).containsExactlyElementsOf(
                Stream.concat(hashes.stream().map(_ -> 204), Stream.of(404)).toList());
        assertThat(service.catalog().torrents()).isEmpty();
    }

    @Test
    void keepsTheOrderOfThoseThatAreMovedInTheQueue() throws Exception {
        var hashes = addMany(5);
        var chosen = List.of(hashes.get(4), hashes.get(2));

        assertThat(statuses(client.post(ACTIONS, body(chosen, "queueTop")))).containsExactly(200, 200);
        Patience.until("they are first", () -> order().subList(0, 2).equals(chosen));

        assertThat(statuses(client.post(ACTIONS, body(chosen, "queueBottom")))).containsExactly(200, 200);
        Patience.until("they are last", () -> order().subList(3, 5).equals(chosen));
    }

    @Test
    void givesTheFirstAnswerAgainAfterARestart() throws Exception {
        var magnet = "{\"magnet\": \"magnet:?xt=urn:btih:" + "d".repeat(40) + "\", \"paused\": true}";
        var first = send("/v1/torrents", magnet, "add-1");
        var bulk = send(ACTIONS, body(List.of("d".repeat(40)), "pause"), "bulk-1");

        restart();
        client.delete("/v1/torrents/" + "d".repeat(40));
        var again = send("/v1/torrents", magnet, "add-1");
        var bulkAgain = send(ACTIONS, body(List.of("d".repeat(40)), "pause"), "bulk-1");
        var other = send("/v1/torrents", magnet.replace('d', 'e'), "add-1");

        assertThat(first.status()).as(first.json().toString()).isEqualTo(201);
        assertThat(first.response().headers().firstValue("Idempotency-Replayed")).isEmpty();
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.response().body()).isEqualTo(first.response().body());
        assertThat(again.response().headers().firstValue("Location"))
                .hasValue("/v1/torrents/" + "d".repeat(40));
        assertThat(again.response().headers().firstValue("Idempotency-Replayed")).hasValue("true");
        assertThat(bulkAgain.response().body()).isEqualTo(bulk.response().body());
        assertThat(other.problem()).isEqualTo("idempotency-key-reused");
        assertThat(service.catalog().torrents()).isEmpty();
    }

    @Test
    void forgetsAfterADayAndWhenItIsTooMuch() {
        var clock = new TestClock(Instant.parse("2026-01-01T00:00:00Z"));
        var table = new AnswerTable(service.sql(), clock);
        var names = IntStream.range(0, 5).mapToObj(i -> new RequestName(new UUID(0, 1), "k" + i)).toList();
        for (var name : names) {
            table.keep(name, answer(100));
            clock.pass(Duration.ofHours(1));
        }

        table.prune(10, 1_000);
        assertThat(kept(table, names)).containsExactly("k0", "k1", "k2", "k3", "k4");
        table.prune(4, 1_000);
        assertThat(kept(table, names)).containsExactly("k1", "k2", "k3", "k4");
        table.prune(4, 250);
        assertThat(kept(table, names)).containsExactly("k3", "k4");
        clock.pass(Duration.ofHours(22).plusMinutes(30));
        assertThat(kept(table, names)).containsExactly("k4");
        table.keep(names.get(3), answer(1));
        assertThat(kept(table, names)).containsExactly("k3", "k4");
        clock.pass(Duration.ofHours(23));
        table.prune();
        assertThat(service.sql().fetchCount(KEPT_ANSWER)).isEqualTo(1);
    }

    private static KeptAnswer answer(int length) {
        return new KeptAnswer(
                "print",
                200,
                null,
                null,
                "x".repeat(length).getBytes(StandardCharsets.US_ASCII));
    }

    private static List<String> kept(AnswerTable table, List<RequestName> names) {
        return names.stream().filter(name -> table.find(name) != null).map(RequestName::key).toList();
    }

    private static List<String> addMany(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(i -> service.add("magnet:?xt=urn:btih:" + "%040x".formatted(i)).hex())
                .toList();
    }

    private static List<String> order() {
        return service.catalog()
                .torrents()
                .stream()
                .sorted((one, other) -> Integer.compare(one.queuePosition(), other.queuePosition()))
                .map(torrent -> torrent.infoHash().hex())
                .toList();
    }

    private static long noted(String action, List<String> hashes) {
        return service.bean(AuditTable.class)
                .entries(null, 500)
                .stream()
                .filter(
                        entry -> hashes.contains(entry.subject())
                                && action.equals(entry.detail().get("action")))
                .count();
    }

    private static String body(List<String> hashes, String action) {
        return hashes.stream()
                .collect(
                        Collectors.joining(
                                "\", \"",
                                "{\"hashes\": [\"",
                                "\"], \"action\": \"" + action + "\"}"));
    }

    private static List<Integer> statuses(Answer answer) {
        return answer.json()
                .path("results")
                .valueStream()
                .map(result -> result.path("status").asInt())
                .toList();
    }

    private static Answer send(String path, String body, String key) throws Exception {
        return client.send("POST", path, body, "Idempotency-Key", key);
    }

    private static void restart() throws IOException {
        stop();
        service = ServiceFixture.start(temp.toRealPath(), database);
        client = ServiceClient.of(service.options().url(), service.options().cliFile());
    }
}
