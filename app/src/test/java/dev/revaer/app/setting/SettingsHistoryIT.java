package dev.revaer.app.setting;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import dev.revaer.app.ServiceClient;
import dev.revaer.app.ServiceFixture;
import dev.revaer.app.database.DatabaseFixture;
import dev.revaer.app.document.Documents;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/// Settings changed, looked back at and gone back to over HTTP.
@Timeout(120)
class SettingsHistoryIT {
    private static final String CONFIG = "/v1/config";
    private static final long SEED = System.nanoTime();
    private static final int CHANGES = 60;

    @TempDir
    private Path temp;
    private ServiceFixture service;
    private ServiceClient client;

    @BeforeEach
    void start() throws IOException {
        service = ServiceFixture.start(temp.toRealPath(), DatabaseFixture.freshDatabase());
        client = ServiceClient.of(service.options().url(), service.options().cliFile());
    }

    @AfterEach
    void stop() {
        client.close();
        service.close();
    }

    @Test
    void checksADryRunAndKeepsNothing() throws Exception {
        var good = client.patch(CONFIG + "?dryRun=true", "{\"engine\": {\"connections\": 77}}");
        var bad = client.patch(CONFIG + "?dryRun=true", "{\"engine\": {\"connections\": 1}}");

        assertThat(good.status()).isEqualTo(200);
        assertThat(good.at("/dryRun").asBoolean()).isTrue();
        assertThat(good.at("/changed/0").asString()).isEqualTo("/engine/connections");
        assertThat(good.at("/settings/engine/connections").asInt()).isEqualTo(77);
        assertThat(bad.status()).isEqualTo(422);
        assertThat(client.get(CONFIG).at("/revision").asLong()).isZero();
        assertThat(client.get(CONFIG).at("/settings/engine/connections").asInt()).isEqualTo(500);
    }

    @Test
    void tellsWhoChangedWhatAndWhy() throws Exception {
        client.patch(CONFIG + "?reason=quiet%20nights", "{\"limits\": {\"uploadBytesPerSecond\": 1000}}");
        client.patch(CONFIG, "{\"engine\": {\"network\": {\"dht\": false}}}");

        var first = client.get(CONFIG + "/revisions?limit=1");
        var second = client.get(CONFIG + "/revisions?before=" + first.at("/next").asLong());

        assertThat(first.at("/items/0/revision").asLong()).isEqualTo(2);
        assertThat(second.at("/next").isNull()).isTrue();
        var oldest = second.at("/items/0");
        assertThat(oldest.at("/reason").asString()).isEqualTo("quiet nights");
        assertThat(oldest.at("/actor").asString()).isNotBlank();
        assertThat(oldest.at("/changes/0/pointer").asString()).isEqualTo("/limits/uploadBytesPerSecond");
        assertThat(oldest.at("/changes/0/before").asInt()).isZero();
        assertThat(oldest.at("/changes/0/after").asInt()).isEqualTo(1000);
        assertThat(client.get(CONFIG + "/revisions/1").at("/settings/limits/uploadBytesPerSecond").asInt())
                .isEqualTo(1000);
        assertThat(client.get(CONFIG + "/revisions/9").status()).isEqualTo(404);
        assertThat(client.post(CONFIG + "/revisions/9/restore", "").problem())
                .isEqualTo("revision-not-found");
    }

    @Test
    void keepsSecretsOutOfTheHistory() throws Exception {
        var proxy = "{\"engine\": {\"network\": {\"proxy\": {\"type\": \"http\", \"host\": \"127.0.0.1\", "
                + "\"port\": 1080, \"username\": \"me\", \"password\": \"%s\", \"killSwitch\": false}}}}";

        client.patch(CONFIG, proxy.formatted("s3cret-one"));
        client.patch(CONFIG, proxy.formatted("s3cret-two"));

        assertThat(client.get(CONFIG + "/revisions").json().toString()).doesNotContain("s3cret");
        assertThat(client.get(CONFIG + "/revisions/1").json().toString()).doesNotContain("s3cret");
        client.post(CONFIG + "/revisions/1/restore", "");
        var kept = service.bean(LiveSettings.class).now().engine().network().proxy();
        assertThat(kept).isNotNull().extracting("password").isEqualTo("s3cret-one");
    }

    @Test
    void leavesImmutableSettingsAsTheyAre() throws Exception {
        var nothing = client.patch(CONFIG, "{\"app\": {\"immutableKeys\": [\"/engine\", \"/engine/**\"]}}");
        assertThat(nothing.at("/errors/0/pointer").asString()).isEqualTo("/app/immutableKeys/1");
        client.patch(CONFIG, "{\"app\": {\"immutableKeys\": [\"/engine/network\", \"/app/immutableKeys\"]}}");

        var refused = client
                .patch(CONFIG, "{\"engine\": {\"network\": {\"dht\": false}, \"connections\": 50}}");
        var freed = client.patch(CONFIG, "{\"app\": {\"immutableKeys\": null}}");

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.at("/errors/0/pointer").asString()).isEqualTo("/engine/network/dht");
        assertThat(freed.at("/errors/0/pointer").asString()).isEqualTo("/app/immutableKeys");
        assertThat(client.post(CONFIG + "/revisions/1/restore", "").status()).isEqualTo(200);
        assertThat(client.patch(CONFIG, "{\"engine\": {\"connections\": 50}}").status()).isEqualTo(200);
    }

    @Test
    void letsOneOfManyWithTheSameRevisionWin() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = new ArrayList<Integer>();
            var running = new ArrayList<Future<Integer>>();
            for (int i = 0; i < 16; i++) {
                var body = "{\"engine\": {\"connections\": " + (100 + i) + ", \"uploadSlots\": " + (100 + i)
                        + "}}";
                running.add(threads.submit(() -> client.patch(CONFIG, body, "If-Match", "\"0\"").status()));
            }
            for (var each : running) {
                answers.add(each.get());
            }

            assertThat(answers).containsOnlyOnce(200).filteredOn(status -> status != 200).containsOnly(412);
            var kept = client.get(CONFIG);
            assertThat(kept.at("/revision").asLong()).isEqualTo(1);
            assertThat(kept.at("/settings/engine/connections"))
                    .isEqualTo(kept.at("/settings/engine/uploadSlots"));
        }
    }

    /// Random patches, some of which take values back or are refused, and returns to random revisions.
    @Test
    void agreesWithItsHistory() throws Exception {
        var random = new Random(SEED);
        var revisions = new ArrayList<JsonNode>();
        revisions.add(client.get(CONFIG).at("/settings"));
        for (int i = 0; i < CHANGES; i++) {
            var now = revisions.getLast();
            ServiceClient.Answer answer;
            JsonNode expected;
            if (revisions.size() > 2 && random.nextInt(5) == 0) {
                var revision = 1 + random.nextInt(revisions.size() - 1);
                answer = client.post(CONFIG + "/revisions/" + revision + "/restore", "");
                expected = revisions.get(revision);
            } else {
                var patch = patch(random);
                answer = client.patch(CONFIG, patch.toString());
                expected = answer.status() == 200 ? merged(now, patch, revisions.getFirst()) : now;
            }
            assertThat(client.get(CONFIG).at("/settings")).as("change %s of seed %s", i, SEED)
                    .isEqualTo(expected);
            if (!expected.equals(now)) {
                revisions.add(expected);
            }
            assertThat(client.get(CONFIG).at("/revision").asLong()).isEqualTo(revisions.size() - 1L);
        }
        for (int revision = 1; revision < revisions.size(); revision++) {
            assertThat(client.get(CONFIG + "/revisions/" + revision).at("/settings"))
                    .isEqualTo(revisions.get(revision));
        }
    }

    private static ObjectNode patch(Random random) {
        var patch = Documents.STRICT.createObjectNode();
        for (int i = 0; i <= random.nextInt(3); i++) {
            switch (random.nextInt(6)) {
                case 0 -> patch.withObject("/engine").put("connections", random.nextInt(4) + 1);
                case 1 -> patch.withObject("/engine/queue").put("activeSeeds", random.nextInt(5) - 1);
                case 2 -> patch.withObject("/engine/queue").putNull("activeSeeds");
                case 3 -> patch.withObject("/engine/network").put("dht", random.nextBoolean());
                case 4 -> patch.withObject("/limits/seedGoals").put("ratio", random.nextInt(3) - 0.5);
                default -> patch.withObject("/limits/seedGoals").putNull("ratio");
            }
        }
        return patch;
    }

    /// RFC 7396, with the default where the patch takes a value away.
    private static JsonNode merged(JsonNode now, JsonNode patch, JsonNode usual) {
        if (!patch.isObject()) {
            return patch.isNull() ? usual : patch;
        }
        var merged = (ObjectNode) now.deepCopy();
        for (var member : patch.properties()) {
            var name = member.getKey();
            merged.set(name, merged(now.path(name), member.getValue(), usual.path(name)));
        }
        return merged;
    }
}
